"""The lists the house keeps, which rules ask: who is on one."""

from __future__ import annotations

from typing import IO

import click

from incubator.actions.eligibility import registers as acts
from incubator.cli.output import group, json_option, running, show, table

commands = group("registers", "Keep the lists that rules ask: labelled companies, accepted issuers.")


@commands.command("list")
@json_option
def list_registers(as_json: bool) -> None:
    """The lists, and how many entries each has."""
    with running().database.reading() as session:
        found = acts.counted(session)
    rows = [(name, str(number)) for name, number in found.items()]
    show(found, table(rows) if rows else "No list is kept yet.", as_json=as_json)


@commands.command("show")
@click.argument("name")
@json_option
def show_register(name: str, as_json: bool) -> None:
    """The entries of the list NAME."""
    with running().database.reading() as session:
        found = acts.entries(session, name)
    show(found, "\n".join(found) if found else "The list is empty.", as_json=as_json)


@commands.command("replace")
@click.argument("name")
@click.argument("file", type=click.File("r", encoding="utf-8", lazy=True))
@json_option
def replace_register(name: str, file: IO[str], as_json: bool) -> None:
    """Make the list NAME what FILE holds, one entry a line; earlier entries are kept with their dates."""
    wanted = file.read().splitlines()
    found = running()
    with found.database.writing() as session:
        new, gone = acts.replace(session, name, wanted, at=found.clock.now())
    said = f"{len(new)} new, {len(gone)} gone."
    show({"new": list(new), "gone": list(gone)}, said, as_json=as_json)
