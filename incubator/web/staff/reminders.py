"""Reminders: who gets what in the next two weeks and why, and what became of the earlier ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import request
from flask.typing import ResponseReturnValue

from incubator.actions.reminders import forecast
from incubator.clock import SystemClock
from incubator.health import SILENT_AFTER
from incubator.store.queries import heartbeats, reminders
from incubator.store.queries.subjects import subjects
from incubator.store.queries.visible import programmes_managed
from incubator.web.pages import page
from incubator.web.staff.places import place_of
from incubator.web.work import now, session, signed_in

AHEAD = timedelta(days=14)
SHOWN = 200  # rows of the forecast; the days that are nearest


def index() -> ResponseReturnValue:
    """The forecast is made by the plan that sends, as things stand now."""
    mine, until = programmes_managed(signed_in()), now() + AHEAD
    found = forecast(session(), since=now(), until=until)
    rows = [one for one in found if mine is None or one.programme in mine]
    about = subjects(session(), [(row.subject_kind, row.subject_id) for row in rows[:SHOWN]])
    return page(
        rows=rows[:SHOWN], more=len(rows) - SHOWN, until=until, about=about, place_of=place_of,
        silent=_silent_since(),
    )  # fmt: skip


def log() -> ResponseReturnValue:
    found = reminders.log(session(), signed_in(), key=request.args.get("key"))
    about = subjects(session(), [(row.subject_kind, row.subject_id) for row in found.rows])
    return page(found=found, about=about, place_of=place_of, silent=_silent_since())


def _silent_since() -> tuple[datetime | None] | None:
    """Nothing while every part of the worker gives signs of life; else when the quietest last did."""
    beats = heartbeats.latest(session()).values()
    if not beats:
        return (None,)
    oldest = min(beats)
    return (oldest,) if SystemClock().now() - oldest > SILENT_AFTER else None
