"""docs/commands.md: every command, what it takes and what it says, from the commands' own help."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click
from flask import Flask

from incubator.cli import NOUNS
from incubator.cli.documents.markdown import head, table, whole

INTRODUCTION = """\
Every command is typed after `flask --app incubator`, in the environment that holds the application
(`.venv/bin/flask` after `bin/run`). The same words come from `--help` after any of them.

Answers go to standard output, as text or, with `--json`, as JSON. What is wrong goes to standard error
in one line. Exit codes: 0 all is well, 1 something is not, 2 the command was typed wrongly.
"""


def page(_app: Flask) -> str:
    return whole(_lines())


def _lines() -> Iterator[str]:
    yield from head("Commands")
    yield from (*INTRODUCTION.splitlines(), "")
    for noun, (module, help_line) in sorted(NOUNS.items()):
        found: click.Command = import_module(module).commands
        yield from (f"## {noun}", "", help_line, "")
        if not isinstance(found, click.Group):
            yield from _described(noun, found)
            continue
        for verb, command in sorted(found.commands.items()):
            yield from (f"### {noun} {verb}", "")
            yield from _described(f"{noun} {verb}", command)


def _described(name: str, command: click.Command) -> Iterator[str]:
    """How it is typed, what it does, and its options."""
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    yield from ("```sh", f"flask --app incubator {usage}", "```", "")
    said = " ".join((command.help or "").split())
    if said and said != NOUNS.get(name, ("", ""))[1]:
        yield from (said, "")
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        rows = ((f"`{_typed(one, context)}`", _default(one), one.help or "") for one in options)
        yield from table(("option", "default", "what it is"), rows)


def _typed(option: click.Option, context: click.Context) -> str:
    name = "/".join([*option.opts, *option.secondary_opts])
    return name if option.is_flag else f"{name} {option.make_metavar(context)}"


def _default(option: click.Option) -> str:
    value: Any = option.default
    if option.required:
        return "must be given"
    if option.is_flag or option.multiple or not isinstance(value, str | int) or value == "":
        return ""
    return f"`{value}`"
