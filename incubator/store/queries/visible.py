"""What each person may see, as filters that go into every query.

Two sides, never mixed: a page for founders shows what one is a member of, a page for staff what
one manages. Whoever also founded something sees it as a founder only: staff pages, counts, letters
and reminders know nothing of it, whatever role one holds.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import CoachingDay, Enrolment, Extension
from incubator.store.journal import Batch
from incubator.store.letters import LetterRow, ReminderRow
from incubator.store.people import Person
from incubator.store.ventures import Membership, Mentorship, Venture
from incubator.store.verdicts import Waiver

Filter = ColumnElement[bool]
Subjects = dict[str, Select[str]]  # kind -> the ids one may see


def programmes_managed(person: Person) -> frozenset[str] | None:
    """The programmes whose staff pages show something; None means all of them."""
    if person.disabled_at is not None:
        return frozenset()
    if any(role.role in ("director", "admin") for role in person.roles):
        return None
    managed = {role.programme for role in person.roles if role.role == "manager"}
    return None if None in managed else frozenset(key for key in managed if key is not None)


def calls_of_staff(person: Person) -> Filter:
    programmes = programmes_managed(person)
    return true() if programmes is None else _in(Call.programme, programmes)


def applications_of_staff(person: Person) -> Filter:
    programmes = programmes_managed(person)
    others = Application.venture_id.not_in(_ventures_founded(person))
    if programmes is None:
        return others
    return and_(Application.call_id.in_(select(Call.id).where(_in(Call.programme, programmes))), others)


def applications_of_founder(person: Person) -> Filter:
    return Application.venture_id.in_(_ventures_founded(person))


def applications(person: Person) -> Filter:
    return or_(applications_of_staff(person), applications_of_founder(person))


def enrolments_of_staff(person: Person) -> Filter:
    programmes = programmes_managed(person)
    others = Enrolment.venture_id.not_in(_ventures_founded(person))
    return others if programmes is None else and_(_in(Enrolment.programme, programmes), others)


def enrolments_of_founder(person: Person) -> Filter:
    return Enrolment.venture_id.in_(_ventures_founded(person))


def enrolments_of_mentor(person: Person) -> Filter:
    return Enrolment.venture_id.in_(_ventures_mentored(person))


def enrolments(person: Person) -> Filter:
    return or_(enrolments_of_staff(person), enrolments_of_founder(person), enrolments_of_mentor(person))


def ventures(person: Person) -> Filter:
    if programmes_managed(person) is None:
        return true()
    applied = select(Application.venture_id).where(applications_of_staff(person))
    enrolled = select(Enrolment.venture_id).where(enrolments_of_staff(person))
    return or_(
        Venture.id.in_(applied),
        Venture.id.in_(enrolled),
        Venture.id.in_(_ventures_founded(person)),
        Venture.id.in_(_ventures_mentored(person)),
    )


def batches_of_staff(person: Person) -> Filter:
    if programmes_managed(person) is None:
        return true()
    return or_(Batch.by_id == person.id, Batch.call_id.in_(select(Call.id).where(calls_of_staff(person))))


def letters_of_staff(person: Person) -> Filter:
    return _of_staff(LetterRow.subject_kind, LetterRow.subject_id, person)


def reminders_of_staff(person: Person) -> Filter:
    return _of_staff(ReminderRow.subject_kind, ReminderRow.subject_id, person)


def _of_staff(
    kind: InstrumentedAttribute[str], subject_id: InstrumentedAttribute[str], person: Person
) -> Filter:
    """A letter or reminder is a manager's when what it speaks of is; nobody's own, even the director's."""
    if programmes_managed(person) is None:
        own = _hanging_on(applications_of_founder(person), enrolments_of_founder(person))
        return not_(_about(own, kind, subject_id))
    theirs = _hanging_on(applications_of_staff(person), enrolments_of_staff(person))
    theirs["call"] = select(Call.id).where(calls_of_staff(person))
    return _about(theirs, kind, subject_id)


def _about(
    subjects: Subjects, kind: InstrumentedAttribute[str], subject_id: InstrumentedAttribute[str]
) -> Filter:
    return or_(*(and_(kind == name, subject_id.in_(ids)) for name, ids in subjects.items()))


def _hanging_on(of_applications: Filter, of_enrolments: Filter) -> Subjects:
    """Applications, enrolments and what belongs to one of them."""
    applied = select(Application.id).where(of_applications)
    enrolled = select(Enrolment.id).where(of_enrolments)
    return {
        "application": applied,
        "enrolment": enrolled,
        "extension": select(Extension.id).where(Extension.enrolment_id.in_(enrolled)),
        "coaching_day": select(CoachingDay.id).where(CoachingDay.enrolment_id.in_(enrolled)),
        "waiver": select(Waiver.id).where(Waiver.application_id.in_(applied)),
    }


def _ventures_founded(person: Person) -> Select[str]:
    return select(Membership.venture_id).where(Membership.person_id == person.id, _may_enter(person))


def _ventures_mentored(person: Person) -> Select[str]:
    is_mentor = any(role.role == "mentor" for role in person.roles)
    return select(Mentorship.venture_id).where(
        Mentorship.mentor_id == person.id,
        Mentorship.ended_at.is_(None),
        _may_enter(person) if is_mentor else false(),
    )


def _may_enter(person: Person) -> Filter:
    return true() if person.disabled_at is None else false()


def _in(column: InstrumentedAttribute[str], programmes: frozenset[str]) -> Filter:
    return column.in_(sorted(programmes)) if programmes else false()
