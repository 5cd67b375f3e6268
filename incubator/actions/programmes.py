"""Publish the programmes that ship; a published edition never changes its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.store.editions import publish, published
from incubator.workflows.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Imported:
    """(programme, edition) published now, and those already there unchanged."""

    published: tuple[tuple[str, str], ...]
    unchanged: tuple[tuple[str, str], ...]


def import_editions(session: Session, catalogue: Catalogue, at: datetime) -> Imported:
    """DefinitionError naming programme, edition and difference when a published meaning has changed."""
    new: list[tuple[str, str]] = []
    held: list[tuple[str, str]] = []
    for programme in catalogue.programmes:
        for edition in programme.editions:
            is_new = published(session, programme.key, edition.key) is None
            row = publish(session, programme, edition, at=at)
            (new if is_new else held).append((programme.key, edition.key))
            if is_new:
                journal.record(session, row, action="publish", actor=None, at=at)
    return Imported(tuple(new), tuple(held))
