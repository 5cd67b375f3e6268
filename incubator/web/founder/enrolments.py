"""One enrolment as its founders see it: term, coaching days, extension."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from incubator.actions.enrolments import review_dates, term_of
from incubator.actions.extensions import cannot_ask
from incubator.store.queries import enrolments, reminders
from incubator.store.queries.editions import edition_of
from incubator.web.bars import BudgetBar
from incubator.web.enrolled import Coached, Enrolled
from incubator.web.formats import day
from incubator.web.labels import label
from incubator.web.work import now, session, signed_in, today
from incubator.words import Words
from incubator.workflows.coaching import Balance
from incubator.workflows.terms import Length, Term

if TYPE_CHECKING:
    from incubator.store.enrolments import CoachingDay, Extension
    from incubator.store.letters import ReminderRow


@dataclass(frozen=True)
class OwnEnrolment(Enrolled):
    days: list[CoachingDay]

    @cached_property
    def balance(self) -> Balance:
        return Coached(self, self.days).balance

    @property
    def to_confirm(self) -> list[CoachingDay]:
        return [day for day in self.days if day.state == "logged"]

    @property
    def budget(self) -> BudgetBar:
        return Coached(self, self.days).bar

    @property
    def extension(self) -> Extension | None:
        """The latest that was asked for."""
        return self.enrolment.extensions[-1] if self.enrolment.extensions else None

    @property
    def last_day_extended(self) -> date | None:
        """What one more extension would give."""
        return self.term_extended.last_day if self.term_extended else None

    @cached_property
    def term_extended(self) -> Term | None:
        policy = self.edition.extension
        if policy is None or self.edition.term is None:
            return None
        return term_of(self.enrolment, self.edition, with_months=policy.length.months)

    @cached_property
    def cannot_ask(self) -> Words | None:
        return cannot_ask(session(), self.enrolment, at=now())

    @property
    def reviews(self) -> tuple[date, ...]:
        """Yearly reviews within the next year."""
        ahead = review_dates(self.enrolment, self.edition, until=Length(months=12).after(today()))
        return tuple(on for on in ahead if on >= today())

    @cached_property
    def reminders(self) -> list[ReminderRow]:
        rows = reminders.of_subject(session(), "enrolment", self.enrolment.id)
        mine = signed_in().id
        return [row for row in rows if row.state == "planned" and row.person_id == mine][:6]

    @property
    def mail_rows(self) -> list[tuple[str, str, str]]:
        return [(day(row.due_at), label(f"reminder.{row.kind}"), "") for row in self.reminders]


def own_enrolments() -> list[OwnEnrolment]:
    """All of them in a fixed number of queries; those that run first."""
    found = enrolments.mine(session(), signed_in())
    days = enrolments.coaching_days(session(), [one.id for one in found])
    enrolled_in = [OwnEnrolment(one, *edition_of(session(), one.edition_id), days[one.id]) for one in found]
    return sorted(enrolled_in, key=lambda own: not own.is_running)


def own_enrolment(enrolment_id: str) -> OwnEnrolment:
    """Hers, or it does not exist."""
    enrolment = enrolments.by_id_for_founder(session(), signed_in(), enrolment_id)
    days = enrolments.coaching_days(session(), [enrolment.id])[enrolment.id]
    return OwnEnrolment(enrolment, *edition_of(session(), enrolment.edition_id), days)
