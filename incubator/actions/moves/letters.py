"""The letters a move sends: who is told what, from plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.conditions import conditions_in
from incubator.actions.moves.context import Context
from incubator.actions.moves.request import MoveRequest
from incubator.actions.people.audience import about_application
from incubator.notices import checking, decision, programme_life
from incubator.notices.letters import Door, Letter
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.machine import Step
from incubator.workflows.terms import compute_term

_NEEDED = Words("{asked}. {found}", "{asked}. {found}")


@dataclass(frozen=True)
class Occasion:
    """All that a letter of a move may speak of."""

    application: Application
    request: MoveRequest
    assessed: Assessed
    at: datetime
    new: dict[str, Any]

    @property
    def about(self) -> dict[str, Any]:
        return about_application(self.application)

    @property
    def programme(self) -> Words:
        return self.assessed.programme.name

    @property
    def note(self) -> str:
        return self.request.note or self.application.decision_note

    @property
    def conditions(self) -> tuple[Words, ...]:
        """What the founders have to bring before they enter; what others see to is not asked of them."""
        call = self.application.call
        waiting = conditions_in(self.assessed, zone=call.zone, at=self.at)
        theirs = [one for one in waiting if one.owner == "founders" and one.holds_up_entry(call.entry_on)]
        return tuple(_NEEDED.format(asked=one.finding.required, found=one.finding.told) for one in theirs)

    @property
    def doors(self) -> tuple[Door, ...]:
        """Where else to look: the programmes that follow or precede this one."""
        return tuple(
            Door(name=Words("All open calls", "Tous les appels ouverts"),
                 why=Words("see what suits you now", "voir ce qui vous convient aujourd’hui"),
                 path=f"/{language}/calls/")
            for language in (self.application.lead.language,)
        )  # fmt: skip


def letters_of(
    application: Application, *, step: Step, request: MoveRequest, new: dict[str, Any], context: Context
) -> tuple[tuple[Person, Letter], ...]:
    """One letter for each person of the venture; none when the move sends none or none is wanted."""
    write = _WRITERS.get(step.move.sends or "")
    if write is None or request.sending == "none":
        return ()
    occasion = Occasion(application, request, context.assessed[application.id], context.at, new)
    return tuple((person, write(occasion)) for person in context.founders[application.venture_id])


def _not_eligible(o: Occasion) -> Letter:
    unmet = tuple(
        checking.UnmetRule(required=f.required, words=f.words)
        for f in (*o.assessed.assessment.unmet, *o.assessed.assessment.unknown)
    )
    return checking.NotEligible(**o.about, unmet=unmet, note=o.request.note, doors=o.doors)


def _info_needed(o: Occasion) -> Letter:
    labels = {q.key: q.label for task in o.assessed.edition.tasks for q in task.questions}
    questions = tuple(labels[key] for key in o.request.questions if key in labels)
    due_on = o.request.due_on or o.at.date()
    return checking.InfoNeeded(**o.about, due_on=due_on, questions=questions, message=o.request.note)


def _in_review(o: Occasion) -> Letter:
    return checking.InReview(**o.about, results_on=o.application.call.results_on)


def _interview(o: Occasion) -> Letter:
    return checking.InterviewInvite(
        **o.about, committee_on=o.application.call.committee_on, note=o.request.note
    )


def _accepted(o: Occasion) -> Letter:
    return decision.Accepted(
        **o.about, programme=o.programme, confirm_by=o.new.get("confirm_by"),
        entry_on=o.application.call.entry_on, note=o.note, conditions=o.conditions,
    )  # fmt: skip


def _waitlisted(o: Occasion) -> Letter:
    return decision.Waitlisted(
        **o.about,
        programme=o.programme,
        rank=o.new.get("rank"),
        until=o.application.call.entry_on,
        note=o.note,
    )


def _rejected(o: Occasion) -> Letter:
    return decision.Rejected(**o.about, programme=o.programme, note=o.note, doors=o.doors)


def _redirected(o: Occasion) -> Letter:
    to = Words("another programme", "un autre programme")
    return decision.Redirected(**o.about, programme=o.programme, to=to, note=o.note, doors=o.doors)


def _decision_withdrawn(o: Occasion) -> Letter:
    decided_at = o.application.decided_at or o.at
    return decision.DecisionWithdrawn(
        **o.about, outcome=OUTCOME_WORDS[o.application.outcome or "rejected"], decided_on=decided_at.date(),
        reason=o.request.reason,
    )  # fmt: skip


def _cancelled(o: Occasion) -> Letter:
    return decision.Cancelled(**o.about, reason=o.request.note or o.request.reason)


def _welcome(o: Occasion) -> Letter:
    edition, call = o.assessed.edition, o.application.call
    starts_on = o.request.starts_on or call.entry_on
    assert starts_on is not None, "the guard asks for a first day"
    term = compute_term(starts_on, edition.term)
    about = {key: o.about[key] for key in ("zone", "contact_name", "contact_email", "venture")}
    return programme_life.Welcome(
        **about, enrolment="", programme=o.programme, starts_on=starts_on, last_day=term.last_day,
        coaching_half_days=edition.coaching_half_days,
    )  # fmt: skip


OUTCOME_WORDS = {
    "accepted": Words("accepted", "retenue"),
    "waitlisted": Words("on the waiting list", "sur liste d’attente"),
    "rejected": Words("not selected", "non retenue"),
    "redirected": Words("sent to another programme", "orientée vers un autre programme"),
}

_WRITERS: dict[str, Callable[[Occasion], Letter]] = {
    "not_eligible": _not_eligible, "info_needed": _info_needed, "in_review": _in_review,
    "interview_invite": _interview, "accepted": _accepted, "waitlisted": _waitlisted,
    "rejected": _rejected, "redirected": _redirected, "decision_withdrawn": _decision_withdrawn,
    "cancelled": _cancelled, "welcome": _welcome,
}  # fmt: skip
