"""Uploaded files: checked by their content, kept under their digest."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from incubator.actions import journal
from incubator.actions.applications.editing import editable_questions, why_not
from incubator.actions.files.contents import Kept, keep, place_of
from incubator.actions.people import authority
from incubator.errors import NotFound, Refused
from incubator.store.applications import Application, File
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.workflows.questions import Question


def store_file(
    session: Session, application: Application, question: Question, *, folder: Path, stream: BinaryIO,
    name: str, actor: Person, at: datetime,
) -> File:  # fmt: skip
    """Keep the bytes, then the row; the answer is {"file": file.id}. Refused on type, size, emptiness."""
    authority.needs(authority.roles_on(session, application, actor=actor), "founder")
    if question.key not in editable_questions(session, application, at=at):
        raise Refused(why_not(session, application, at=at), field=question.key)
    name = shown_name(name)
    kept: Kept = keep(folder, stream, name, question)
    file = File(
        application_id=application.id, question=question.key, name=name, size=kept.size,
        content_type=kept.content_type, digest=kept.digest, uploaded_by=actor.id, uploaded_at=at,
    )  # fmt: skip
    add(session, file)
    session.flush()
    data = {"question": question.key, "file": file.id, "digest": file.digest, "size": file.size}
    journal.record(session, application, action="upload", actor=actor, at=at, data=data)
    return file


def path_of(folder: Path, file: File) -> Path:
    """Where the bytes lie. NotFound when they are not there."""
    path = place_of(folder, file.digest)
    if not path.is_file():
        raise NotFound()
    return path


def shown_name(name: str) -> str:
    """The last part of the name, without invisible or direction-changing letters; its ending is kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:200]}{dot}{ending[:20]}" if dot else plain[:200] or "file"
