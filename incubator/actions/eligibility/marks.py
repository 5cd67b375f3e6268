"""Something an assessment stands on has changed: the applications it touches are marked for a new look.

The journal hears of every change already; it tells this room, so that no act can forget to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.ventures import Membership
from incubator.store.verdicts import Standing
from incubator.workflows.application import UNDECIDED
from incubator.workflows.eligibility.differences import TIES, Watched

Entry = Mapping[str, Any]  # the columns of an entry of the journal
OPEN = (*UNDECIDED, "decided", "accepted", "confirmed")
OF_APPLICATION = {
    "answer": "answers", "upload": "files", "judge": "judgement", "grant_waiver": "waiver",
    "more_time": "dates",
}  # fmt: skip
OF_VENTURE = {"kind", "registered_on", "siren", "private_funds_eur", "sector"}  # what the rules know of it
OF_CALL = {"closes_at", "committee_on", "results_on", "entry_on", "zone"}
ENDS = ("completed", "left")
TOLD = (
    "accepted", "waitlisted", "rejected", "redirected", "ineligible", "withdrawn", "declined", "expired",
    "cancelled", "entered",
)  # fmt: skip


def mark(session: Session, application_ids: Collection[str], *, because: str, at: datetime) -> None:
    """For a new look; a key of BECAUSE. What was marked before keeps its first reason and instant."""
    _mark(session, Standing.application_id.in_(sorted(application_ids)), because=because, at=at)


def heard(session: Session, entries: Sequence[Entry]) -> None:
    """Of what was just written down, what may change what the rules find."""
    touched: dict[tuple[str, str, datetime], list[str]] = defaultdict(list)
    for entry in entries:
        for kind, because in _causes(entry):
            touched[kind, because, entry["at"]].append(entry["subject_id"])
    for (kind, because, at), ids in touched.items():
        _mark(session, Standing.application_id.in_(_TOUCHED[kind](ids)), because=because, at=at)
    ended = [entry for entry in entries if _is_told(entry)]
    if ended:
        _mark_history(session, [entry["subject_id"] for entry in ended], at=ended[0]["at"])
    for entry in entries:
        if entry["action"] == "give_role" and entry["data"].get("role") == "juror":
            _mark_jury(session, entry["data"].get("programme"), at=entry["at"])


def _is_told(entry: Entry) -> bool:
    """What came of an application is part of the past of its people from now on."""
    is_end = entry["to_state"] in TOLD and entry["from_state"] != entry["to_state"]
    return bool(entry["subject_kind"] == "application" and is_end)


def _causes(entry: Entry) -> Iterator[tuple[str, str]]:
    """Whose applications are touched, and why."""
    kind, action, data = entry["subject_kind"], entry["action"], entry["data"]
    if kind == "application":
        if action in OF_APPLICATION:
            yield kind, OF_APPLICATION[action]
        if entry["to_state"] in UNDECIDED and entry["from_state"] not in (None, "draft", *UNDECIDED):
            yield kind, "back"
        if action == "undo" and entry["from_state"] == "entered":
            yield "others", "programmes"
    elif kind == "venture" and (action == "record_facts" or OF_VENTURE & data.keys()):
        yield kind, "venture"
    elif kind == "call" and (action == "extend" or OF_CALL & data.keys()):
        yield kind, "dates"
    elif kind == "enrolment" and (action == "begin" or entry["to_state"] in ENDS):
        yield kind, "programmes"


def _these(ids: Sequence[str]) -> Any:
    return sorted(ids)


def _of_ventures(ids: Sequence[str]) -> Any:
    return _open(Application.venture_id.in_(ids))


def _of_calls(ids: Sequence[str]) -> Any:
    return _open(Application.call_id.in_(ids))


def _others(ids: Sequence[str]) -> Any:
    """Those of the same ventures."""
    theirs = select(Application.venture_id).where(Application.id.in_(ids))
    return _open(Application.venture_id.in_(theirs), Application.id.not_in(ids))


def _of_enrolments(ids: Sequence[str]) -> Any:
    """Of the ventures enrolled, but the application that entered: its own enrolment is no history of it."""
    theirs = select(Enrolment.venture_id).where(Enrolment.id.in_(ids))
    own = select(Enrolment.application_id).where(Enrolment.id.in_(ids), Enrolment.application_id.is_not(None))
    return _open(Application.venture_id.in_(theirs), Application.id.not_in(own))


def _open(*which: ColumnElement[bool]) -> Any:
    return select(Application.id).where(*which, Application.state.in_(OPEN))


_TOUCHED = {
    "application": _these, "venture": _of_ventures, "call": _of_calls, "enrolment": _of_enrolments,
    "others": _others,
}  # fmt: skip


def mark_register(session: Session, register: str, *, at: datetime) -> None:
    """A list of the house has changed: it matters to the calls whose rules ask it."""
    query = select(Call.id, Call.edition_id).where(Call.state != "draft")
    asking = [call for call, edition in session.execute(query) if _asks(session, edition, register)]
    if asking:
        _mark(session, Standing.application_id.in_(_of_calls(asking)), because="register", at=at)


def _asks(session: Session, edition: str, register: str) -> bool:
    return any(register in rule.registers() for rule in edition_of(session, edition)[1].rules)


def _mark_history(session: Session, ids: Sequence[str], *, at: datetime) -> None:
    """The other applications of their ventures, and of those of their people, where a rule asks."""
    calls = _calls_asking(session, "participations")
    if not calls:
        return
    own = select(Application.venture_id).where(Application.id.in_(ids))
    people = select(Membership.person_id).where(Membership.venture_id.in_(own))
    theirs = select(Membership.venture_id).where(Membership.person_id.in_(people))
    touched = or_(Application.venture_id.in_(own), Application.venture_id.in_(theirs))
    others = _open(touched, Application.call_id.in_(calls), Application.id.not_in(ids))
    _mark(session, Standing.application_id.in_(others), because="programmes", at=at)


def _mark_jury(session: Session, programme: str | None, *, at: datetime) -> None:
    """Who decides has changed: it matters to the calls whose rules ask about ties with them."""
    calls = _calls_asking(session, TIES, programme)
    if calls:
        _mark(session, Standing.application_id.in_(_of_calls(calls)), because="jury", at=at)


def _calls_asking(session: Session, fact: str, programme: str | None = None) -> list[str]:
    """Those whose rules look at this fact."""
    query = select(Call.id, Call.edition_id).where(Call.state == "published").order_by(Call.id)
    found = session.execute(query if programme is None else query.where(Call.programme == programme)).all()
    return [call for call, edition in found if fact in Watched(edition_of(session, edition)[1]).facts]


def _mark(session: Session, which: ColumnElement[bool], *, because: str, at: datetime) -> None:
    """Taken in the order of their ids, so that two who mark the same wait, never for one another."""
    taken = select(Standing.application_id).where(which).order_by(Standing.application_id)
    changed = {
        "look_at": at,
        "due_since": func.coalesce(Standing.due_since, at),
        "due_because": func.coalesce(Standing.due_because, because),
    }
    session.execute(
        update(Standing)
        .where(Standing.application_id.in_(taken.with_for_update(key_share=True)))
        .values(changed),
        execution_options={"synchronize_session": False},
    )
