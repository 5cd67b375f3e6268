"""Published editions that a person may base a call on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from incubator.errors import NotFound
from incubator.store.calls import EditionRow
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.queries.visible import programmes_managed
from incubator.words import Words
from incubator.workflows.programme import Edition, Programme

__all__ = ["all_published", "by_id", "edition_of", "for_staff", "programme_names"]


def for_staff(session: Session, person: Person) -> list[tuple[str, Programme, Edition]]:
    """(id, programme, edition), the newest edition of each programme first."""
    programmes = programmes_managed(person)
    return [
        (row.id, programme, edition)
        for row, programme, edition in all_published(session)
        if programmes is None or row.programme in programmes
    ]


def all_published(session: Session) -> list[tuple[EditionRow, Programme, Edition]]:
    """Every edition that staff may read, by programme, the newest rules first."""
    rows = session.scalars(select(EditionRow).options(defer(EditionRow.document)))
    found = [(row, *edition_of(session, row.id)) for row in rows]
    return sorted(found, key=lambda one: (one[1].order, one[1].key, -one[2].dated.toordinal(), one[0].key))


def programme_names(session: Session) -> dict[str, Words]:
    """Programme key -> its name, in the order of the path."""
    return {programme.key: programme.name for _row, programme, _edition in all_published(session)}


def by_id(session: Session, edition_id: str) -> EditionRow:
    found = session.get(EditionRow, edition_id)
    if found is None:
        raise NotFound()
    return found
