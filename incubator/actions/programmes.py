"""Publish the programmes that ship; a published edition never changes its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from incubator.workflows.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Imported:
    """(programme, edition) published now, and those already there unchanged."""

    published: tuple[tuple[str, str], ...]
    unchanged: tuple[tuple[str, str], ...]


def import_editions(session: Session, catalogue: Catalogue, at: datetime) -> Imported:
    """DefinitionError naming programme, edition and difference when a published meaning has changed."""
    raise NotImplementedError
