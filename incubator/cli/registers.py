"""The lists the house keeps, which rules ask: who is on one."""

from __future__ import annotations

from typing import IO

import click

from incubator.actions.eligibility import registers as acts
from incubator.cli.output import OneLine, group, json_option, running, show, table

ROOM = acts.MOST * (acts.LONGEST + 1)  # characters of the longest list
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
    wanted = _text(file).splitlines()
    found = running()
    with found.database.writing() as session:
        new, gone = acts.replace(session, name, wanted, at=found.clock.now())
    said = f"{len(new)} new, {len(gone)} gone."
    show({"new": list(new), "gone": list(gone)}, said, as_json=as_json)


def _text(file: IO[str]) -> str:
    try:
        text = file.read(ROOM + 1)
    except UnicodeDecodeError:
        raise OneLine(f"{file.name} is not UTF-8 text: save it as UTF-8.") from None
    if len(text) > ROOM:
        raise OneLine(f"{file.name} holds more than {acts.MOST} lines of {acts.LONGEST} characters.")
    return text
