"""Whether an application is ready for a move: the situation its guards look at, and what a person must fill in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.closings import closing_of
from incubator.actions.applications.tasks import missing
from incubator.actions.assessments import Assessed
from incubator.actions.moves.request import MoveRequest
from incubator.notices.letters import Letter
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.application import ApplicationSituation
from incubator.workflows.eligibility.findings import Finding
from incubator.workflows.machine import Step

NEEDS_REASON = Words("Write a reason: it stays in the history.", "Indiquez un motif : il reste dans l’historique.")
NEEDS_QUESTIONS = Words(
    "Choose the answers to ask for, and a date.", "Choisissez les réponses à demander, et une date."
)


def no_such_move(state: str) -> Words:
    """The state's label is in the catalogues; the page puts it beside this sentence."""
    return Words(
        "This move does not start from where the application stands.",
        "Ce déplacement ne part pas de l’étape où se trouve la candidature.",
    )


def situation_of(
    session: Session, application: Application, assessed: Assessed, *, request: MoveRequest, at: datetime
) -> ApplicationSituation:
    """Everything the guards may ask about, at this instant."""
    edition, assessment = assessed.edition, assessed.assessment
    waits_for_sending = application.state in ("draft", "info_requested", "withdrawn", "expired")
    return ApplicationSituation(
        closing=closing_of(session, application),
        at=at,
        verdict=assessment.verdict,
        unmet=tuple(finding.words for finding in (*assessment.unmet, *assessment.unknown)),
        missing=tuple(gap.words for gap in missing(session, application)) if waits_for_sending else (),
        outcome=application.outcome,
        is_signed=application.signed_at is not None,
        signs_required=edition.signs is not None,
        decided_from=application.decided_from,
        confirm_by=application.confirm_by,
        entry_findings=tuple(f.words for f in _entry_conditions(assessed) if f.result != "met" and not f.waived),
        starts_on=request.starts_on or application.call.entry_on,
    )


def _entry_conditions(assessed: Assessed) -> tuple[Finding, ...]:
    """Blocking rules about the entry: deferred until then, judged at the first day."""
    return tuple(
        f for f in assessed.assessment.findings if f.severity == "block" and f.reference == "entry"
    )


def missing_from(request: MoveRequest, step: Step, application: Application) -> tuple[Words, ...]:
    """What the person asking must still fill in on the consequence page."""
    gaps: list[Words] = []
    if step.move.needs_reason and not request.reason.strip():
        gaps.append(NEEDS_REASON)
    if step.move.name == "request_information" and not (request.questions and request.due_on):
        gaps.append(NEEDS_QUESTIONS)
    return tuple(gaps)


def unreachable(letters: Iterable[tuple[Person, Letter]]) -> tuple[Words, ...]:
    return tuple(
        Words(
            "{email} refuses mail: correct the address, or tell this person another way and send no letter.",
            "{email} refuse les courriels : corrigez l’adresse, ou prévenez autrement et n’envoyez pas de courriel.",
        ).format(email=person.email)
        for person, _ in letters
        if person.bounced_at is not None
    )
