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
LONGEST_NAME = 60
MOST = 10_000  # entries of one list


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
    register = _named(register)
    listed = {clean for one in wanted if (clean := _clean(one))}
    if len(listed) > MOST:
        raise Refused(_TOO_MANY)
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


def _named(register: str) -> str:
    name = _clean(register)
    if not name or len(name) > LONGEST_NAME or name != register:
        raise Refused(_NAME)
    return name


def _clean(entry: str) -> str:
    """One line, of signs that can be read."""
    entry = " ".join("".join(sign if sign.isprintable() else " " for sign in entry).split())
    if len(entry) > LONGEST:
        raise Refused(_TOO_LONG)
    return entry


_TOO_LONG = Words(
    f"An entry has at most {LONGEST} characters.", f"Une entrée a au plus {LONGEST} caractères."
)
_TOO_MANY = Words(
    f"A list has at most {MOST} entries: every assessment keeps the list it was made with.",
    f"Une liste a au plus {MOST} entrées : chaque examen garde la liste sur laquelle il repose.",
)
_NAME = Words(
    f"A list has a name of 1 to {LONGEST_NAME} characters, as the rules call it.",
    f"Une liste a un nom de 1 à {LONGEST_NAME} caractères, celui que les règles lui donnent.",
)
