"""What applications are found by: the words of their reference and names, and how these may be misspelt.

Both are kept in the unit of work that writes what they speak of: see docs/decisions/0007-search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    Row,
    Select,
    String,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy import Table as FromTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, attributes, mapped_column
from sqlalchemy.orm.util import identity_key

from incubator.store.applications import Application
from incubator.store.folding import LETTERS, search_text, spellings, spelt_words
from incubator.store.people import Person
from incubator.store.tables import Table
from incubator.store.ventures import Venture

STEP = 500  # applications at a time
# in the order of their code points, so that the words with one beginning stand together
LETTER_BY_LETTER = String(LETTERS).with_variant(String(LETTERS, collation="C"), "postgresql")
Values = list[dict[str, str]]


class Word(Table):
    """This application of this call has this word in its reference, its venture's name or its lead's."""

    __tablename__ = "search_word"

    call_id: Mapped[str] = mapped_column(String(26), primary_key=True)  # its application's, for good
    word: Mapped[str] = mapped_column(LETTER_BY_LETTER, primary_key=True)
    application_id: Mapped[str] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    __table_args__ = ({"sqlite_with_rowid": False},)


class Spelling(Table):
    """A word of this call, under itself and under itself without one letter."""

    __tablename__ = "search_spelling"

    call_id: Mapped[str] = mapped_column(String(26), primary_key=True)
    letters: Mapped[str] = mapped_column(String(LETTERS), primary_key=True)
    word: Mapped[str] = mapped_column(String(LETTERS), primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


def text_of(ref: str, *, venture: str, lead: str, email: str) -> str:
    """The reference (SHK-27A-0042 is found by 42 as well) and the names, folded."""
    return search_text(ref, ref.rpartition("-")[2].lstrip("0"), venture, lead, email)


def index(session: Session, application: Application) -> None:
    """A new application can be found; it must have been flushed."""
    _replace(session, application.call_id, application.id, was="", now=application.search)


def rename(session: Session, which: ColumnElement[bool]) -> None:
    """The name of a venture or of a lead has changed: these applications are found by the new one.

    Nothing else of them changes: they stay the version that somebody has seen.
    """
    session.flush()
    taken = select(Application.id).where(which).order_by(Application.id).with_for_update()
    ids = session.scalars(taken).all()  # before the names are read: who renames the other one waits
    table = cast(FromTable, Application.__table__)
    for row in session.execute(_named().where(Application.id.in_(ids)).order_by(Application.id)).all():
        now = text_of(row.ref, venture=row.venture, lead=row.lead, email=row.email)
        if now != row.search:
            session.execute(update(table).where(table.c.id == row.id).values(search=now))
            _tell(session, row.id, now)
            _replace(session, row.call_id, row.id, was=row.search, now=now)


def _tell(session: Session, application_id: str, now: str) -> None:
    """What the session holds follows."""
    held = session.identity_map.get(identity_key(Application, application_id))
    if held is not None:
        attributes.set_committed_value(held, "search", now)


def _replace(session: Session, call_id: str, application_id: str, *, was: str, now: str) -> None:
    gone, new = _words(was) - _words(now), _words(now) - _words(was)
    if gone:
        these = (Word.call_id == call_id, Word.application_id == application_id)
        session.execute(
            delete(Word).where(*these, Word.word.in_(sorted(gone))),
            execution_options={"synchronize_session": False},
        )
        _unlearn(session, call_id, spelt_words(was) - spelt_words(now))
    if new:
        connection = session.connection()
        connection.execute(insert(Word), _rows_of(new, call_id, application_id))
        _learn(connection, call_id, spelt_words(now) - spelt_words(was))


def _words(folded: str) -> set[str]:
    return {word[:LETTERS] for word in folded.split()}


def _rows_of(words: Iterable[str], call_id: str, application_id: str) -> Values:
    place = {"call_id": call_id, "application_id": application_id}
    return [{"word": word, **place} for word in sorted(words)]


def _learn(connection: Connection, call_id: str, words: Iterable[str]) -> None:
    """In one order, so that two who write the same words wait for one another instead of deadlocking."""
    values = [
        {"call_id": call_id, "letters": letters, "word": word}
        for word in sorted(words)
        for letters in sorted(spellings(word))
    ]
    into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if values:
        connection.execute(into(Spelling).on_conflict_do_nothing(), values)


def _unlearn(session: Session, call_id: str, words: set[str]) -> None:
    """Words that no application of the call has any more."""
    letters = {letters for word in words for letters in spellings(word)}
    is_used = exists().where(Word.call_id == call_id, Word.word == Spelling.word)
    these = (Spelling.call_id == call_id, Spelling.letters.in_(sorted(letters)))
    session.execute(
        delete(Spelling).where(*these, Spelling.word.in_(sorted(words)), ~is_used),
        execution_options={"synchronize_session": False},
    )


def index_missing(connection: Connection) -> None:
    """After a migration: everything, where there are applications and no words (an older database)."""
    has_words = exists(select(Word.word)).select()
    has_applications = exists(select(Application.id)).select()
    if connection.scalar(has_applications) and not connection.scalar(has_words):
        index_all(connection)


def index_all(connection: Connection) -> None:
    """Every application of the database, in bounded steps: after a bulk of rows, or a change of the rules."""
    connection.execute(delete(Word))
    connection.execute(delete(Spelling))
    call_id, known = "", set[str]()
    for rows in _steps(connection):
        texts = {
            row.id: text_of(row.ref, venture=row.venture, lead=row.lead, email=row.email) for row in rows
        }
        _write_texts(connection, {row.id: texts[row.id] for row in rows if row.search != texts[row.id]})
        values: Values = []
        for row in rows:
            if row.call_id != call_id:
                call_id, known = row.call_id, set()
            values += _rows_of(_words(texts[row.id]), call_id, row.id)
            _learn(connection, call_id, spelt_words(texts[row.id]) - known)
            known |= spelt_words(texts[row.id])
        connection.execute(insert(Word), values)


def _write_texts(connection: Connection, texts: dict[str, str]) -> None:
    values = [{"its_id": own_id, "its_text": text} for own_id, text in texts.items()]
    if values:
        this = Application.id == bindparam("its_id")
        connection.execute(update(Application).where(this).values(search=bindparam("its_text")), values)


def _steps(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    """Call by call; each step begins after the last row of the one before."""
    place = (Application.call_id, Application.id)
    query = _named().order_by(*place).limit(STEP)
    rows: Sequence[Row[Any]] = connection.execute(query).all()
    while rows:
        yield rows
        last = tuple_(literal(rows[-1].call_id), literal(rows[-1].id))
        rows = connection.execute(query.where(tuple_(*place) > last)).all()


def _named() -> Select[Any]:
    """Applications with the names they are found by, as they are in the database."""
    columns: tuple[Any, ...] = (
        Application.call_id, Application.id, Application.ref, Application.search,
        Venture.name.label("venture"), Person.name.label("lead"), Person.email,
    )  # fmt: skip
    return (
        select(*columns)
        .join(Venture, Venture.id == Application.venture_id)
        .join(Person, Person.id == Application.lead_id)
    )
