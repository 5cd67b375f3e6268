"""People: their accounts, sign-ins and roles; who may do what, and who is written to."""

from incubator.actions.people.registering import address, by_email, find_or_make, give_role, has_role

__all__ = ["address", "by_email", "find_or_make", "give_role", "has_role"]
