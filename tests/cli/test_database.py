"""The tables come to the newest revision, and are checked against the code and the journal."""

from __future__ import annotations

import json

from flask import Flask
from sqlalchemy import text

from incubator import create_app
from incubator.settings import Settings, load_settings
from tests.cli.conftest import Typed


def test_a_new_database_is_upgraded_once(settings: Settings) -> None:
    fresh = load_settings(
        instance=settings.instance, database_url=f"sqlite:///{settings.instance}/new.sqlite"
    )
    runner = create_app(fresh).test_cli_runner()

    before, first, second, after = (
        runner.invoke(args=["database", verb]) for verb in ("check", "upgrade", "upgrade", "check")
    )

    assert (before.exit_code, before.stderr.count("\n")) == (1, 1)
    assert first.stdout == "The tables are up to date now.\n"
    assert second.stdout == "Already up to date.\n"
    assert (after.exit_code, after.stdout) == (0, "All is well.\n")


def test_the_migrations_and_the_code_describe_the_same_tables(typed: Typed) -> None:
    result = typed("database", "check", "--json")

    assert json.loads(result.stdout) == {"ok": True, "problems": []}


def test_a_column_nobody_described_is_found(typed: Typed, app: Flask) -> None:
    with app.extensions["incubator.running"].database.writing() as session:
        session.execute(text("ALTER TABLE venture ADD COLUMN horoscope VARCHAR(12)"))

    result = typed("database", "check")

    assert (result.exit_code, result.stderr) == (1, "The database has 1 problem(s).\n")
    assert "horoscope" in result.stdout


def test_a_database_that_does_not_answer_is_one_sentence(settings: Settings) -> None:
    away = load_settings(instance=settings.instance, database_url="postgresql://nobody:x@127.0.0.1:1/none")

    result = create_app(away).test_cli_runner().invoke(args=["database", "check"])

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "The database does not answer" in result.stderr
    assert "nobody:x@" not in result.stderr
