"""However many applications and programmes a founder has, a page asks the database as often."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from tests import cast, scenes
from tests.conftest import _statements as statements_of
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import open_call


def test_home_and_programmes_ask_as_often_for_one_as_for_ten(
    app: Flask, sign_in: SignInAs, writing: Writing
) -> None:
    client = sign_in(cast.founder)
    counts: dict[str, list[int]] = {"/home": [], "/programme": []}
    for _round in range(3):
        with writing() as session:
            for _one in range(4):
                add_one_of_each(session)
        for path, found in counts.items():
            client.get(path)  # editions are read once and remembered
            with statements_of(app.extensions["incubator.running"].database) as statements:
                assert client.get(path).status_code == 200
            found.append(len(statements))

    assert {path: len(set(found)) for path, found in counts.items()} == {"/home": 1, "/programme": 1}
    assert max(found[0] for found in counts.values()) <= 15


def add_one_of_each(session: Session) -> None:
    call = open_call(session)
    venture = scenes.venture(session)
    scenes.application(session, call, venture, state="draft")
    decided = scenes.application(session, open_call(session), venture, state="decided")
    scenes.steps(session, decided, "in_review", "decided")
    stay = scenes.enrolment(session, venture, edition_id=call.edition_id, starts_on=date(2026, 1, 1))
    scenes.coaching_day(session, stay, cast.mentor(session))
