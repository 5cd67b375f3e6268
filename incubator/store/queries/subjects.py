"""The names of what letters and reminders speak of: one query for a whole page of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, literal, select, union_all
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import CoachingDay, Enrolment, Extension
from incubator.store.people import Invitation
from incubator.store.ventures import Venture
from incubator.store.verdicts import Waiver
from incubator.words import Words

About = tuple[str, str]  # kind and id
OF_APPLICATION = Venture.id == Application.venture_id
OF_ENROLMENT = Venture.id == Enrolment.venture_id


@dataclass(frozen=True, slots=True)
class Subject:
    """`place` names its page: a reference, a slug or the id of an enrolment."""

    kind: str
    name: Words
    place: str


def subjects(session: Session, about: Iterable[About]) -> dict[About, Subject]:
    """(kind, id) -> what it is called; what has no name of its own (an account) is absent."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, subject_id in about:
        wanted[kind].add(subject_id)
    parts = [query.where(column.in_(sorted(wanted[kind]))) for kind, column, query in _named()]
    rows = session.execute(union_all(*parts))
    return {(kind, one): Subject(kind, Words(en, fr), place) for kind, one, en, fr, place in rows}


def _named() -> list[tuple[str, Any, Select[Any]]]:
    """Each kind with the column of its ids and the query of its names."""

    def told(kind: str, column: Any, name: Any, place: Any, name_fr: Any = None) -> Select[Any]:
        return select(literal(kind, String), column, name, name if name_fr is None else name_fr, place)

    name, enrolment = Venture.name, CoachingDay.enrolment_id
    queries = {
        "application": told("application", Application.id, name, Application.ref).join(
            Venture, OF_APPLICATION
        ),
        "enrolment": told("enrolment", Enrolment.id, name, Enrolment.id).join(Venture, OF_ENROLMENT),
        "extension": told("extension", Extension.id, name, Extension.id)
        .join(Enrolment, Enrolment.id == Extension.enrolment_id)
        .join(Venture, OF_ENROLMENT),
        "coaching_day": told("coaching_day", CoachingDay.id, name, enrolment)
        .join(Enrolment, Enrolment.id == enrolment)
        .join(Venture, OF_ENROLMENT),
        "waiver": told("waiver", Waiver.id, name, Application.ref)
        .join(Application, Application.id == Waiver.application_id)
        .join(Venture, OF_APPLICATION),
        "call": told("call", Call.id, Call.name_en, Call.slug, Call.name_fr),
        "invitation": told("invitation", Invitation.id, Invitation.email, Invitation.id),
    }
    columns = {
        "application": Application.id, "enrolment": Enrolment.id, "extension": Extension.id,
        "coaching_day": CoachingDay.id, "waiver": Waiver.id, "call": Call.id, "invitation": Invitation.id,
    }  # fmt: skip
    return [(kind, columns[kind], query) for kind, query in queries.items()]
