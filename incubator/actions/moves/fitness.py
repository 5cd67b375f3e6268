"""Whether an application is ready for a move: what its guards look at, what a person must fill in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from incubator.actions.eligibility.conditions import Condition, conditions_in
from incubator.actions.enrolments.beginning import ALREADY_IN
from incubator.actions.moves.context import Context
from incubator.actions.moves.request import MoveRequest
from incubator.notices.letters import Letter
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.application import ApplicationSituation
from incubator.workflows.machine import Step

NEEDS_REASON = Words(
    "Write a reason: it stays in the history.", "Indiquez un motif : il reste dans l’historique."
)
NEEDS_QUESTIONS = Words(
    "Choose the answers to ask for, and a date.", "Choisissez les réponses à demander, et une date."
)


NO_SUCH_MOVE = Words(
    "This cannot be done at the stage where this application is now.",
    "Ce n’est pas possible à l’étape où en est cette candidature.",
)


def situation_of(application: Application, *, request: MoveRequest, context: Context) -> ApplicationSituation:
    """Everything the guards of staff moves may ask about, at this instant."""
    assessed = context.assessed[application.id]
    assessment = assessed.assessment
    return ApplicationSituation(
        closing=context.known.closings[application.id],
        at=context.at,
        verdict=assessment.verdict,
        unmet=tuple(finding.told for finding in (*assessment.unmet, *assessment.unknown)),
        outcome=application.outcome,
        is_signed=application.signed_at is not None,
        signs_required=assessed.edition.signs is not None,
        decided_from=application.decided_from,
        confirm_by=application.confirm_by,
        entry_findings=tuple(condition.to_do for condition in waiting(application, request, context)),
        starts_on=_first_day(application, request),
    )


def waiting(application: Application, request: MoveRequest, context: Context) -> tuple[Condition, ...]:
    """What was put off, has to be there on the first day, and is not: judged as on that day."""
    found = conditions_in(context.assessed[application.id], zone=application.call.zone, at=context.at)
    first_day = _first_day(application, request)
    return tuple(condition for condition in found if condition.holds_up_entry(first_day))


def _first_day(application: Application, request: MoveRequest) -> date | None:
    return request.starts_on or application.call.entry_on


def missing_from(request: MoveRequest, step: Step) -> tuple[Words, ...]:
    """What the person asking must still fill in on the consequence page."""
    gaps: list[Words] = []
    if step.move.needs_reason and not request.reason.strip():
        gaps.append(NEEDS_REASON)
    if step.move.name == "request_information" and not (request.questions and request.due_on):
        gaps.append(NEEDS_QUESTIONS)
    return tuple(gaps)


def already_in(application: Application, step: Step, context: Context) -> tuple[Words, ...]:
    """Nobody enters a programme they are in."""
    current = context.known.history_of(application)["open_enrolments"]
    return (ALREADY_IN,) if step.move.name == "enter" and application.call.programme in current else ()


def unreachable(letters: Iterable[tuple[Person, Letter]]) -> tuple[Words, ...]:
    return tuple(
        Words(
            "{email} refuses mail: correct the address, or tell this person another way and send no letter.",
            "{email} refuse les courriels : corrigez l’adresse, ou prévenez autrement, sans courriel.",
        ).format(email=person.email)
        for person, _ in letters
        if person.bounced_at is not None
    )
