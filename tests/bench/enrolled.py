"""Those that entered: enrolments with coaching days, as rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from incubator import store
from tests.bench.telling import JOURNAL, Rows, Telling, table

ENROLMENT, COACHING_DAY, MENTORSHIP, EXTENSION = (
    table(one) for one in (store.Enrolment, store.CoachingDay, store.Mentorship, store.Extension)
)
DAYS = 6
ASKED_EVERY = 25  # enrolments


def enrol(rows: Rows, told: Telling, application: dict[str, Any], *, mentor_id: str) -> None:
    """Begun, started some weeks ago, followed by one mentor, most days confirmed."""
    enrolment_id, starts_at = told.new(), told.at - timedelta(days=20 + told.number % 60)
    rows[ENROLMENT].append({
        "id": enrolment_id, "venture_id": application["venture_id"], "programme": told.call.programme,
        "edition_id": told.call.edition_id, "application_id": application["id"], "state": "active",
        "starts_on": starts_at.date(), "state_since": starts_at, "created_at": application["state_since"],
    })  # fmt: skip
    _step(rows, told, "enrolment", enrolment_id, "begin", None, "planned")
    _step(rows, told, "enrolment", enrolment_id, "start", "planned", "active")
    rows[MENTORSHIP].append({
        "id": told.new(), "mentor_id": mentor_id, "venture_id": application["venture_id"],
        "since_at": starts_at,
    })  # fmt: skip
    for number in range(DAYS):
        _day(rows, told, enrolment_id, mentor_id, application["lead_id"], number)
    if told.number % ASKED_EVERY == 0:
        extension_id = told.new()
        rows[EXTENSION].append({
            "id": extension_id, "enrolment_id": enrolment_id, "months": 6, "state": "asked",
            "why": "Une étude clinique commence trois mois plus tard que prévu.",
            "asked_by": application["lead_id"], "asked_at": told.at - timedelta(days=3),
        })  # fmt: skip
        _step(rows, told, "extension", extension_id, "ask", None, "asked")


def _day(rows: Rows, told: Telling, enrolment_id: str, mentor_id: str, lead_id: str, number: int) -> None:
    on = told.at - timedelta(days=2 + number * 3)
    is_confirmed = number > 0
    day_id = told.new()
    rows[COACHING_DAY].append({
        "id": day_id, "enrolment_id": enrolment_id, "mentor_id": mentor_id, "on": on.date(), "half_days": 1,
        "topic": "Brevets et contrats", "state": "confirmed" if is_confirmed else "logged", "logged_at": on,
        "confirmed_at": on if is_confirmed else None, "confirmed_by": lead_id if is_confirmed else None,
    })  # fmt: skip
    _step(rows, told, "coaching_day", day_id, "log", None, "logged")
    if is_confirmed:
        _step(rows, told, "coaching_day", day_id, "confirm", "logged", "confirmed")


def _step(
    rows: Rows, told: Telling, kind: str, subject_id: str, action: str, source: str | None, target: str
) -> None:
    rows[JOURNAL].append({
        "at": told.at - timedelta(days=2), "actor_id": told.manager_id, "subject_kind": kind,
        "subject_id": subject_id, "action": action, "from_state": source, "to_state": target, "reason": "",
        "batch_id": None, "data": {},
    })  # fmt: skip
