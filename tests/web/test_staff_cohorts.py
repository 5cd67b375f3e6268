"""A cohort on the consequence page: light to open, every letter one press away, moved in few statements."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from incubator.store import Application
from tests import cast
from tests.actions import cohorts
from tests.conftest import _statements
from tests.web.conftest import SignInAs, Writing

PAGE, APPLY = "/calls/shaker-0/move", "/calls/shaker-0/move/apply"


@pytest.fixture
def refs(writing: Writing) -> list[str]:
    with writing() as session:
        return cohorts.filled(session, 60)[1]


@pytest.fixture
def manager(refs: list[str], sign_in: SignInAs) -> FlaskClient:
    return sign_in(cast.manager)


def form(page: str, refs: list[str], **more: str) -> dict[str, str | list[str]]:
    """What the page posts for these rows."""
    versions = dict(re.findall(r'name="(version-[^"]+)" value="(\d+)"', page))
    seen = {f"version-{ref}": versions[f"version-{ref}"] for ref in refs}
    return {"move": "start_review", "ref": refs, **seen, **more}


def test_letters_of_a_few_are_written_out(manager: FlaskClient, refs: list[str]) -> None:
    page = manager.post(PAGE, data={"move": "start_review", "ref": refs[:50]}).text

    assert page.count("letter-text") == 50
    assert "Read in a new tab" not in page


def test_letters_of_many_are_read_one_application_at_a_time(manager: FlaskClient, refs: list[str]) -> None:
    page = manager.post(PAGE, data={"move": "start_review", "ref": refs}).text

    read = manager.post(PAGE, data=form(page, refs, read=refs[7]))

    assert (page.count("letter-text"), page.count("Read in a new tab")) == (0, 60)
    assert "60 letters will be written" in page
    assert len(page) / len(refs) < 2_400  # what stands in the way is said in each row
    assert read.text.count("letter-text") == 1
    assert f"/applications/{refs[7]}" in read.text


def test_a_large_cohort_moves_and_returns(manager: FlaskClient, refs: list[str], writing: Writing) -> None:
    page = manager.post(PAGE, data={"move": "start_review", "ref": refs}).text

    done = manager.post(APPLY, data=form(page, refs))
    moved = states(writing)
    manager.post(f"{done.location}/undo")

    assert (moved, states(writing)) == (["in_review"] * 60, ["eligible"] * 60)
    assert "60 applications moved" not in manager.get(done.location).text


def test_one_move_is_twelve_statements(app: Flask, manager: FlaskClient, refs: list[str]) -> None:
    page = manager.post(PAGE, data={"move": "start_review", "ref": refs[:1]}).text

    with _statements(app.extensions["incubator.running"].database) as statements:
        done = manager.post(APPLY, data=form(page, refs[:1]))

    assert done.status_code == 303
    assert len(statements) <= 12


def states(writing: Writing) -> list[str]:
    with writing() as session:
        return list(session.scalars(select(Application.state)))
