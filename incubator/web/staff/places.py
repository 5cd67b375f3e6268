"""Where the thing a letter or a reminder speaks of has its page."""

from __future__ import annotations

from flask import url_for

from incubator.store.queries.subjects import Subject


def place_of(subject: Subject | None) -> str:
    """Empty for what has no page of its own."""
    if subject is None:
        return ""
    if subject.kind in ("application", "waiver"):
        return url_for("staff.applications.summary", ref=subject.place)
    if subject.kind in ("enrolment", "coaching_day"):
        return url_for("staff.enrolments.show", enrolment_id=subject.place)
    if subject.kind == "extension":
        return url_for("staff.extensions.show", extension_id=subject.place)
    return url_for("staff.calls.show", slug=subject.place) if subject.kind == "call" else ""
