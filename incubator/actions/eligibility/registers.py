"""The lists the house keeps: who or what is on one, since when, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions.eligibility import marks
from incubator.errors import Refused
from incubator.store.facts import RegisterEntry
from incubator.store.rows import add
from incubator.words import Words

LONGEST = 200  # characters of an entry


def counted(session: Session) -> dict[str, int]:
    """How many stand on each list, by its name."""
    rows = session.execute(
        select(RegisterEntry.register, func.count().label("number"))
        .where(RegisterEntry.left_at.is_(None))
        .group_by(RegisterEntry.register)
        .order_by(RegisterEntry.register)
    )
    return {str(row.register): int(row.number) for row in rows}


def entries(session: Session, register: str) -> list[str]:
    return sorted(row.entry for row in _standing(session, register))


def replace(
    session: Session, register: str, wanted: Iterable[str], *, at: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The list as it is from now on; who is new and who left come back, sorted."""
    listed = {_clean(one) for one in wanted if one.strip()}
    standing = {row.entry: row for row in _standing(session, register)}
    new, gone = sorted(listed - standing.keys()), sorted(standing.keys() - listed)
    for entry in gone:
        standing[entry].left_at = at
    for entry in new:
        add(session, RegisterEntry(register=register, entry=entry, entered_at=at))
    session.flush()
    if new or gone:
        marks.mark_register(session, register, at=at)
    return tuple(new), tuple(gone)


def _standing(session: Session, register: str) -> list[RegisterEntry]:
    query = select(RegisterEntry).where(RegisterEntry.register == register, RegisterEntry.left_at.is_(None))
    return list(session.scalars(query))


def _clean(entry: str) -> str:
    entry = " ".join(entry.split())
    if len(entry) > LONGEST:
        raise Refused(
            Words(
                f"An entry has at most {LONGEST} characters.", f"Une entrée a au plus {LONGEST} caractères."
            )
        )
    return entry
