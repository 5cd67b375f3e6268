"""Refusals that only pages know, and how an action's refusal lands on a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wtforms import Form

from incubator.errors import IncubatorError, NotAllowed, Refused
from incubator.web.language import say
from incubator.web.work import session
from incubator.words import Words


class RoleNeeded(NotAllowed):
    """The page exists, this person's roles do not open it."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        super().__init__(Words("Your role does not open this page.", "Votre rôle n’ouvre pas cette page."))
        self.roles = roles


@contextmanager
def refusals_on(form: Form) -> Iterator[None]:
    """Run an action; if a rule says no, undo what it began and put every reason on the form."""
    try:
        with session().begin_nested():
            yield
    except Refused as refusal:
        add_refusal(form, refusal)


def add_refusal(form: Form, refusal: IncubatorError) -> None:
    reasons = getattr(refusal, "reasons", (refusal.words,))
    said = [say(reason) for reason in reasons]
    if refusal.field and refusal.field in form:
        field = form[refusal.field]
        field.errors = [*field.errors, *said]
    else:
        form.form_errors.extend(said)
