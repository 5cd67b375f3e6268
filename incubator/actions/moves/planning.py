"""What a move would do to one application: decided here once, shown by the preview, then carried out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.moves import changes, fitness
from incubator.actions.moves.context import Context
from incubator.actions.moves.letters import letters_of
from incubator.actions.moves.request import MoveRequest
from incubator.actions.people.authority import staff_roles
from incubator.errors import NotAllowed, Refused
from incubator.notices.letters import Letter
from incubator.store.applications import Application
from incubator.store.people import Person
from incubator.words import Words
from incubator.workflows.consequences import Group
from incubator.workflows.machine import Step

Addressed = tuple[Person, Letter]


@dataclass(frozen=True)
class Plan:
    """`step` is None when it may not move; then `reasons` says why, all of it."""

    application: Application
    request: MoveRequest
    move: str
    actor: Person
    assessed: Assessed
    group: Group
    step: Step | None = None
    reasons: tuple[Words, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)  # column -> new value
    letters: tuple[Addressed, ...] = ()


def plan(application: Application, *, request: MoveRequest, actor: Person, context: Context) -> Plan:
    """Never raises a refusal: an application that may not move says so in its plan."""
    assessed = context.assessed[application.id]
    machine = assessed.edition.machine
    move = request.move_for(machine, outcome=application.outcome, decided_from=application.decided_from)

    def stays(group: Group, *reasons: Words) -> Plan:
        return Plan(application, request, move, actor, assessed, group, reasons=reasons)

    if move not in {open_move.name for open_move in machine.moves_from(application.state)}:
        return stays("cannot", fitness.NO_SUCH_MOVE)
    situation = fitness.situation_of(application, request=request, context=context)
    try:
        step = machine.decide(
            application.state, move, roles=_roles(application, actor, context), situation=situation
        )
    except NotAllowed as refusal:
        return stays("cannot", refusal.words)
    except Refused as refusal:
        return stays("needs", *refusal.reasons)
    new = changes.of_step(application, step=step, request=request, actor=actor, context=context)
    letters = letters_of(application, step=step, request=request, new=new, context=context)
    missing = (
        fitness.missing_from(request, step)
        + fitness.already_in(application, step, context)
        + fitness.unreachable(letters)
    )
    if missing:
        return stays("needs", *missing)
    return Plan(application, request, move, actor, assessed, "will", step, changes=new, letters=letters)


def _roles(application: Application, actor: Person, context: Context) -> frozenset[str]:
    """Nobody decides on their own venture, whatever else they are."""
    members = {founder.id for founder in context.founders[application.venture_id]}
    if actor.id in members | {application.lead_id}:
        return frozenset({"founder"})
    return staff_roles(actor, application.call.programme)
