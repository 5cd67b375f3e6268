"""What is open and may be reminded of, read in pages: a fixed number of queries for each page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.reminders import applying, enrolled
from incubator.actions.reminders.people import Staff, members_of, staff
from incubator.actions.reminders.work import Open
from incubator.workflows.reminders import PlannedReminder, ReminderRule, plan

PAGE = 200


@dataclass(frozen=True)
class Wish:
    """A reminder that ought to be in the ledger, with the rule that asks for it."""

    planned: PlannedReminder
    rule: ReminderRule
    label: str  # what it is about, as staff know it: SHK-27A-0042 Lumen Bio
    programme: str


Only = Mapping[str, Collection[str]] | None  # subject kind → ids; none: everything
Key = tuple[str, str, str, str, str]  # kind, subject kind, subject, person, occurrence


def key_of(planned: PlannedReminder) -> Key:
    return planned.kind, planned.subject_kind, planned.subject_id, planned.to, planned.occurrence


def wishes(
    session: Session, *, at: datetime, only: Only = None
) -> Iterator[tuple[set[str], dict[Key, Wish]]]:
    """Page by page: the subjects that are open, and every reminder wished for them, past ones too.

    `only` names subjects, kind by kind; one that is no longer open is simply not there.
    """
    everyone: Staff | None = None
    for page in _pages(session, at=at, only=only):
        everyone = everyone or staff(session)
        members = members_of(session, {one.venture_id for one in page})
        wished: dict[Key, Wish] = {}
        for one in page:
            wished.update(_planned(one, members[one.venture_id], everyone))
        yield {one.subject.id for one in page}, wished


def _pages(session: Session, *, at: datetime, only: Only) -> Iterator[list[Open]]:
    def named(kind: str) -> Collection[str] | None:
        return None if only is None else only[kind]

    if only is None or "application" in only:
        yield from applying.pages(session, only=named("application"), size=PAGE)
    if only is None or "enrolment" in only:
        yield from enrolled.pages(session, at=at, only=named("enrolment"), size=PAGE)
    if only is None or "coaching_day" in only:
        yield from enrolled.coaching_pages(session, only=named("coaching_day"), size=PAGE)


def _planned(one: Open, members: Mapping[str, bool], everyone: Staff) -> dict[Key, Wish]:
    people = {
        **one.subject.people,
        "founders": tuple(members),
        "lead": tuple(person for person, is_lead in members.items() if is_lead),
        "managers": everyone.of("manager", one.programme),
        "director": everyone.of("director", one.programme),
    }
    subject = replace(one.subject, people=people)
    return {
        key_of(planned): Wish(planned, _rule_of(planned, one.edition.reminders), one.label, one.programme)
        for planned in plan(one.edition.reminders, subject, zone=one.zone)
    }


def _rule_of(planned: PlannedReminder, rules: Sequence[ReminderRule]) -> ReminderRule:
    """The line of the programme file; one kind may come several times, told apart by its moment."""
    same = [rule for rule in rules if rule.kind == planned.kind]
    step = planned.occurrence.partition("@")[0]
    return next((rule for rule in same if step == f"{rule.kind}{rule.offset}"), same[0])
