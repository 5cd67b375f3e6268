"""Write the documents that come from the code itself, or check that they are as the code is.

The table of settings in the README and the schema of programme files are among them, as long as docs/
itself is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo

from incubator.cli.documents import DOCUMENTS, schema, settings
from incubator.cli.output import OneLine, group
from incubator.settings import ROOT

commands = group("docs", "Write the documents that come from the code.")
DOCS = ROOT / "docs"
ELSEWHERE: dict[str, Callable[[str], str]] = {
    "../README.md": settings.placed,
    "../config/programme.schema.json": schema.text,
}
FOLDER = click.Path(file_okay=False, path_type=Path)
folder_option = click.option(
    "--folder", type=FOLDER, help="Where they lie; docs/, and the table of the README, unless told otherwise."
)


@commands.command("write")
@folder_option
def write(folder: Path | None) -> None:
    """Write every one of them anew, and name those that have changed."""
    folder = folder or DOCS
    changed = drifted(_app(), folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in changed.items():
        (folder / name).write_text(text, "utf-8")
    click.echo("\n".join(f"{name} is written." for name in changed) or "Nothing has changed.")


@commands.command("check")
@folder_option
def check(folder: Path | None) -> None:
    """Name the documents that are not as the code is, and end with 1 when there are any."""
    late = list(drifted(_app(), folder or DOCS))
    if late:
        raise OneLine(f"Not as the code is: {', '.join(late)}. Run: flask --app incubator docs write")
    click.echo(f"All {len(DOCUMENTS)} documents are as the code is.")


def drifted(app: Flask, folder: Path) -> dict[str, str]:
    """The documents whose file says something else, with what it should say."""
    texts = {name: page(app) for name, page in DOCUMENTS.items()}
    if folder == DOCS:
        texts |= {name: written(_held(folder / name)) for name, written in ELSEWHERE.items()}
    return {name: text for name, text in texts.items() if _held(folder / name) != text}


def _held(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _app() -> Flask:
    return click.get_current_context().ensure_object(ScriptInfo).load_app()
