"""The first people are invited from the command line; the letter waits for the worker."""

from __future__ import annotations

import json

from flask import Flask
from sqlalchemy import select

from incubator.store import Invitation, LetterRow
from tests.cli.conftest import Typed


def test_an_invitation_is_kept_with_its_letter(typed: Typed, app: Flask) -> None:
    result = typed("user", "invite", "Ada@Example.org", "--role", "admin", "--language", "en", "--json")

    with app.extensions["incubator.running"].database.reading() as session:
        invitation, letter = (
            session.scalars(select(Invitation)).one(),
            session.scalars(select(LetterRow)).one(),
        )
    assert json.loads(result.stdout)["email"] == invitation.email == letter.to_email == "ada@example.org"
    assert (invitation.role, letter.kind, letter.language) == ("admin", "invitation", "en")


def test_a_programme_that_does_not_exist_is_refused(typed: Typed) -> None:
    result = typed("user", "invite", "ada@example.org", "--role", "manager", "--programme", "rocket")

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "rocket" in result.stderr


def test_what_is_no_address_is_refused(typed: Typed) -> None:
    result = typed("user", "invite", "ada at example", "--role", "admin")

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
