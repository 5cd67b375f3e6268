"""python-statemachine walks the same lifecycles and agrees on every state and every move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pytest
from statemachine import State as TheirState
from statemachine import StateMachine as TheirMachine
from statemachine.exceptions import TransitionNotAllowed

from incubator.errors import Refused
from incubator.words import Words
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


# --- every outcome of every guard ---

DECIDED = [application_machine(STAGES, decides=decides, signs=signs)
           for decides in ("manager", "director") for signs in (None, "director")]  # fmt: skip
REASON = "reason"  # where a move asks for one, giving it is a condition too
Outcomes = Mapping[str, bool]


def conditions(move: Move) -> list[str]:
    return [guard.code for guard in move.guards] + ([REASON] if move.needs_reason else [])


def guarded(machine: Machine) -> Machine:
    """The same with guards that hold as they are told to."""
    moves = (
        Move(
            move.name, move.source, move.target, move.roles, tuple(map(told, move.guards)), move.needs_reason
        )
        for move in machine.moves
    )
    return Machine(machine.name, machine.states, tuple(moves), machine.start)


def told(guard: Guard) -> Guard:
    code = guard.code
    return Guard(code, lambda outcomes: None if outcomes[code] else Words(code, code))


def theirs_guarded(machine: Machine, outcomes: Outcomes) -> type[TheirMachine]:
    """Their own conditions, on each arrow."""
    leaving = {move.source for move in machine.moves}
    states = {
        state.code: TheirState(initial=state.code == machine.start, final=state.code not in leaving)
        for state in machine.states
    }
    events: dict[str, Any] = {}
    for move in machine.moves:
        arrow = states[move.source].to(states[move.target], cond=holding(conditions(move), outcomes))
        event = f"move_{move.name}"
        events[event] = events[event] | arrow if event in events else arrow
    return type(f"Guarded{machine.name.title()}", (TheirMachine,), {**states, **events})


def holding(names: list[str], outcomes: Outcomes) -> Callable[[], bool]:
    return lambda: all(outcomes[name] for name in names)


def theirs_with(machine: type[TheirMachine], move: Move) -> str | None:
    walker = machine(start_value=move.source)
    try:
        walker.send(f"move_{move.name}")
    except TransitionNotAllowed:
        return None
    (value,) = walker.configuration_values
    return str(value)


def situations(machine: Machine) -> Iterator[tuple[Move, dict[str, bool]]]:
    """Each move with every way its conditions may come out; what it does not ask about fails."""
    for move in machine.moves:
        names = conditions(move)
        yield from (
            (move, dict(zip(names, ways, strict=True))) for ways in product((True, False), repeat=len(names))
        )


@pytest.mark.parametrize(
    "machine", [*MACHINES, *DECIDED], ids=lambda machine: f"{machine.name}-{len(machine.moves)}"
)
def test_both_agree_on_every_outcome_of_every_guard(machine: Machine) -> None:
    outcomes: dict[str, bool] = {code: False for move in machine.moves for code in conditions(move)}
    their_class, our_machine = theirs_guarded(machine, outcomes), guarded(machine)

    for move, ways in situations(machine):
        outcomes.update(dict.fromkeys(outcomes, False) | ways)
        assert ours_with(our_machine, move, outcomes) == (theirs_with(their_class, move), ways)


def ours_with(machine: Machine, move: Move, outcomes: Outcomes) -> tuple[str | None, dict[str, bool]]:
    """Where it goes, and which conditions held: a refusal names every one that failed."""
    reason = "Why." if outcomes.get(REASON) else ""
    names = conditions(move)
    try:
        step = machine.decide(move.source, move.name, roles=move.roles, situation=outcomes, reason=reason)
    except Refused as refused:
        failed = {str(words) for words in refused.reasons}
        asked = REASON in names and len(failed - set(names)) == 1
        return None, {name: name not in failed and not (name == REASON and asked) for name in names}
    return step.target, dict.fromkeys(names, True)
