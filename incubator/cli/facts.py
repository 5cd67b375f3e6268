"""What the team established about a venture: show it, record it from a facts file."""

from __future__ import annotations

import json
from typing import IO

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.eligibility import facts as acts
from incubator.cli.facts_file import read_facts_of
from incubator.cli.output import OneLine, group, json_option, running, show, table
from incubator.store.applications import Application
from incubator.store.ventures import Venture

commands = group("facts", "Record what the team established about a venture.")


@commands.command("show")
@click.argument("ref")
@json_option
def show_facts(ref: str, as_json: bool) -> None:
    """What is recorded about the venture of application REF."""
    with running().database.reading() as session:
        rows = acts.current(session, _venture(session, ref))
        data = [
            {"name": row.name, "value": row.value, "source": row.source, "recorded_at": row.recorded_at}
            for row in rows
        ]
    listed = [(str(one["name"]), str(one["source"]), json.dumps(one["value"])) for one in data]
    show(data, table(listed) if listed else "Nothing is recorded yet.", as_json=as_json)


@commands.command("record")
@click.argument("ref")
@click.argument("file", type=click.File("r", encoding="utf-8", lazy=True))
@click.option("--source", type=click.Choice(acts.SOURCES), default="staff", help="Where it was read.")
@click.option("--note", default="", help="Which document, which register, which page.")
@json_option
def record_facts(ref: str, file: IO[str], source: str, note: str, as_json: bool) -> None:
    """Record the facts of FILE (JSON, as docs/facts.md describes it) about the venture of application REF.

    A fact whose value is null is taken back.
    """
    values, _facts = read_facts_of(file)
    found = running()
    with found.database.writing() as session:
        venture = _venture(session, ref)
        changed = acts.record(
            session, venture, values, source=source, actor=None, at=found.clock.now(), note=note
        )
    said = f"Recorded: {', '.join(changed)}." if changed else "Nothing changed."
    show({"changed": list(changed)}, said, as_json=as_json)


def _venture(session: Session, ref: str) -> Venture:
    application = session.scalars(select(Application).where(Application.ref == ref)).one_or_none()
    if application is None:
        raise OneLine(f"There is no application “{ref}”.")
    return application.venture
