"""How much of a row a list loads: its call, company and person by name, nothing behind them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload, lazyload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad as Loading

from incubator.store.applications import Application
from incubator.store.enrolments import CoachingDay, Enrolment
from incubator.store.letters import LetterRow
from incubator.store.people import Person
from incubator.store.ventures import Membership, Venture

PLAIN_PERSON = lazyload(Person.roles)


def person(attribute: InstrumentedAttribute[Any]) -> Loading:
    """The person without roles."""
    return joinedload(attribute).options(PLAIN_PERSON)


def venture(attribute: InstrumentedAttribute[Any]) -> Loading:
    """The venture without members."""
    return joinedload(attribute).options(lazyload(Venture.members))


def application(attribute: InstrumentedAttribute[Any]) -> Loading:
    return joinedload(attribute).options(*APPLICATION)


def enrolment(attribute: InstrumentedAttribute[Any]) -> Loading:
    """With extensions and pauses: without them there is no last day."""
    return joinedload(attribute).options(*ENROLMENT)


DOSSIER = (  # one application whole; who its members are is not asked before somebody wants their names
    joinedload(Application.venture).joinedload(Venture.members).lazyload(Membership.person),
    person(Application.lead),
)
APPLICATION = (venture(Application.venture), person(Application.lead))
ENROLMENT = (
    venture(Enrolment.venture),
    selectinload(Enrolment.extensions),
    selectinload(Enrolment.pauses),
)
COACHING_DAY = (lazyload(CoachingDay.enrolment), person(CoachingDay.mentor))
LETTER = (person(LetterRow.person), defer(LetterRow.body_text), defer(LetterRow.body_html))
