"""The moves a person may start from a state: the buttons of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from incubator.workflows.machine import Machine, Move, Tone

STAFF = frozenset({"manager", "director"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A move as a button: every way to notify is one button, and so is every way to go back."""

    name: str
    tone: Tone
    sends: str | None


def offers(machine: Machine, state: str, *, roles: frozenset[str]) -> tuple[Offer, ...]:
    """In the machine's order, once each; what founders or the clock do is not offered."""
    allowed = (move for move in machine.moves_from(state) if move.roles & roles & STAFF)
    return _once(allowed)


def offers_for_list(machine: Machine, states: Iterable[str], *, roles: frozenset[str]) -> tuple[Offer, ...]:
    """Every move some row of a list may take."""
    wanted = set(states)
    return _once(m for m in machine.moves if m.source in wanted and m.roles & roles & STAFF)


def _once(moves: Iterable[Move]) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for move in moves:
        name = _button(move.name)
        tone: Tone = "plain" if name in ("notify", "revise") else move.tone
        found.setdefault(name, Offer(name, tone, move.sends))
    return tuple(found.values())


def _button(name: str) -> str:
    for prefix in ("notify", "revise"):
        if name.startswith(prefix):
            return prefix
    return name
