"""Published editions of programmes: immutable documents, read once and remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.errors import DefinitionError, NotFound
from incubator.store.calls import EditionRow
from incubator.store.rows import add
from incubator.words import Words
from incubator.workflows.catalogue import fingerprint, from_document, to_document
from incubator.workflows.programme import Edition, Programme

Held = tuple[Programme, Edition]


def edition_of(session: Session, edition_id: str) -> Held:
    """The programme (with this one edition) and the edition; asked of the database once."""
    cache = cast(dict[str, Held], session.info.setdefault("editions", {}))
    if edition_id not in cache:
        row = session.get(EditionRow, edition_id)
        if row is None:
            raise NotFound()
        cache[edition_id] = _read(row)
    return cache[edition_id]


def published(session: Session, programme: str, edition: str) -> EditionRow | None:
    return session.scalars(
        select(EditionRow).where(EditionRow.programme == programme, EditionRow.key == edition)
    ).one_or_none()


def publish(session: Session, programme: Programme, edition: Edition, *, at: datetime) -> EditionRow:
    """Keep the edition for good. Once published its meaning never changes: a change is refused."""
    mark = fingerprint(programme, edition)
    held = published(session, programme.key, edition.key)
    if held is None:
        row = EditionRow(
            programme=programme.key,
            key=edition.key,
            document=to_document(programme, edition),
            fingerprint=mark,
            published_at=at,
        )
        add(session, row)
        session.flush()
        return row
    if not is_as_published(held, programme, edition):
        raise _changed(programme, edition, to_document(*_read(held)))
    return held


def is_as_published(held: EditionRow, programme: Programme, edition: Edition) -> bool:
    """Of the same meaning; what was published in the words of then is compared in today's."""
    mark = fingerprint(programme, edition)
    return held.fingerprint == mark or fingerprint(*_read(held)) == mark


def differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """The paths where two documents differ in meaning; texts in two languages are words, not meaning."""
    if _is_words(old) and _is_words(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from differences(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif old != new:
        yield path


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"en", "fr"}


def _changed(programme: Programme, edition: Edition, before: dict[str, Any]) -> DefinitionError:
    paths = ", ".join(list(differences(before, to_document(programme, edition)))[:5]) or "?"
    name = f"{programme.key} {edition.key}"
    return DefinitionError(
        Words(
            f"{name} is published and may no longer change ({paths}). Add a new edition instead.",
            f"{name} est publiée et ne peut plus changer ({paths}). Ajoutez plutôt une nouvelle édition.",
        )
    )


def _read(row: EditionRow) -> Held:
    programme = from_document(row.document)
    return programme, next(one for one in programme.editions if one.key == row.key)
