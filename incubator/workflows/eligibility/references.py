"""The dates a rule may be judged on, and which of them have come."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from incubator.words import Words


@dataclass(frozen=True, slots=True)
class References:
    """Each an instant, a whole day, or not known yet. An unset submission means: if it were sent now."""

    submission: datetime | date | None = None  # the first sending
    call_closing: datetime | date | None = None
    committee: datetime | date | None = None
    notification: datetime | date | None = None
    entry: datetime | date | None = None  # first day of the programme
    signature: datetime | date | None = None
    mid_programme: datetime | date | None = None


CLOSING = "call_closing"  # the first instant that is too late
LATER = frozenset({"entry", "signature", "mid_programme"})  # after the application: somebody sees to it
REFERENCES = (*(field.name for field in fields(References)), "now")

WORDS = {
    "submission": Words("the day the application is sent", "le jour de l’envoi de la candidature"),
    "call_closing": Words("the day the call closes", "le jour de la clôture de l’appel"),
    "committee": Words("the day of the committee", "le jour du comité"),
    "notification": Words("the day results are sent", "le jour de l’envoi des résultats"),
    "entry": Words("the first day of the programme", "le premier jour du programme"),
    "signature": Words("the day the agreement is signed", "le jour de la signature de la convention"),
    "mid_programme": Words("the middle day of the programme", "le jour du milieu du programme"),
    "now": Words("today", "aujourd’hui"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One reference, resolved: its local day, whether it is still to come, whether time alone moves it."""

    reference: str
    on: date | None  # None: not set yet, some day from today on
    is_later: bool
    moves: bool = False  # judged as if it were today, until it has happened


def moment(name: str, references: References, *, now: datetime, zone: str) -> Moment:
    """A date of its own ("2027-03-30") is a reference too. An unknown one is still to come.

    What is sent now, or not sent yet, moves with time: a later sending would be judged on a later day.
    """
    today = local_day(now, zone)
    if name == "now" or (name == "submission" and references.submission in (None, now, today)):
        return Moment(name, today, is_later=False, moves=True)
    value = date.fromisoformat(name) if name not in REFERENCES else getattr(references, name)
    if value is None:
        return Moment(name, None, is_later=True)
    if isinstance(value, datetime):
        return Moment(name, local_day(_last(value) if name == CLOSING else value, zone), is_later=value > now)
    return Moment(name, value, is_later=value > today)


def _last(closing: datetime) -> datetime:
    """A call that closes at midnight closes at the end of the day before."""
    return closing - timedelta(microseconds=1)


def local_day(value: datetime, zone: str) -> date:
    return value.astimezone(ZoneInfo(zone)).date()
