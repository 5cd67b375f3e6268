"""Every page as everybody: hostile texts stay texts, and the browser is told what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from incubator.store import (
    Application,
    Batch,
    BatchRow,
    Call,
    CoachingDay,
    Entry,
    Extension,
    File,
    LetterRow,
    Person,
    Venture,
    Waiver,
)
from incubator.web.sign_ins import COOKIE
from tests.conftest import NOW
from tests.web import matrix
from tests.web.conftest import Writing, check_html
from tests.web.test_shell_security import EXPECTED

HOSTILE = "<xss onload=alert(1)>\"'><script>xss()</script>{{7*7}}<a href='javascript:xss()'>"
WRITTEN: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Person, ("name",)),
    (Venture, ("name", "legal_name")),
    (Application, ("decision_note",)),
    (File, ("name",)),
    (CoachingDay, ("topic", "note", "dispute")),
    (Extension, ("why", "reason")),
    (Waiver, ("asked_reason", "reason")),
    (LetterRow, ("title", "body_text", "body_html", "to_name", "why")),
    (Call, ("name_fr", "name_en", "contact_name")),
    (Batch, ("note",)),
    (BatchRow, ("label",)),
)
WHO = (matrix.ANONYMOUS, "founder", "manager of all", "mentor", "director", "admin", "juror")


@pytest.fixture
def world(app: Flask, writing: Writing) -> matrix.World:
    with writing() as session:
        built = matrix.build(session, app.extensions["incubator.running"].settings.uploads)
        make_hostile(session)
    return built


def make_hostile(session: Session) -> None:
    for table, columns in WRITTEN:
        for row in session.query(table):
            for column in columns:
                setattr(row, column, HOSTILE)
    for subject in (*session.query(Application), *session.query(Extension)):
        session.add(
            Entry(
                at=NOW, subject_kind=subject.__tablename__, subject_id=subject.id, action="move",
                from_state="submitted", to_state="eligible", reason=HOSTILE,
            )
        )  # fmt: skip


def answers(app: Flask, world: matrix.World, who: str) -> Iterator[tuple[str, Any]]:
    client = app.test_client()
    if who != matrix.ANONYMOUS:
        client.set_cookie(COOKIE, matrix.token_of(who))
    for rule, method in matrix.rules(app):
        if method == "GET":
            path = world.path(rule)
            yield path, client.get(f"{path}?search={HOSTILE.replace('#', '')}&next={HOSTILE}", buffered=True)


@pytest.mark.parametrize("who", WHO)
def test_texts_stay_texts_and_headers_stand(app: Flask, world: matrix.World, who: str) -> None:
    alive, bare, opened, shown = [], [], 0, 0
    for path, answer in answers(app, world, who):
        headers = {name: answer.headers.get(name) for name in EXPECTED}
        if not path.startswith("/static/") and headers != EXPECTED and not is_file_or_drawing(path, headers):
            bare.append((path, headers))
        if answer.mimetype != "text/html" or not answer.data:
            continue
        opened += answer.status_code == 200
        shown += "&lt;xss" in answer.text
        elements = list(check_html(answer.text).iter())
        scripts = [
            e for e in elements if e.tag == "script" and not (e.get("src") or "").startswith("/static/")
        ]
        hooks = [e for e in elements if e.tag == "xss" or any(name.startswith("on") for name in e.attrib)]
        links = [e for e in elements if "javascript:" in (e.get("href") or e.get("action") or "")]
        if scripts or hooks or links or "49&lt;a" in answer.text:
            alive.append(path)

    assert (alive, bare) == ([], [])
    assert opened >= 10
    assert shown >= (1 if who in (matrix.ANONYMOUS, "juror") else 5)


def is_file_or_drawing(path: str, headers: dict[str, str | None]) -> bool:
    """Files are sealed off more tightly still; the drawing of a machine may be kept for an hour."""
    if "/files/" in path and headers["Content-Security-Policy"] == "sandbox; default-src 'none'":
        return headers["Cache-Control"] == "private, no-store"
    return path.endswith("lifecycle.svg") and headers["Cache-Control"] == "private, max-age=3600"


def test_a_file_is_handed_over_and_never_shown(app: Flask, world: matrix.World) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, matrix.token_of("founder"))
    path = f"/applications/{world.values['ref']}/files/{world.values['file_id']}"

    answer = client.get(path, buffered=True)

    assert (answer.status_code, answer.mimetype) == (200, "application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
