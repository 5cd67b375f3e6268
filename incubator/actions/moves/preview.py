"""Show what a move would do: the same plan that is carried out, as a consequence document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator.actions import post
from incubator.actions.moves.context import Context
from incubator.actions.moves.dates import date_changes
from incubator.actions.moves.planning import Plan, plan
from incubator.actions.moves.request import MoveRequest
from incubator.actions.moves.standing import rules_told
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.store.queries import visible
from incubator.workflows.consequences import (
    ConsequenceRow,
    Consequences,
    DateChange,
    LetterPreview,
    Places,
    RuleNote,
    UnmetRule,
)  # fmt: skip

TAKES_PLACE = ("accepted", "confirmed", "entered")


def preview(
    session: Session, applications: Sequence[Application], *, request: MoveRequest, actor: Person,
    at: datetime, hold: timedelta, written: bool = True,
) -> Consequences:  # fmt: skip
    """Changes nothing; one document for one or many applications of one call.

    `written`: every letter in full; else who gets which.
    """
    context = Context.read(session, applications, request=request, at=at, hold=hold)
    plans = [plan(application, request=request, actor=actor, context=context) for application in applications]
    rows = tuple(
        row_of(
            planned,
            letters=_letters(session, planned, written=written),
            dates=date_changes(planned, context=context),
            told=rules_told(planned, context=context),
        )
        for planned in plans
    )
    places = _places(session, plans, actor=actor, at=at)
    hold_until = request.leaves_at(at, hold)
    return Consequences(request.move, rows, at, hold_until, places)


def row_of(
    planned: Plan, *, letters: tuple[LetterPreview, ...] = (), dates: tuple[DateChange, ...] = (),
    told: tuple[RuleNote, ...] = (),
) -> ConsequenceRow:  # fmt: skip
    application, step, edition = planned.application, planned.step, planned.assessed.edition
    blocking = [f for f in planned.assessed.assessment.findings if f.severity == "block" and not f.deferred]
    return ConsequenceRow(
        subject_kind="application", subject_id=application.id, ref=application.ref,
        label=application.venture.name, group=planned.group, version=application.version,
        from_state=application.state, to_state=step.target if step else None,
        outcome=planned.changes.get("outcome"), reasons=planned.reasons,
        unmet=tuple(UnmetRule(f.id, f.words, edition.waives) for f in planned.assessed.assessment.unmet),
        rules_met=sum(1 for f in blocking if f.result == "met" or f.waived), rules_total=len(blocking),
        letters=letters, dates=dates, told=told,
    )  # fmt: skip


def label_of(application: Application) -> str:
    return f"{application.venture.name} ({application.ref})"


def _letters(session: Session, planned: Plan, *, written: bool) -> tuple[LetterPreview, ...]:
    """Written out, each is exactly as it will be queued."""
    announced = (
        (letter, LetterPreview(letter.kind, person.name, person.email, person.language), person)
        for person, letter in planned.letters
    )
    if not written:
        return tuple(shown for _, shown, _ in announced)
    mails = ((shown, post.write(session, letter, to=person)) for letter, shown, person in announced)
    return tuple(replace(shown, title=mail.title, text=mail.text) for shown, mail in mails)


def _places(session: Session, plans: Iterable[Plan], *, actor: Person, at: datetime) -> Places | None:
    """Only a move that accepts changes how many places are promised.

    Counted is what the actor sees or has been told: the number must not betray the decision about one's own.
    """
    listed = list(plans)
    call = listed[0].application.call if listed else None
    if call is None or call.places is None:
        return None
    accepted = Application.state.in_(TAKES_PLACE) | (
        (Application.state == "decided") & (Application.outcome == "accepted")
    )
    is_known = visible.applications_of_staff(actor) | (Application.notified_at <= at)
    of_call = select(func.count()).where(Application.call_id == call.id, accepted, is_known)
    taken = session.scalar(of_call) or 0
    more = sum(1 for planned in listed if planned.move == "accept" and planned.group == "will")
    return Places(call.places, taken, taken + more) if more else None
