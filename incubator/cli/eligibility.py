"""Assess facts against the rules of an edition."""

from __future__ import annotations

from datetime import date, datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import click

from incubator.cli.facts_file import facts_of
from incubator.cli.output import group, json_option, running, show
from incubator.cli.programmes import programme_and_edition
from incubator.cli.reassess import reassess
from incubator.workflows.definitions import nearest
from incubator.workflows.eligibility import REFERENCES, Finding, References, assess

commands = eligibility = group("eligibility", "Assess facts against the rules of an edition.")
commands.add_command(reassess)

JSON_FILE = click.File("r", encoding="utf-8", lazy=True)
When = tuple[str, datetime | date]


class WhenType(click.ParamType[When]):
    """submission=2027-03-30T14:00:00+02:00, entry=2027-09-01"""

    name = "REFERENCE=ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        name, separator, written = value.partition("=")
        if not separator:
            self.fail(f"“{value}” is not a date: write for example submission=2027-03-30.", param, ctx)
        if name not in REFERENCES:
            self.fail(f"unknown reference “{name}”{nearest(name, REFERENCES)}", param, ctx)
        try:
            return name, _date_or_instant(written)
        except ValueError:
            self.fail(f"“{written}” is no date: write 2027-03-30 or 2027-03-30T14:00.", param, ctx)


def _date_or_instant(written: str) -> date | datetime:
    at = date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)
    if not 1900 <= at.year < 3000:
        raise ValueError("a year that no programme knows")
    return at


@commands.command("assess")
@click.argument("key")
@click.option("--edition", required=True, metavar="E", help="Whose rules are used.")
@click.option(
    "--facts",
    "file",
    required=True,
    type=JSON_FILE,
    help="A JSON file, as docs/facts.md describes it; - is standard input.",
)
@click.option(
    "--at",
    "dates",
    multiple=True,
    type=WhenType(),
    help="A date a rule goes by, once for each that is known.",
)
@json_option
def assess_facts(key: str, edition: str, file: IO[str], dates: tuple[When, ...], as_json: bool) -> None:
    """Judge facts by the rules of an edition: met, unmet or unknown, with reasons. KEY may be a file."""
    programme, chosen = programme_and_edition(key, edition)
    zone = running().settings.zone
    told = _told(dates, zone)
    now = _instant(told.get("now") or told.get("submission") or running().clock.now(), zone)
    references = References(**{name: value for name, value in told.items() if name != "now"})
    found = assess(chosen, facts_of(file), references, now=now, zone=zone)
    lines = [_line(finding) for finding in found.findings]
    text = "\n".join([f"{programme.key} {chosen.key}: {found.verdict}", *lines])
    show(found.as_json(programme.key, chosen.key), text, as_json=as_json)


def _told(dates: tuple[When, ...], zone: str) -> dict[str, datetime | date]:
    """An instant without a zone is in the zone of the installation."""
    told = dict(dates)
    if len(told) < len(dates):
        twice = next(name for name, _ in dates if [other for other, _ in dates].count(name) > 1)
        raise click.UsageError(f"--at {twice} is given twice.")
    return {name: _instant(at, zone) if isinstance(at, datetime) else at for name, at in told.items()}


def _instant(value: datetime | date, zone: str) -> datetime:
    """A whole day begins at its midnight."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(zone))
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))


def _line(finding: Finding) -> str:
    severity = "later" if finding.deferred else finding.severity
    return f"  {finding.result:8}{severity:8}{finding.id}: {finding.required.en}. {finding.words.en}"
