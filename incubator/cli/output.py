"""How commands speak: text or JSON on stdout, one line on stderr when something is wrong.

Exit codes: 0 ok, 1 failure, 2 usage.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import click
from flask.cli import ScriptInfo

from incubator import logs
from incubator.cli import KEY
from incubator.errors import IncubatorError, Refused
from incubator.running import Running
from incubator.words import Words
from incubator.workflows.catalogue import ProgrammeFileError


class OneLine(click.ClickException):
    """An error as people see it: no usage, no trace, one line."""

    def __init__(self, text: str, exit_code: int = 1) -> None:
        super().__init__(" ".join(text.split()))
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it for the class alone

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=file is None)


class Lines(OneLine):
    """The problems of files, each on its own line, as the start of the application prints them."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = tuple(lines)

    def format_message(self) -> str:
        return "\n".join(self.lines)


@contextmanager
def in_one_line() -> Iterator[None]:
    """A refusal inside ends the command with its sentence and the right exit code."""
    try:
        yield
    except click.UsageError as error:
        raise OneLine(error.format_message(), 2) from error
    except ProgrammeFileError as error:
        raise Lines(error.lines) from error
    except Refused as error:
        raise OneLine(" ".join(reason.en for reason in error.reasons)) from error
    except IncubatorError as error:
        raise OneLine(error.words.en) from error
    except BrokenPipeError:  # the reader, such as head, has had enough
        raise SystemExit(0) from None


class Verb(click.Command):
    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with in_one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with in_one_line():
            return super().invoke(ctx)


class Noun(click.Group):
    """Named alone it says, in one line, what may follow."""

    command_class = Verb

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **{"no_args_is_help": False, **extra})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args:
            raise click.UsageError(f"Missing command: {', '.join(self.list_commands(ctx))}.", ctx)
        return super().parse_args(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with in_one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with in_one_line():
            return super().invoke(ctx)


def group(name: str, help_line: str) -> Noun:
    return Noun(name, help=help_line)


def command(name: str, help_line: str) -> Callable[[Callable[..., Any]], Verb]:
    return click.command(name, cls=Verb, help=help_line)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def running() -> Running:
    """The installation this command was called for."""
    app = click.get_current_context().ensure_object(ScriptInfo).load_app()
    found: Running = app.extensions[KEY]
    if found.settings.production:  # what a command has to warn of is a line like everybody's
        logs.install(found.settings, part="command")
    return found


def show(data: Any, text: str, *, as_json: bool) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_plain) if as_json else text)


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell; the last one is free."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    )


def _plain(value: object) -> object:
    if isinstance(value, Words):
        return {"en": value.en, "fr": value.fr}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
