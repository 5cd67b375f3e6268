"""Stories told on the programmes that ship: an open call, a filled form, a running enrolment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import applications, programmes
from incubator.store import Application, Call, Entry, LetterRow, Person
from incubator.store.editions import edition_of, published
from incubator.workflows.catalogue import Catalogue, load
from incubator.workflows.questions import Question
from tests import scenes
from tests.conftest import NOW

SHIPPED = Path(__file__).parents[2] / "config" / "programmes"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
CATALOGUE = Catalogue(load(path.read_text("utf-8"), path.name) for path in sorted(SHIPPED.glob("*.toml")))


def call(session: Session, programme: str = "shaker", *, edition: str = "1", **given: Any) -> Call:
    """A published call on a shipped edition: open since ten days, for thirty more."""
    programmes.import_editions(session, CATALOGUE, NOW)
    row = published(session, programme, edition)
    assert row is not None
    values = {"contact_email": "appel@example.org", "entry_on": date(2026, 6, 1), **given}
    made = scenes.call(session, programme, edition_id=row.id, **values)
    assert isinstance(made, Call)
    return made


def started(session: Session, actor: Person, *, at: datetime = NOW, **given: Any) -> Application:
    return applications.start(session, call(session, **given), actor=actor, at=at)


def fill(session: Session, application: Application, *, actor: Person, at: datetime = NOW) -> None:
    """Every question answered, every task said to be finished."""
    _programme, edition = edition_of(session, application.call.edition_id)
    for task in edition.tasks:
        values = {question.key: answer_to(question) for question in task.questions}
        applications.save_task(
            session, application, task.key, values, actor=actor, at=at, finished=True, seen=None
        )


def sent(session: Session, actor: Person, *, at: datetime = NOW, **given: Any) -> Application:
    application = started(session, actor, at=at, **given)
    fill(session, application, actor=actor, at=at)
    applications.send(session, application, actor=actor, at=at)
    return application


def confirmed(session: Session, application: Application, *, at: datetime = NOW) -> None:
    """The lead takes the place that was offered."""
    applications.confirm(session, application, actor=application.lead, at=at)


def answer_to(question: Question) -> Any:
    """An answer that every rule is happy with."""
    if question.kind == "choice":
        return question.choices[0].key
    if question.kind == "choices":
        return [question.choices[0].key]
    plain = {"yes_no": True, "date": "2025-10-01", "money": 1000, "number": 3, "file": {"file": "none"}}
    return plain.get(question.kind, "" if question.key == "siren" else "Une réponse.")


def letters(session: Session, kind: str) -> list[str]:
    """To whom letters of this kind are queued, by address."""
    query = select(LetterRow.to_email).where(LetterRow.kind == kind, LetterRow.state == "queued")
    return sorted(session.scalars(query))


def actions_on(session: Session, subject: Any) -> list[str]:
    query = select(Entry.action).where(Entry.subject_id == subject.id).order_by(Entry.seq)
    return list(session.scalars(query))


def days(number: int) -> timedelta:
    return timedelta(days=number)


def pdf() -> BytesIO:
    return BytesIO(PDF)
