"""Do the journal and the states agree? The journal is walked from the first step to the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import CoachingDay, Enrolment, Extension
from incubator.store.journal import Entry
from incubator.store.verdicts import Waiver

_SUBJECTS: dict[str, type[Application | Call | CoachingDay | Enrolment | Extension | Waiver]] = {
    "application": Application,
    "call": Call,
    "coaching_day": CoachingDay,
    "enrolment": Enrolment,
    "extension": Extension,
    "waiver": Waiver,
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`seq`: the entry whose from_state is wrong; None: the state column (or the row) itself."""

    subject_kind: str
    subject_id: str
    seq: int | None
    journal: str | None  # the state the journal arrives at
    held: str | None  # the state found instead

    def __str__(self) -> str:
        where = "its state" if self.seq is None else f"entry {self.seq}"
        return f"{self.subject_kind} {self.subject_id}: the journal says {self.journal}, {where} {self.held}"


class _Step(NamedTuple):
    subject_id: str
    seq: int
    from_state: str | None
    to_state: str | None


def disagreements(session: Session) -> list[Disagreement]:
    """Every place where the journal contradicts itself or a row; empty when all is well."""
    return [found for kind in _SUBJECTS for found in _of_kind(session, kind)]


def _of_kind(session: Session, kind: str) -> Iterator[Disagreement]:
    states = _states(session, kind)
    for subject_id, steps in groupby(_steps(session, kind), key=lambda step: step.subject_id):
        arrived: str | None = None
        for step in steps:
            if step.from_state != arrived:
                yield Disagreement(kind, subject_id, step.seq, arrived, step.from_state)
            arrived = step.to_state
        held = states.pop(subject_id, None)
        if held != arrived:
            yield Disagreement(kind, subject_id, None, arrived, held)
    for subject_id, held in states.items():
        yield Disagreement(kind, subject_id, None, None, held)


def _steps(session: Session, kind: str) -> Iterable[_Step]:
    """Entries about something else (an edit, a file) hold no state and are passed over."""
    query = (
        select(Entry.subject_id, Entry.seq, Entry.from_state, Entry.to_state)
        .where(Entry.subject_kind == kind, or_(Entry.to_state.is_not(None), Entry.from_state.is_not(None)))
        .order_by(Entry.subject_id, Entry.seq)
        .execution_options(yield_per=1000)
    )
    return (_Step(*row) for row in session.execute(query))


def _states(session: Session, kind: str) -> dict[str, str | None]:
    table = _SUBJECTS[kind]
    columns: tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]] = (table.id, table.state)
    return dict(session.execute(select(*columns)).all())
