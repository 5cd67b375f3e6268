"""Keyset pages: every row once, forwards and backwards, whatever comes back in the address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store import Person, ReminderRow
from incubator.store.queries.loading import PLAIN_PERSON
from incubator.store.queries.pages import Page, page_of
from tests import cast, scenes
from tests.conftest import NOW


@pytest.fixture
def people(session: Session) -> list[str]:
    """Seven, two of one name, one with marks a key must survive."""
    names = ["Anna", "Bea", "Bea", "Cléo ~ & %", "Dan", "Eve", "Flo"]
    for number, name in enumerate(names):
        row = Person(id=f"{number}", email=f"{number}@example.org", name=name, created_at=NOW)
        session.add(row)
    session.flush()
    return names


def pages(session: Session, **options: Any) -> list[Page[Person]]:
    """Forwards to the end."""
    found = [page_of(session, select(Person), **options)]
    while found[-1].next_key:
        found.append(page_of(session, select(Person), key=found[-1].next_key, **options))
    return found


def back_from(session: Session, page: Page[Person], **options: Any) -> list[Page[Person]]:
    found = [page]
    while found[0].previous_key:
        found.insert(0, page_of(session, select(Person), key=found[0].previous_key, **options))
    return found


def ids(found: list[Page[Person]]) -> list[list[str]]:
    return [[row.id for row in page.rows] for page in found]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8])
def test_forwards_and_backwards_show_every_row_once(
    session: Session, people: list[str], limit: int, newest_first: bool
) -> None:
    options: dict[str, Any] = {
        "by": [Person.name, Person.id], "limit": limit, "newest_first": newest_first,
    }  # fmt: skip
    forwards = pages(session, **options)
    backwards = back_from(session, forwards[-1], **options)

    whole = sorted("0123456", reverse=newest_first)
    assert [one for page in ids(forwards) for one in page] == whole
    assert ids(backwards) == ids(forwards)
    assert (forwards[0].previous_key, forwards[-1].next_key) == (None, None)


def test_a_page_asks_once_and_neither_counts_nor_skips(
    session: Session, people: list[str], counted: Any
) -> None:
    with counted() as statements:
        page_of(session, select(Person).options(PLAIN_PERSON), by=[Person.id], limit=3, key="n~1")

    assert len(statements) == 1
    assert "count" not in statements[0].lower()
    assert "OFFSET" not in statements[0].replace("LIMIT ? OFFSET ?", "")


@pytest.mark.parametrize(
    "key",
    [
        "", "x", "n", "n~", "n~1~2", "q~1", "n~%00", "n~" + "9" * 400, "~", "n~%FF", "n~'; DROP TABLE person",
    ],
)  # fmt: skip
def test_a_key_that_means_nothing_is_answered_with_a_page(
    session: Session, people: list[str], key: str
) -> None:
    assert page_of(session, select(Person), by=[Person.id], key=key).rows


@pytest.mark.parametrize("key", ["n~yesterday~1", "n~20260101T000000.0~a", "n~0~", "p~"])
def test_a_key_of_another_list_is_the_first_page(session: Session, key: str) -> None:
    application = scenes.application(session, scenes.call(session), scenes.venture(session))
    made = scenes.reminder(session, cast.founder(session), application)

    page = page_of(session, select(ReminderRow), by=[ReminderRow.due_at, ReminderRow.id], key=key)

    assert page.rows == [made]


def test_instants_survive_the_key_to_the_microsecond(session: Session) -> None:
    application = scenes.application(session, scenes.call(session), scenes.venture(session))
    made = [
        scenes.reminder(
            session, cast.founder(session), application, due_at=NOW + timedelta(microseconds=number)
        )
        for number in range(3)
    ]
    by = [ReminderRow.due_at, ReminderRow.id]

    first = page_of(session, select(ReminderRow), by=by, limit=2)
    second = page_of(session, select(ReminderRow), by=by, limit=2, key=first.next_key)

    assert (first.rows, second.rows) == (made[:2], made[2:])


def test_rows_that_vanished_give_the_first_page(session: Session, people: list[str]) -> None:
    page = page_of(session, select(Person), by=[Person.id], key="n~zzz")

    assert [row.id for row in page.rows] == list("0123456")
