"""One open piece of work that may be reminded of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from incubator.workflows.programme import Edition
from incubator.workflows.reminders import ReminderSubject


@dataclass(frozen=True)
class Open:
    """What it is, under which rules, and whose."""

    subject: ReminderSubject
    edition: Edition
    programme: str
    venture_id: str
    zone: str
    label: str  # as staff know it: SHK-27A-0042 Lumen Bio


def pages_of(
    session: Session, query: Select[*tuple[Any, ...]], by: InstrumentedAttribute[str], *, size: int,
    only: Collection[str] | None,
) -> Iterator[Sequence[Any]]:  # fmt: skip
    """The rows of a query in the order of `by`, so many at a time."""
    if only is not None:
        query = query.where(by.in_(sorted(only)))
    last = ""
    while True:
        rows = session.execute(query.where(by > last).order_by(by).limit(size)).all()
        if rows:
            yield rows
        if len(rows) < size:
            return
        last = rows[-1][0] if isinstance(rows[-1][0], str) else rows[-1][0].id
