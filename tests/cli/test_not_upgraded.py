"""A database nobody has upgraded: every command says so in one line, and what to type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from incubator import create_app
from incubator.settings import Settings, load_settings
from incubator.store.database import Database
from incubator.store.losses import OUTDATED
from tests.cli.conftest import Typed

SAID = f"{OUTDATED.en}\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(instance=tmp_path, demo=True)


@pytest.mark.parametrize(
    "words",
    [
        ["reminders", "forecast", "--days", "3"],
        ["reminders", "run"],
        ["reminders", "run", "--as-of", "2027-03-30"],
        ["demo", "load"],
        ["user", "invite", "x@example.org", "--role", "mentor"],
    ],
)
def test_a_command_says_how_to_upgrade(words: list[str], typed: Typed) -> None:
    told = typed(*words)

    assert (told.exit_code, told.stdout, told.stderr) == (1, "", SAID)


def test_the_worker_does_not_start(typed: Typed) -> None:
    told = typed("worker")

    assert (told.exit_code, told.stdout, told.stderr) == (1, "", f"Error: {SAID}")


def test_the_doctor_names_what_is_to_be_mended(typed: Typed) -> None:
    told = typed("doctor")

    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert "migrations" in told.stderr
    assert f"migrations     {OUTDATED.en}" in told.stdout


@pytest.fixture
def emptied(new_postgresql_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A PostgreSQL database from which a table has gone."""
    app = create_app(load_settings(instance=tmp_path, database_url=new_postgresql_url, demo=True))
    database: Database = app.extensions["incubator.running"].database
    with database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE reminder RENAME TO gone")
    yield app
    database.dispose()


def test_postgresql_is_told_apart_too(emptied: Flask) -> None:
    told = emptied.test_cli_runner().invoke(args=["reminders", "run"])

    assert (told.exit_code, told.stderr) == (1, SAID)
