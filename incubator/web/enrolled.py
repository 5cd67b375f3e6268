"""An enrolment with its programme, term and bars: what staff and mentors read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from incubator.actions.enrolments import term_of
from incubator.store.queries.editions import edition_of
from incubator.web.bars import BudgetBar, TermBar, budget_bar, term_bar
from incubator.web.work import session, today
from incubator.workflows.coaching import Balance, Pace, balance, pace
from incubator.workflows.enrolment import OPEN
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.terms import Term

if TYPE_CHECKING:
    from incubator.store.enrolments import CoachingDay, Enrolment, Extension


@dataclass(frozen=True)
class Enrolled:
    enrolment: Enrolment
    programme: Programme
    edition: Edition

    @property
    def is_running(self) -> bool:
        return self.enrolment.state in OPEN

    @cached_property
    def term(self) -> Term:
        return term_of(self.enrolment, self.edition)

    @property
    def last_day(self) -> date | None:
        """The day it ended, else the last day of the term; None: no end."""
        return self.enrolment.ended_on or self.term.last_day

    @property
    def asked(self) -> Extension | None:
        """The extension that waits for its decision."""
        return next((one for one in self.enrolment.extensions if one.state == "asked"), None)

    @property
    def granted(self) -> list[Extension]:
        return [one for one in self.enrolment.extensions if one.state == "granted"]

    @cached_property
    def bar(self) -> TermBar | None:
        """The edition's own length, then what pauses and extensions added, then what is asked for."""
        first = self.term.steps[0].last_day
        if first is None or self.term.last_day is None:
            return None
        later = self.term.last_day if self.term.last_day > first else None
        months = self.asked.months if self.asked else 0
        wished = term_of(self.enrolment, self.edition, with_months=months).last_day if months else None
        return term_bar(self.enrolment.starts_on, first, today_on=today(), extended_on=later, asked_on=wished)


@dataclass(frozen=True)
class Coached:
    """The coaching of one enrolment: its days and what they leave of the budget."""

    enrolled: Enrolled
    days: list[CoachingDay]

    @cached_property
    def balance(self) -> Balance:
        return balance(self.enrolled.edition.coaching_half_days, self.days)

    @property
    def bar(self) -> BudgetBar:
        held = self.balance
        return budget_bar(held.budget, confirmed=held.confirmed, logged=held.logged)

    @property
    def pace(self) -> Pace:
        one = self.enrolled
        return pace(self.balance, starts_on=one.enrolment.starts_on, last_day=one.term.last_day, on=today())


def enrolled(enrolment: Enrolment) -> Enrolled:
    """Editions are read once for the life of the process."""
    return Enrolled(enrolment, *edition_of(session(), enrolment.edition_id))


def all_enrolled(enrolments: Iterable[Enrolment]) -> list[Enrolled]:
    return [enrolled(enrolment) for enrolment in enrolments]
