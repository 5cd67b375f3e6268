"""What one move costs: a record is loaded in a state, and one move of it is made.

    python -m tests.bench.machines            # a dict, ours, and the libraries that are installed

The Shaker's application machine, everywhere without its conditions: a move from state to state. Our own
is measured with them as well. Time is that of the processor alone, the best of several rounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import process_time
from typing import Any

from incubator.errors import Refused
from incubator.workflows.application import ApplicationSituation
from incubator.workflows.catalogue import load
from incubator.workflows.deadlines import closing
from incubator.workflows.machine import Machine, Move
from tests.conftest import NOW

SHAKER = Path(__file__).parents[2] / "config" / "programmes" / "shaker.toml"
FROM, NAME, TO, ROLES = "submitted", "find_eligible", "eligible", frozenset({"manager"})
TIMES, ROUNDS = 2000, 5


@dataclass
class Record:
    """A row as it was read: nothing but its state counts here."""

    state: str = FROM


def machine() -> Machine:
    return load(SHAKER.read_text("utf-8"), SHAKER.name).latest.machine


def bare(whole: Machine) -> Machine:
    moves = tuple(Move(one.name, one.source, one.target, one.roles) for one in whole.moves)
    return Machine(whole.name, whole.states, moves, whole.start)


def by_dict(whole: Machine) -> Callable[[], str]:
    table = {(move.source, move.name): move.target for move in whole.moves}

    def once() -> str:
        record = Record()
        record.state = table[record.state, NAME]
        return record.state

    return once


def by_ours(whole: Machine) -> Callable[[], str]:
    situation = ApplicationSituation(closing=closing(closes_at=NOW), at=NOW, verdict="met")

    def once() -> str:
        record = Record()
        record.state = whole.decide(record.state, NAME, roles=ROLES, situation=situation).target
        return record.state

    return once


def by_refusal(whole: Machine) -> Callable[[], str]:
    """A move that its conditions refuse, with the reasons."""
    situation = ApplicationSituation(closing=closing(closes_at=NOW), at=NOW)

    def once() -> str:
        try:
            return whole.decide("draft", "send", roles=frozenset({"founder"}), situation=situation).target
        except Refused:
            return TO

    return once


def by_transitions(whole: Machine) -> Callable[[], str]:
    """A machine for all records; each joins it in its state and leaves again."""
    library: Any = import_module("transitions")
    arrows = [{"trigger": m.name, "source": m.source, "dest": m.target} for m in whole.moves]
    codes = [state.code for state in whole.states]
    made = library.Machine(model=None, states=codes, transitions=arrows, initial=FROM, auto_transitions=False)

    def once() -> str:
        record: Any = _Plain()
        made.add_model(record, initial=FROM)
        record.find_eligible()
        made.remove_model(record)
        return str(record.state)

    return once


class _Plain:
    """Attributes are given by the library."""


def by_statemachine(whole: Machine) -> Callable[[], str]:
    from tests.oracles.test_machines import theirs

    made = theirs(whole)

    def once() -> str:
        walker = made(start_value=FROM)
        walker.send(f"move_{NAME}")
        (value,) = walker.configuration_values
        return str(value)

    return once


WAYS: dict[str, Callable[[Machine], Callable[[], str]]] = {
    "dict": by_dict,
    "ours, without conditions": lambda whole: by_ours(bare(whole)),
    "ours, with conditions": by_ours,
    "ours, refused with reasons": by_refusal,
    "transitions": by_transitions,
    "python-statemachine": by_statemachine,
}


def microseconds(once: Callable[[], str], *, times: int = TIMES, rounds: int = ROUNDS) -> float:
    assert once() == TO
    best = min(_round(once, times) for _ in range(rounds))
    return best / times * 1e6


def _round(once: Callable[[], str], times: int) -> float:
    begun = process_time()
    for _ in range(times):
        once()
    return process_time() - begun


def main() -> None:
    whole = machine()
    for name, way in WAYS.items():
        try:
            told = f"{microseconds(way(whole)):10.2f} µs"
        except ModuleNotFoundError:
            told = "not installed"
        print(f"{name:28}{told:>14}  {_version(name)}".rstrip())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a way of ours
        return ""


if __name__ == "__main__":
    main()
