"""A call as a visitor sees it: open or not, until when, for whom, and what happens when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incubator.actions.closings import closing_of_call, phase_of
from incubator.store.queries import calls
from incubator.store.queries.editions import edition_of
from incubator.web.formats import DAY, HOUR
from incubator.web.texts import ngettext
from incubator.web.work import actor, now, session
from incubator.workflows.deadlines import Closing
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import References
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.questions import Question
from incubator.workflows.terms import Term, compute_term

if TYPE_CHECKING:
    from incubator.store.calls import Call

REMEMBERED = timedelta(days=120)  # how long a closed call stays on the list


@dataclass(frozen=True)
class Billboard:
    """One call at one instant, with the rules it runs on."""

    call: Call
    programme: Programme
    edition: Edition
    at: datetime

    @cached_property
    def phase(self) -> str:
        return phase_of(self.call, at=self.at)

    @cached_property
    def closing(self) -> Closing:
        return closing_of_call(self.call)

    @property
    def is_open(self) -> bool:
        return self.phase == "open"

    @property
    def is_coming(self) -> bool:
        return self.phase in ("draft", "upcoming")

    @property
    def is_over(self) -> bool:
        return self.phase in ("late", "closed")

    @property
    def was_extended(self) -> bool:
        return self.closing.source == "extension"

    @property
    def time_left(self) -> str:
        """12 days left; under two days in hours, under one hour in minutes."""
        return time_left(self.closing.at, self.at, self.call.zone)

    @property
    def readers_zone(self) -> str | None:
        """The zone of the person signed in, where her clock shows another hour."""
        person = actor()
        if person is None or not person.zone:
            return None
        hours = {
            self.closing.at.astimezone(ZoneInfo(zone)).utcoffset() for zone in (person.zone, self.call.zone)
        }
        return person.zone if len(hours) > 1 else None

    @property
    def labels(self) -> Labels:
        return Labels(self.edition.questions)

    @property
    def documents(self) -> tuple[Question, ...]:
        """The files to prepare."""
        return tuple(question for question in self.edition.questions if question.kind == "file")

    @property
    def term(self) -> Term | None:
        """The stay of those admitted, once its first day is known and it has an end."""
        entry_on = self.call.entry_on
        return compute_term(entry_on, self.edition.term) if entry_on and self.edition.term else None

    @property
    def sent_at(self) -> datetime:
        """When a visitor could send at the earliest: now, or once it opens."""
        return max(self.at, self.call.opens_at)

    @property
    def references(self) -> References:
        """The instants rules are judged by, for whoever would send at `sent_at`."""
        term, entry = self.term, self.call.entry_on
        middle = entry + (term.last_day - entry) // 2 if entry and term and term.last_day else None
        return References(
            submission=self.sent_at, call_closing=self.closing.at, committee=self.call.committee_on,
            notification=self.call.results_on, entry=entry, mid_programme=middle,
        )  # fmt: skip


def billboard(call: Call) -> Billboard:
    programme, edition = edition_of(session(), call.edition_id)
    return Billboard(call, programme, edition, now())


def call_at(slug: str) -> Billboard:
    """By its address; drafts only for those who manage them."""
    return billboard(calls.by_slug(session(), slug, actor()))


def announced() -> list[Billboard]:
    """Open, coming and lately closed, the first to close first: one query however many."""
    return [billboard(call) for call in calls.announced(session(), since=now() - REMEMBERED)]


def open_first(boards: Iterable[Billboard]) -> list[Billboard]:
    """Those a visitor can still apply to: open ones, then those to come."""
    coming = [board for board in boards if not board.is_over]
    return sorted(coming, key=lambda board: (not board.is_open, board.closing.at))


def time_left(until: datetime, at: datetime, zone: str) -> str:
    gap = until - at
    if gap < HOUR:
        return ngettext("%(num)s minute left", "%(num)s minutes left", max(1, int(gap.total_seconds() // 60)))
    if gap < 2 * DAY:
        return ngettext("%(num)s hour left", "%(num)s hours left", int(gap.total_seconds() // 3600))
    local = ZoneInfo(zone)
    days = (until.astimezone(local).date() - at.astimezone(local).date()).days
    return ngettext("%(num)s day left", "%(num)s days left", days)
