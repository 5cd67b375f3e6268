"""One application as rows: its people, venture, answers, findings, letters and journal."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Table

from incubator import store
from incubator.store.folding import search_text
from incubator.store.search import text_of
from incubator.workflows.application import OUTCOME_OF
from incubator.workflows.machine import Machine, Move
from tests.bench import invented
from tests.bench.variants import COMPANY, REF, Variant, letter

Rows = defaultdict[Table, list[dict[str, Any]]]
NOTIFIED = ("accepted", "waitlisted", "rejected", "redirected", "confirmed", "declined", "entered")
STEP = timedelta(days=4)


def table(model: type[store.Table]) -> Table:
    found = model.__table__
    assert isinstance(found, Table)
    return found


PERSON, ROLE, VENTURE, MEMBERSHIP = (
    table(one) for one in (store.Person, store.Role, store.Venture, store.Membership)
)
APPLICATION, ANSWER, TASK_MARK, FILE = (
    table(one) for one in (store.Application, store.Answer, store.TaskMark, store.File)
)
REQUEST, ASSESSMENT, JOURNAL = (
    table(one) for one in (store.InformationRequest, store.AssessmentRow, store.Entry)
)
LETTER, REMINDER = table(store.LetterRow), table(store.ReminderRow)


@dataclass(frozen=True)
class Telling:
    """What one application is told from."""

    number: int  # of all applications, from 0
    place: int  # within its call, from 1
    state: str
    call: store.Call
    machine: Machine
    tasks: tuple[str, ...]
    files: tuple[str, ...]
    variant: Variant
    manager_id: str
    director_id: str
    at: datetime  # now
    new: Callable[[], str]  # draws ids


@lru_cache
def path(machine: Machine, state: str) -> tuple[Move, ...]:
    """The shortest way there from a draft."""
    ways: dict[str, tuple[Move, ...]] = {machine.start: ()}
    waiting = deque([machine.start])
    while waiting:
        here = waiting.popleft()
        for move in machine.moves_from(here):
            if move.target not in ways:
                ways[move.target] = (*ways[here], move)
                waiting.append(move.target)
    return ways[state]


def tell(rows: Rows, told: Telling) -> dict[str, Any]:
    """Adds the rows of one application; gives the application's own."""
    lead = _founder(rows, told, told.number)
    name = invented.company(told.number)
    venture_id = _venture(rows, told, name, lead)
    application = _application(told, venture_id, lead, name)
    rows[APPLICATION].append(application)
    _answers(rows, told, application)
    steps = _journal(rows, told, application)
    if application["submitted_at"]:
        _found(rows, told, application)
        _letters(rows, told, application, lead, name, steps)
    _reminders(rows, told, application)
    return application


def _founder(rows: Rows, told: Telling, number: int) -> dict[str, Any]:
    """Everybody's own address; the second founder of a venture is numbered from the millions."""
    name = invented.person(number)
    row = {
        "id": told.new(), "email": f"founder{number}@example.org", "name": name, "language": "fr",
        "zone": "Europe/Paris", "created_at": _began(told),
    }  # fmt: skip
    rows[PERSON].append(row)
    role = {"id": told.new(), "person_id": row["id"], "role": "founder", "granted_at": row["created_at"]}
    rows[ROLE].append(role)
    return row


def _venture(rows: Rows, told: Telling, name: str, lead: dict[str, Any]) -> str:
    variant, venture_id = told.variant, told.new()
    rows[VENTURE].append({
        "id": venture_id, "name": name, "kind": variant.kind, "registered_on": variant.registered_on,
        "sector": variant.sector, "private_funds_eur": variant.private_funds_eur,
        "search": search_text(name)[:300], "created_at": _began(told),
    })  # fmt: skip
    members = [lead["id"]]
    if told.number % 5 < 2:
        members.append(_founder(rows, told, 1_000_000 + told.number)["id"])
    for person_id in members:
        rows[MEMBERSHIP].append({
            "id": told.new(), "venture_id": venture_id, "person_id": person_id,
            "is_lead": person_id == lead["id"], "since_at": _began(told),
        })  # fmt: skip
    return venture_id


def _application(told: Telling, venture_id: str, lead: dict[str, Any], name: str) -> dict[str, Any]:
    ref = f"{told.call.code}-{told.place:04d}"
    moves = path(told.machine, told.state)
    sent_at = None if told.state in ("draft", "expired") else _sent(told)
    return {
        "id": told.new(), "ref": ref, "call_id": told.call.id, "venture_id": venture_id,
        "lead_id": lead["id"], "state": told.state, "language": "fr", "created_at": _began(told),
        "submitted_at": sent_at, "sent_at": sent_at, "is_late": False,
        "state_since": _when(told, len(moves) - 1) if moves else _began(told),
        "search": text_of(ref, venture=name, lead=lead["name"], email=lead["email"]),
        **_decided(told, moves),
    }  # fmt: skip


def _decided(told: Telling, moves: tuple[Move, ...]) -> dict[str, Any]:
    place = next((n for n, move in enumerate(moves) if move.name in OUTCOME_OF), None)
    keys = ("outcome", "decided_from", "decided_at", "decided_by", "signed_at", "signed_by", "notified_at",
            "confirm_by", "rank")  # fmt: skip
    none = dict.fromkeys(keys)
    if place is None:
        return none
    decided_at, is_notified = _when(told, place), told.state in NOTIFIED
    is_signed = is_notified or told.number % 2 == 0
    return none | {
        "outcome": OUTCOME_OF[moves[place].name], "decided_from": moves[place].source,
        "decided_at": decided_at, "decided_by": told.manager_id,
        "signed_at": decided_at + timedelta(days=1) if is_signed else None,
        "signed_by": told.director_id if is_signed else None,
        "notified_at": _when(told, place + 1) if is_notified else None,
        "confirm_by": told.at + timedelta(days=10) if told.state in ("accepted", "confirmed") else None,
        "rank": told.place if told.state == "waitlisted" else None,
    }  # fmt: skip


