"""Everything that can be done from the command line: flask --app incubator NOUN VERB."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from flask.cli import AppGroup

if TYPE_CHECKING:
    from flask import Flask

    from incubator.running import Running

KEY = "incubator.running"

# noun -> (module, one line of help); the module holds a click command or group named `commands`
NOUNS = {
    "programmes": ("incubator.cli.programmes", "Check, explain and draw the programme files."),
    "eligibility": ("incubator.cli.eligibility", "Assess facts against the rules of an edition."),
    "facts": ("incubator.cli.facts", "Record what the team established about a venture."),
    "registers": ("incubator.cli.registers", "Keep the lists that rules ask."),
    "terms": ("incubator.cli.terms", "Compute a term and show the arithmetic."),
    "reminders": ("incubator.cli.reminders", "Say which reminders are to come, and send those due."),
    "clock": ("incubator.cli.clock", "Show or move the clock of the demo."),
    "demo": ("incubator.cli.demo", "Load the demo's invented people and companies."),
    "user": ("incubator.cli.user", "Invite people."),
    "database": ("incubator.cli.database", "Bring the database up to date, or check that it is."),
    "backup": ("incubator.cli.backup", "Back up the database and the uploaded files, and bring them back."),
    "catalogues": ("incubator.cli.catalogues", "Compile the translations."),
    "docs": ("incubator.cli.docs", "Write the documents that come from the code."),
    "doctor": ("incubator.cli.doctor", "Examine the installation."),
    "worker": ("incubator.worker", "Send letters and reminders until stopped."),
}


class Later(click.Command):
    """A command whose module is imported when it is called: pages start without paying for it."""

    def __init__(self, name: str, module: str, help_line: str) -> None:
        super().__init__(name, help=help_line, add_help_option=False)
        self.module = module

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        command: click.Command = import_module(self.module).commands
        return command.make_context(info_name, args, parent, **extra)


class Nouns(AppGroup):
    """Every noun this application knows; another one is told in one line, with the nearest."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            from incubator.cli.output import OneLine  # late: it leads back to this room
            from incubator.workflows.definitions import nearest

            raise OneLine(f"No such command “{cmd_name}”{nearest(cmd_name, NOUNS)}", 2)
        return found


def register(app: Flask, running: Running) -> None:
    app.extensions[KEY] = running
    app.cli = Nouns(app.name)
    for noun, (module, help_line) in NOUNS.items():
        app.cli.add_command(Later(noun, module, help_line))
