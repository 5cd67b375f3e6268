"""The words of the application itself, keyed by code, and the colour family of each state."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask

from incubator.web.language import current_language
from incubator.web.texts import REMEMBERED, text_in

FAMILIES: dict[str, str] = {
    "application.draft": "draft",
    "application.submitted": "submitted",
    "application.info_requested": "action",
    "application.eligible": "review",
    "application.in_review": "review",
    "application.shortlisted": "shortlist",
    "application.decided": "decided",
    "application.accepted": "accepted",
    "application.confirmed": "accepted",
    "application.waitlisted": "waitlist",
    "application.entered": "accepted",
    "application.rejected": "rejected",
    "application.ineligible": "rejected",
    "application.declined": "closed",
    "application.redirected": "closed",
    "application.withdrawn": "closed",
    "application.expired": "closed",
    "application.cancelled": "closed",
    "enrolment.planned": "submitted",
    "enrolment.active": "shortlist",
    "enrolment.paused": "waitlist",
    "enrolment.completed": "accepted",
    "enrolment.left": "closed",
    "extension.asked": "action",
    "extension.granted": "accepted",
    "extension.refused": "rejected",
    "extension.withdrawn": "closed",
    "coaching.logged": "action",
    "coaching.confirmed": "accepted",
    "coaching.disputed": "rejected",
    "coaching.reversed": "closed",
    "waiver.asked": "action",
    "waiver.granted": "accepted",
    "waiver.refused": "rejected",
    "letter.queued": "submitted",
    "letter.claimed": "submitted",
    "letter.handed": "submitted",
    "letter.sent": "accepted",
    "letter.uncertain": "waitlist",
    "letter.failed": "rejected",
    "letter.cancelled": "closed",
    "letter.expired": "closed",
    "reminder.planned": "submitted",
    "reminder.queued": "accepted",
    "reminder.cancelled": "closed",
    "reminder.expired": "closed",
    "reminder.suppressed": "closed",
    "call.draft": "draft",
    "call.published": "submitted",
    "call.upcoming": "draft",
    "call.open": "shortlist",
    "call.late": "action",
    "call.closed": "closed",
    "result.met": "accepted",
    "result.unmet": "rejected",
    "result.unknown": "waitlist",
    "task.completed": "plain",
    "task.in_progress": "submitted",
    "task.not_started": "draft",
    "task.cannot_start": "closed",
    "task.problem": "rejected",
    "condition.open": "action",
    "condition.met": "accepted",
    "condition.unmet": "rejected",
}


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        family=family,
        has_label=has_label,
        label=label,
        owner_label=owner_label,
        reference_label=reference_label,
        source_label=source_label,
    )


def label(key: str, audience: str = "staff") -> str:
    """label("state.application.decided", "founder"): her own word, or the one for everybody."""
    return label_in(current_language(), key, audience)


@lru_cache(REMEMBERED)
def label_in(language: str, key: str, audience: str = "staff") -> str:
    if audience != "staff":
        own = text_in(language, f"{key}.{audience}")
        if own != f"{key}.{audience}":
            return own
    return text_in(language, key)


def has_label(key: str) -> bool:
    return label(key) != key


def source_label(source: str) -> str:
    """Where a fact comes from: registry, typed, answer:private_money …"""
    kind, _, name = source.partition(":")
    key = f"source.{'answers' if kind == 'answer' else kind}"
    return label(key) if has_label(key) else name or kind


def reference_label(reference: str) -> str:
    """The instant a rule is judged by; a fixed date says itself beside it."""
    key = f"reference.{reference}"
    return label(key) if has_label(key) else label("reference.fixed")


def owner_label(owner: str | None) -> str:
    """Who sees to a condition that is due later."""
    return label(f"owner.{owner or 'founders'}")


def family(machine: str, state: str, audience: str = "staff") -> str:
    """The tag family; a founder sees a decision not yet notified as a review still going on."""
    if audience == "founder" and (machine, state) == ("application", "decided"):
        return "review"
    return FAMILIES[f"{machine}.{state}"]