def _answers(rows: Rows, told: Telling, application: dict[str, Any]) -> None:
    began, lead = application["created_at"], application["lead_id"]
    given = dict(told.variant.answers)
    for question in told.files:
        given[question] = {"file": _file(rows, told, application, question)}
    for number, (question, value) in enumerate(given.items()):
        written_at = began + timedelta(minutes=number)
        answer = {
            "id": told.new(), "application_id": application["id"], "question": question, "value": value,
            "written_by": lead, "written_at": written_at, "replaced_at": None,
        }  # fmt: skip
        rows[ANSWER].append(answer)
        if question in ("science", "market") and told.number % 3 == 0:
            first = {"id": told.new(), "value": f"{value[:300]}…", "written_at": began - timedelta(hours=2)}
            rows[ANSWER].append(answer | first | {"replaced_at": written_at})
    for task in told.tasks:
        rows[TASK_MARK].append({
            "id": told.new(), "application_id": application["id"], "task": task,
            "finished_at": began + timedelta(hours=1), "finished_by": lead,
        })  # fmt: skip


def _file(rows: Rows, told: Telling, application: dict[str, Any], question: str) -> str:
    file_id = told.new()
    rows[FILE].append({
        "id": file_id, "application_id": application["id"], "question": question, "name": f"{question}.pdf",
        "size": 1_400_000, "content_type": "application/pdf", "digest": f"{told.number:064x}",
        "uploaded_by": application["lead_id"], "uploaded_at": application["created_at"],
    })  # fmt: skip
    return file_id


def _journal(rows: Rows, told: Telling, application: dict[str, Any]) -> list[Move]:
    """Every move on its day, the way the journal keeps it."""

    def write(action: str, at: datetime, actor_id: str | None, source: str | None, target: str) -> None:
        rows[JOURNAL].append({
            "at": at, "actor_id": actor_id, "subject_kind": "application", "subject_id": application["id"],
            "action": action, "from_state": source, "to_state": target, "reason": "", "batch_id": None,
            "data": {},
        })  # fmt: skip

    moves = path(told.machine, told.state)
    write("start", application["created_at"], application["lead_id"], None, "draft")
    for number, move in enumerate(moves):
        actor = application["lead_id"] if "founder" in move.roles else told.manager_id
        write(move.name, _when(told, number), actor, move.source, move.target)
    if told.state == "info_requested":
        rows[REQUEST].append({
            "id": told.new(), "application_id": application["id"], "questions": ["market"],
            "message": "Précisez le marché visé.", "due_on": (told.at + timedelta(days=9)).date(),
            "asked_by": told.manager_id, "asked_at": application["state_since"],
        })  # fmt: skip
    return list(moves)


def _found(rows: Rows, told: Telling, application: dict[str, Any]) -> None:
    rows[ASSESSMENT].append({
        "id": told.new(), "application_id": application["id"], "at": application["sent_at"],
        "occasion": "sent", "verdict": told.variant.verdict, "edition_id": told.call.edition_id,
        "facts": told.variant.facts, "findings": told.variant.findings,
    })  # fmt: skip


def _letters(
    rows: Rows, told: Telling, application: dict[str, Any], lead: dict[str, Any], name: str, moves: list[Move]
) -> None:
    """A receipt, and for those reviewed the letter that says so; all of them left long ago."""
    for number, move in enumerate(moves):
        if move.sends not in ("received", "in_review"):
            continue
        at = _when(told, number)
        written = letter(move.sends, "fr", told.call.name, told.call.closes_at)
        key = f"{move.sends}:{application['id']}:{lead['id']}:{at.isoformat()}"
        said = {
            part: text.replace(COMPANY, name).replace(REF, application["ref"])
            for part, text in (("title", written.title), ("body_text", written.text),
                               ("body_html", written.html))
        }  # fmt: skip
        rows[LETTER].append({
            "id": told.new(), "key": key, "kind": move.sends, "subject_kind": "application",
            "subject_id": application["id"], "person_id": lead["id"], "to_email": lead["email"],
            "to_name": lead["name"], "language": "fr", **said, "state": "sent", "created_at": at,
            "send_after": at, "done_at": at + timedelta(seconds=3), "attempts": 1,
            "message_id": f"<{application['id']}.{number}@example.org>",
        })  # fmt: skip


def _reminders(rows: Rows, told: Telling, application: dict[str, Any]) -> None:
    """One that was no longer needed, as after a sending in time."""
    closes_at = told.call.closes_at
    rows[REMINDER].append({
        "id": told.new(), "kind": "close_7d", "subject_kind": "application",
        "subject_id": application["id"], "person_id": application["lead_id"],
        "occurrence": closes_at.isoformat(), "due_at": closes_at - timedelta(days=7),
        "useless_after": closes_at, "state": "cancelled", "why": "sent", "planned_at": _began(told),
        "changed_at": application["state_since"],
    })  # fmt: skip


def _began(told: Telling) -> datetime:
    return _sent(told) - timedelta(days=5)


def _sent(told: Telling) -> datetime:
    """The last weeks before the closing, the later the busier; in an open call, until now."""
    return min(told.call.closes_at, told.at) - timedelta(minutes=30 + told.number * 7 % 20_000)


def _when(told: Telling, number: int) -> datetime:
    """The move of this number; the first one is the sending."""
    if number == 0:
        return _sent(told)
    return min(told.call.closes_at, told.at) + number * STEP - timedelta(hours=told.number % 70)
