"""Say which reminders are to come and why; send those due, or rehearse another day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from incubator import words
from incubator.actions import reminders
from incubator.actions.reminders import Foretold
from incubator.cli.output import group, json_option, running, show, table

commands = group("reminders", "Say which reminders are to come, and send those due.")


@commands.command("forecast", help="Say what will be sent to whom, when and why; nothing is sent.")
@click.option("--days", type=click.IntRange(1, 400), default=14, show_default=True, help="How far ahead.")
@json_option
def forecast(days: int, as_json: bool) -> None:
    made = running()
    since = made.clock.now()
    with made.database.reading() as session:
        found = reminders.forecast(session, since=since, until=since + timedelta(days=days))
        text = _table(found) or f"No reminder within {days} days."
        data = {
            "since": since,
            "until": since + timedelta(days=days),
            "reminders": [one.as_json() for one in found],
        }
        show(_written(data), text, as_json=as_json)


@commands.command("run", help="Send what is due now; with --as-of another time, say what would be sent.")
@click.option(
    "--as-of", "as_of", metavar="ISO", help="An instant or a day: nothing is sent, nothing changes."
)
@json_option
def run(as_of: str | None, as_json: bool) -> None:
    made = running()
    now = made.clock.now()
    moment = _instant(as_of, made.settings.zone) if as_of else now
    if as_of is None or moment == now:
        done = asdict(reminders.remind(made.database, at=now))
        show(_written({"at": now, "dry_run": False, **done}), _sentence(done), as_json=as_json)
        return
    with made.database.reading() as session:
        found = reminders.due_on(session, now=now, as_of=moment, zone=made.settings.zone)
        data = {"at": moment, "dry_run": True, "reminders": [one.as_json() for one in found]}
        text = _table(found) or "No reminder would be sent."
        show(_written(data), f"Nothing is sent: this is a rehearsal.\n{text}", as_json=as_json)


def _instant(text: str, zone: str) -> datetime:
    """An instant without a zone is in the organisation's; a day alone stands for its last moment."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"“{text}” is no instant: write for example 2027-03-30 or 2027-03-30T08:00", param_hint="--as-of"
        ) from None
    if len(text) == 10:
        value = datetime.combine(value, time(23, 59, 59))
    if value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(zone))
    return value.astimezone(UTC)


def _table(found: Sequence[Foretold]) -> str:
    rows = [
        (
            words.instant(one.at, one.person.zone, "en"), one.kind, one.person.email, one.label,
            one.why.en + (f" — not sent: {one.why_not.replace('_', ' ')}" if one.why_not else ""),
        )
        for one in found
    ]  # fmt: skip
    return table(rows)


def _sentence(done: dict[str, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in done.items()) + "."


def _written(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in data.items()}
