"""python-statemachine walks the same lifecycles and agrees on every state and every move."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from statemachine import State as TheirState
from statemachine import StateMachine as TheirMachine

from incubator.errors import Refused
from incubator.workflows.application import STAGES, application_machine
from incubator.workflows.enrolment import ENROLMENT
from incubator.workflows.machine import Guard, Machine, Move

MACHINES = [ENROLMENT] + [
    application_machine(chosen)
    for size in range(1, len(STAGES) + 1)
    for chosen in combinations(STAGES, size)
    if "decision" in chosen
]


def theirs(machine: Machine) -> type[TheirMachine]:
    """The same states and moves in their terms; their names get a prefix, as "send" is a method there."""
    leaving = {move.source for move in machine.moves}
    states = {
        state.code: TheirState(initial=state.code == machine.start, final=state.code not in leaving)
        for state in machine.states
    }
    events: dict[str, Any] = {}
    for move in machine.moves:
        arrow = states[move.source].to(states[move.target])
        event = f"move_{move.name}"
        events[event] = events[event] | arrow if event in events else arrow
    return type(f"Their{machine.name.title()}", (TheirMachine,), {**states, **events})


def ours(machine: Machine) -> Machine:
    """The same machine without its conditions: the walk is about states and moves."""
    free = tuple(
        Move(move.name, move.source, move.target, move.roles, tuple[Guard, ...](())) for move in machine.moves
    )
    return Machine(machine.name, machine.states, free, machine.start)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: f"{machine.name}-{len(machine.moves)}")
def test_both_agree_on_every_state_and_move(machine: Machine) -> None:
    their_class, our_machine = theirs(machine), ours(machine)
    names = sorted({move.name for move in machine.moves})

    for state in machine.states:
        for name in names:
            assert ours_goes_to(our_machine, state.code, name) == theirs_goes_to(
                their_class, state.code, name
            )


def ours_goes_to(machine: Machine, state: str, name: str) -> str | None:
    try:
        roles = machine.move(state, name).roles
        return machine.decide(state, name, roles=roles, situation=None).target
    except Refused:
        return None


def theirs_goes_to(machine: type[TheirMachine], state: str, name: str) -> str | None:
    walker = machine(start_value=state)
    if f"move_{name}" not in {event.id for event in walker.allowed_events}:
        return None
    walker.send(f"move_{name}")
    (value,) = walker.configuration_values
    return str(value)
