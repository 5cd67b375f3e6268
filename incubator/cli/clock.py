"""Move the clock of the demo, to see what next month looks like."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from incubator.cli.output import group, json_option, running, show
from incubator.clock import parse_offset
from incubator.errors import DefinitionError, Refused
from incubator.running import Running
from incubator.settings import Settings
from incubator.words import Words, instant

commands = group("clock", "Show or move the clock of the demo.")


@commands.command("show")
@json_option
def show_clock(as_json: bool) -> None:
    """Say which time pages, worker and commands go by."""
    _say(running(), as_json=as_json)


@commands.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("moment")
@json_option
def set_clock(moment: str, as_json: bool) -> None:
    """Move the demo's clock. MOMENT is an offset ("+30 days"), an instant (2027-03-30T14:00) or "real"."""
    found = running()
    if not found.settings.demo:
        raise Refused(
            Words(
                "Only the demo's clock can be moved: set INCUBATOR_DEMO=1 on a database without real data.",
                "Seule l’horloge de la démonstration peut être déplacée : "
                "INCUBATOR_DEMO=1 sur une base sans données réelles.",
            )
        )
    _write(clock_file(found.settings), _setting(moment, found.settings))
    _say(found, as_json=as_json)


def clock_file(settings: Settings) -> Path:
    return settings.instance / "clock.json"


def _setting(moment: str, settings: Settings) -> dict[str, str] | None:
    """What the file will hold; an instant without a zone is local time."""
    if moment == "real":
        return None
    if moment.lstrip().startswith(("+", "-")):
        parse_offset(moment)
        return {"offset": moment.strip()}
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        raise DefinitionError(
            f"“{moment}” is no moment. Write “+30 days”, an instant such as 2027-03-30T14:00, or “real”."
        ) from None
    return {"fixed": (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(settings.zone))).isoformat()}


def _write(path: Path, setting: dict[str, str] | None) -> None:
    """Whole or not at all: other processes read the file at any time."""
    if setting is None:
        path.unlink(missing_ok=True)
        return
    drawn = path.with_suffix(".new")
    drawn.write_text(json.dumps(setting), "utf-8")
    drawn.replace(path)


def _say(found: Running, *, as_json: bool) -> None:
    path, now = clock_file(found.settings), found.clock.now()
    setting = json.loads(path.read_text("utf-8")) if found.settings.demo and path.exists() else {}
    kind = "fixed" if "fixed" in setting else setting.get("offset", "real time")
    text = f"{instant(now, found.settings.zone, 'en')}, {kind}"
    data = {"now": now, "fixed": setting.get("fixed"), "offset": setting.get("offset")}
    show(data, text, as_json=as_json)
