"""When a call closes for one application, and why then: the only place that works it out.

The closing instant is the first instant that is too late. A sending within the grace is
accepted and marked late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from incubator.words import Words, both, hour, instant

Source = Literal["call", "extension", "individual"]
Reception = Literal["open", "late", "closed"]


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing instant with where it comes from; instants are in UTC."""

    at: datetime
    grace_until: datetime
    source: Source
    words: Words

    def receives(self, at: datetime) -> Reception:
        """open before the closing instant, late within the grace, closed from its end on."""
        moment = at.astimezone(UTC)  # instants of one zone would be compared by their wall clock
        if moment < self.at:
            return "open"
        return "late" if moment < self.grace_until else "closed"


def closing(
    *,
    closes_at: datetime,
    extended_to: datetime | None = None,
    individual_to: datetime | None = None,
    individual_reason: str | None = None,
    grace: timedelta = timedelta(0),
    zone: str = "Europe/Paris",
) -> Closing:
    """The latest of the call's date, its general extension and the one given to this application."""
    at, source = _utc(closes_at), "call"
    if extended_to is not None and _utc(extended_to) > at:
        at, source = _utc(extended_to), "extension"
    if individual_to is not None and _utc(individual_to) > at:
        at, source = _utc(individual_to), "individual"
    words = _PROVENANCE[source].format(
        at=both(lambda lang: instant(at, zone, lang)),
        first=both(lambda lang: instant(_utc(closes_at), zone, lang)),
        reason=_because(individual_reason),
    )
    named: Source = source  # type: ignore[assignment]  # one of the three above
    return Closing(at=at, grace_until=at + max(grace, timedelta(0)), source=named, words=words)


def local_instant(wall: datetime, zone: str) -> datetime:
    """The instant of a wall-clock time, in UTC; where clocks change, the later of the two readings."""
    local = ZoneInfo(zone)
    readings = [wall.replace(tzinfo=local, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return max(readings)


def clock_change(wall: datetime, zone: str) -> Words | None:
    """What to tell whoever types a time that does not exist, or comes twice, on that night."""
    local = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=local, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return None
    used = local_instant(wall, zone).astimezone(local)
    exists = first.astimezone(UTC).astimezone(local).replace(tzinfo=None) == wall
    words = _TWICE if exists else _NEVER
    return words.format(wall=both(lambda lang: hour(wall, lang)), used=both(lambda lang: hour(used, lang)))


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant without its zone")
    return value.astimezone(UTC)


def _because(reason: str | None) -> Words:
    told = (reason or "").strip()
    return Words(f" Reason: {told}", f" Motif : {told}") if told else Words("", "")


_PROVENANCE = {
    "call": Words("Closes on {at}, as the call says.", "Clôture le {at}, comme l’indique l’appel."),
    "extension": Words(
        "Closes on {at}: the call was extended for everyone (first date: {first}).",
        "Clôture le {at} : l’appel a été prolongé pour tout le monde (date initiale : {first}).",
    ),
    "individual": Words(
        "Closes on {at} for this application only: more time was given (date of the call: {first}).{reason}",
        "Clôture le {at} pour cette candidature seulement : un délai a été accordé "
        "(date de l’appel : {first}).{reason}",
    ),
}
_TWICE = Words(
    "Clocks go back that night, so {wall} comes twice: the second one counts.",
    "L’heure change cette nuit-là et {wall} revient deux fois : c’est la seconde qui compte.",
)
_NEVER = Words(
    "Clocks go forward that night, so {wall} does not exist: {used} is used.",
    "L’heure change cette nuit-là et {wall} n’existe pas : {used} est retenu.",
)
