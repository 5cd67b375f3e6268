"""Answer what the team asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.applications.editing import open_request
from incubator.actions.applications.moving import step, take, tell_founders
from incubator.actions.eligibility.assessments import store_assessment
from incubator.actions.people import audience
from incubator.actions.replanning import replan
from incubator.errors import Refused
from incubator.notices.applying import Updated
from incubator.store.answers import current_answers
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.questions import Question, is_empty


def answer_information(session: Session, application: Application, *, actor: Person, at: datetime) -> None:
    """info_requested -> submitted, once every named question has an answer; twice changes nothing."""
    roles = take(session, application, actor=actor)
    request = open_request(session, application)
    if request is None and application.state == "submitted":
        return
    questions = _named(session, application, request.questions if request else [])
    answers = current_answers(session, application.id)
    gaps = [question.label for question in questions if is_empty(answers.get(question.key))]
    if gaps:
        raise Refused(_ANSWER_FIRST, reasons=gaps)
    step(session, application, "answer_information", roles=roles, actor=actor, at=at, sent_at=at)
    if request is not None:
        request.answered_at = at
        session.flush()
    store_assessment(session, application, occasion="sent", at=at)
    labels = tuple(question.label for question in questions)
    letter = Updated(**audience.about_application(application), sent_at=at, changed=labels)
    tell_founders(session, application, letter, occurrence=at.isoformat(), at=at)
    replan(session, application, at=at)


def _named(session: Session, application: Application, keys: list[str]) -> tuple[Question, ...]:
    _programme, edition = edition_of(session, application.call.edition_id)
    return tuple(question for question in edition.questions if question.key in keys)


_ANSWER_FIRST = Words(
    "Some answers are still missing: complete them, then send.",
    "Il manque encore des réponses : complétez-les, puis envoyez.",
)
