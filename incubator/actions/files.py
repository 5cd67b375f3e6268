"""Uploaded files: checked by their content, kept under their digest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy.orm import Session

from incubator.store.applications import Application, File
from incubator.store.people import Person

if TYPE_CHECKING:
    from incubator.workflows.programme import Question


def store_file(
    session: Session, application: Application, question: Question, *, folder: Path, stream: BinaryIO,
    name: str, actor: Person, at: datetime,
) -> File:  # fmt: skip
    """Keep the bytes, then the row; the answer is {"file": file.id}. Refused on type, size, emptiness."""
    raise NotImplementedError


def path_of(folder: Path, file: File) -> Path:
    """Where the bytes lie. NotFound when they are not there."""
    raise NotImplementedError
