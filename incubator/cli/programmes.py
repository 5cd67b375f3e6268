"""Check, publish, explain and draw the programme files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from incubator import programme_files
from incubator.actions.programmes import import_editions
from incubator.cli.output import group, json_option, running, show, table
from incubator.drawing import svg
from incubator.words import LANGUAGES
from incubator.workflows.catalogue import edition_named
from incubator.workflows.explanation import sections
from incubator.workflows.programme import Edition, Programme

commands = programmes = group("programmes", "Check, publish, explain and draw the programme files.")

FILE = click.Path(exists=True, path_type=Path)
KEPT = ("published", "unchanged")
FORMATS = click.Choice(("svg", "mermaid", "dot"))
edition_option = click.option("--edition", metavar="E", help="The latest unless told otherwise.")


@commands.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=FILE)
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Name the editions of the programme files, or of FILE, or every problem in them, one a line."""
    found, problems = _read_all(files)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)
    rows = [{"programme": one.key, "editions": [edition.key for edition in one.editions]} for one in found]
    lines = [f"{row['programme']}: {', '.join(row['editions'])}" for row in rows]
    show({"programmes": rows}, "\n".join(lines), as_json=as_json)


@commands.command("publish")
@json_option
def publish(as_json: bool) -> None:
    """Publish what the programme files say that is new; with one problem in one file, nothing at all."""
    found = running()
    with found.database.writing() as session:
        done = import_editions(session, found.catalogue, at=found.clock.now())
    told = {name: [f"{key} {edition}" for key, edition in getattr(done, name)] for name in KEPT}
    lines = [f"{one}: published" for one in told["published"]]
    show(told, "\n".join([*lines, *(f"{one}: as it was" for one in told["unchanged"])]), as_json=as_json)


@commands.command("explain")
@click.argument("key")
@edition_option
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the sentences."
)
@json_option
def explain(key: str, edition: str | None, lang: str, as_json: bool) -> None:
    """Say an edition in sentences, from the objects that decide. KEY may be a programme file."""
    programme, chosen = programme_and_edition(key, edition)
    told = [(section.title[lang], [words[lang] for words in section.lines]) for section in sections(chosen)]
    lines = [line for title, said in told for line in (title, *(f"  {one}" for one in said), "")]
    text = "\n".join([f"{programme.name[lang]} ({chosen.key})", programme.summary[lang], "", *lines]).rstrip()
    data = [{"title": title, "lines": said} for title, said in told]
    whole = {"programme": programme.key, "edition": chosen.key, "language": lang, "sections": data}
    show(whole, text, as_json=as_json)


@commands.command("table")
@click.argument("key")
@edition_option
@json_option
def print_table(key: str, edition: str | None, as_json: bool) -> None:
    """List every move of an application: from, move, to, who may, what must hold. KEY may be a file."""
    programme, chosen = programme_and_edition(key, edition)
    rows = chosen.machine.rows()
    head = ("FROM", "MOVE", "TO", "WHO", "GUARDS", "REASON", "LETTER")
    lines = [tuple(_cell(value) for value in row) for row in rows]
    data = {"programme": programme.key, "edition": chosen.key, "moves": [row._asdict() for row in rows]}
    show(data, table([head, *lines]), as_json=as_json)


@commands.command("draw")
@click.argument("key")
@edition_option
@click.option("--format", "form", type=FORMATS, default="svg", show_default=True, help="What is printed.")
def draw(key: str, edition: str | None, form: str) -> None:
    """Draw the states and moves of an application. KEY may be a programme file."""
    machine = programme_and_edition(key, edition)[1].machine
    drawn = machine.mermaid() if form == "mermaid" else machine.dot()
    click.echo((svg(drawn) if form == "svg" else drawn).rstrip())


def programme_and_edition(key: str, edition: str | None) -> tuple[Programme, Edition]:
    """KEY is a programme, or the path of its file; the latest edition unless one is named."""
    programme = programme_files.read(Path(key)) if _is_path(key) else running().catalogue.programme(key)
    return programme, programme.latest if edition is None else edition_named(programme, edition)


def _is_path(key: str) -> bool:
    return key.endswith(".toml") or "/" in key


def _read_all(files: tuple[Path, ...]) -> tuple[list[Programme], list[str]]:
    if files:
        return programme_files.read_all(files)
    folder = running().settings.config / "programmes"
    return programme_files.read_all(programme_files.shipped(folder), is_folder=True)


def _cell(value: Any) -> str:
    return ("yes" if value else "") if isinstance(value, bool) else str(value or "")
