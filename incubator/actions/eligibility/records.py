"""What the house itself knows of ventures: who took part in its earlier calls, who is on its lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from incubator.store.applications import Application
from incubator.store.calls import Call, EditionRow
from incubator.store.enrolments import Enrolment
from incubator.store.facts import RegisterEntry
from incubator.store.many import among
from incubator.store.ventures import Membership
from incubator.workflows.eligibility.asked import facts_of
from incubator.workflows.programme import Edition

Part = dict[str, Any]
PARTICIPATIONS = "participations"


@dataclass(frozen=True, slots=True)
class Records:
    """What no rule of the editions asks for is not read."""

    participations: Mapping[str, list[tuple[str, Part]]] | None = (
        None  # by venture, with the application’s id
    )
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: Mapping[str, list[tuple[str, datetime]]] = field(default_factory=dict)  # told at that instant

    def told_at(self, venture: str, *, but: str) -> datetime | None:
        """When the next outcome of theirs is told; None where none waits."""
        return min((at for made_by, at in self.held.get(venture, ()) if made_by != but), default=None)

    def participations_of(self, venture: str, *, but: str) -> tuple[Part, ...] | None:
        """What came before this application; None where no rule asks."""
        if self.participations is None:
            return None
        return tuple(part for made_by, part in self.participations.get(venture, ()) if made_by != but)


def records_of(
    session: Session, ventures: Collection[str], editions: Iterable[Edition], *, at: datetime
) -> Records:
    """Three statements at most, and none where no rule asks; however many ventures."""
    rules = [rule for edition in editions for rule in edition.rules]
    named = {name for rule in rules for name in rule.registers()}
    registers = _registers(session, named) if named else {}
    if PARTICIPATIONS not in facts_of(rules):
        return Records(registers=registers)
    rows = _earlier_ones(session, ventures, at=at)
    held: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for row in rows:
        if row.notified_at is not None and row.notified_at > at:
            held[row.about].append((row.id, row.notified_at))
    return Records(participations=_participations(rows), registers=registers, held=held)


def _registers(session: Session, named: Collection[str]) -> dict[str, tuple[str, ...]]:
    """A list on which nobody ever was is not known: its name may be misspelt."""
    rows = session.execute(
        select(RegisterEntry.register, RegisterEntry.entry)
        .where(RegisterEntry.register.in_(named), RegisterEntry.left_at.is_(None))
        .order_by(RegisterEntry.entry)
    )
    kept = session.scalars(select(RegisterEntry.register).where(RegisterEntry.register.in_(named)).distinct())
    found: dict[str, list[str]] = {name: [] for name in kept}
    for register, entry in rows:
        found[register].append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def _participations(rows: Iterable[Any]) -> dict[str, list[tuple[str, Part]]]:
    found: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for row in rows:
        part = {"programme": row.programme, "edition": row.key, "state": row.state, "of": row.of_whom}
        ended = {"ended_on": row.ended_on} if row.ended_on else {}
        found[row.about].append((row.id, {**part, **ended}))
    return found


def _earlier_ones(session: Session, ventures: Collection[str], *, at: datetime) -> list[Any]:
    """Of the venture itself, and of its people in other ventures; an outcome counts once it was told."""
    theirs, elsewhere = aliased(Membership), aliased(Membership)
    own = _earlier(Application.venture_id, "venture", at=at).where(among(Application.venture_id, ventures))
    of_people = (
        _earlier(theirs.venture_id, "person", at=at)
        .join(elsewhere, elsewhere.venture_id == Application.venture_id)
        .join(theirs, theirs.person_id == elsewhere.person_id)
        .where(among(theirs.venture_id, ventures), Application.venture_id != theirs.venture_id)
        .distinct()
    )
    return sorted(session.execute(union_all(own, of_people)), key=lambda row: (row.about, row.id))


def _earlier(about: Any, of_whom: str, *, at: datetime) -> Select[Any]:
    return (
        select(
            about.label("about"), Application.id.label("id"), EditionRow.programme, EditionRow.key,
            _outcome(at).label("state"), Enrolment.ended_on, literal(of_whom).label("of_whom"),
            Application.notified_at,
        )
        .join(Call, Call.id == Application.call_id)
        .join(EditionRow, EditionRow.id == Call.edition_id)
        .outerjoin(Enrolment, Enrolment.application_id == Application.id)
        .where(Application.state != "draft")
    )  # fmt: skip


def _outcome(at: datetime) -> ColumnElement[str]:
    """How it ended, as its founders were told by now: the enrolment’s state, or the application’s.

    Nobody is told within the time in which a decision can be taken back, nor that a waiting list was left.
    """
    before = case((Application.decided_from == "waitlisted", "waitlisted"), else_="sent")
    return case(
        (Application.state.in_(PLAIN), Application.state),
        (Application.notified_at > at, before),
        (Enrolment.state.is_not(None), Enrolment.state),
        (Application.notified_at.is_not(None), Application.state),
        else_=before,
    )


PLAIN = ("withdrawn", "declined", "expired", "cancelled", "ineligible")  # known to the founders at once
