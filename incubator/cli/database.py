"""Bring the database up to date, or check that it is whole."""

from __future__ import annotations

import click

from incubator.cli.output import OneLine, group, json_option, running, show
from incubator.settings import ROOT
from incubator.store.database import Database
from incubator.store.drift import drift
from incubator.store.losses import OUTDATED
from incubator.store.replay import disagreements

commands = group("database", "Bring the database up to date, or check that it is.")


@commands.command("upgrade")
def upgrade() -> None:
    """Run the migrations that are missing, all of them or none."""
    database = running().database
    was_current = database.is_current()
    database.upgrade()
    show(None, "Already up to date." if was_current else "The tables are up to date now.", as_json=False)


@commands.command("draft")
@click.argument("message")
def draft(message: str) -> None:
    """Write the next migration from what the code has and the tables have not. MESSAGE says what changes."""
    database = running().database
    if not database.is_current():
        raise OneLine(OUTDATED.en)
    path = database.draft(message)
    click.echo(f"{path.relative_to(ROOT)} is written. Read it, then: flask --app incubator database upgrade")


@commands.command("check")
@json_option
def check(as_json: bool) -> None:
    """Name what differs: the tables from what this version expects, the journal from what they say."""
    database = running().database
    problems = problems_of(database)
    show({"ok": not problems, "problems": problems}, "\n".join(problems) or "All is well.", as_json=as_json)
    if problems:
        raise OneLine(f"The database has {len(problems)} problem(s).")


def problems_of(database: Database) -> list[str]:
    if not database.is_current():
        return [OUTDATED.en]
    with database.reading() as session:
        return drift(database) + [str(found) for found in disagreements(session)]
