"""A lifecycle: its states, its moves, who may make them and what must hold first.

A machine is a frozen value, checked when it is built, so that a lifecycle somebody could get
stuck in never starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from incubator.errors import DefinitionError, NotAllowed, Refused
from incubator.words import Words, joined

Kind = Literal["open", "waiting_founder", "waiting_us", "closed_well", "closed_otherwise"]
Tone = Literal["plain", "good", "bad"]
Situation: TypeAlias = Any  # each lifecycle has its own; the machine only hands it to its guards

ROLES: Mapping[str, Words] = {
    "founder": Words("the founders", "l’équipe fondatrice"),
    "manager": Words("the programme managers", "les responsables du programme"),
    "director": Words("the director", "la direction"),
    "admin": Words("the administrators", "l’administration"),
    "system": Words("the application itself, on time", "l’application elle-même, à son heure"),
    "mentor": Words("the mentors", "les mentors"),
    "juror": Words("the jury", "le jury"),
}


@dataclass(frozen=True, slots=True)
class State:
    code: str
    kind: Kind

    @property
    def is_closed(self) -> bool:
        return self.kind in ("closed_well", "closed_otherwise")


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of a move; `check` returns what to tell the person, or None when it holds."""

    code: str
    check: Callable[[Situation], Words | None]


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another; `sends` is the kind of letter it writes, if any."""

    name: str
    source: str
    target: str
    roles: frozenset[str]
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    tone: Tone = "plain"
    sends: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A move that was decided: nothing stands in its way."""

    move: Move
    source: str
    target: str


class Row(NamedTuple):
    """One line of the printed table."""

    source: str
    move: str
    target: str
    roles: str
    guards: str
    needs_reason: bool
    sends: str


@dataclass(frozen=True, slots=True)
class Machine:
    name: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    start: str

    def __post_init__(self) -> None:
        check_machine(self)

    def state(self, code: str) -> State:
        return next(state for state in self.states if state.code == code)

    def moves_from(self, state: str, role: str | None = None) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.source == state and (role is None or role in m.roles))

    def move(self, state: str, name: str) -> Move:
        """The move of this name from this state; Refused when there is none."""
        for move in self.moves_from(state):
            if move.name == name:
                return move
        raise Refused(_NO_LONGER)

    def decide(
        self, state: str, name: str, *,
        roles: frozenset[str], situation: Situation, reason: str | None = None,
    ) -> Step:  # fmt: skip
        """The step, or Refused with every reason that fails; a reason of None is not asked for yet."""
        move = self.move(state, name)
        if not move.roles & roles:
            raise NotAllowed(_not_yours(move))
        found = (guard.check(situation) for guard in move.guards)
        reasons = [words for words in found if words is not None]
        if move.needs_reason and reason is not None and not reason.strip():
            reasons.append(_SAY_WHY)
        if reasons:
            raise Refused(_together(reasons), reasons=reasons)
        return Step(move=move, source=state, target=move.target)

    def rows(self) -> tuple[Row, ...]:
        """Every move as a line of text, in the order of the states."""
        order = {state.code: place for place, state in enumerate(self.states)}
        return tuple(_row(move) for move in sorted(self.moves, key=lambda m: order[m.source]))

    def mermaid(self) -> str:
        lines = [f"    {move.source} --> {move.target} : {move.name}" for move in self.moves]
        ends = [f"    {state.code} --> [*]" for state in self.states if state.is_closed]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.start}", *lines, *ends, ""])

    def dot(self) -> str:
        shapes = [f'  "{s.code}" [shape={"doublecircle" if s.is_closed else "box"}];' for s in self.states]
        arrows = [f'  "{move.source}" -> "{move.target}" [label="{move.name}"];' for move in self.moves]
        return "\n".join([f'digraph "{self.name}" {{', "  rankdir=LR;", *shapes, *arrows, "}", ""])


def check_machine(machine: Machine) -> None:
    """DefinitionError naming the state somebody could not reach, leave or understand."""
    _check_names(machine)
    onward = _edges((move.source, move.target) for move in machine.moves)
    back = _edges((move.target, move.source) for move in machine.moves)
    closed = {state.code for state in machine.states if state.is_closed}
    reached, ending = _spread({machine.start}, onward), _spread(closed, back)
    for state in machine.states:
        if state.code not in reached:
            raise _wrong(machine, state.code, _UNREACHABLE)
        if not state.is_closed and not onward.get(state.code, set()) - {state.code}:
            raise _wrong(machine, state.code, _NO_EXIT)
        if state.code not in ending:
            raise _wrong(machine, state.code, _NO_END)


def _check_names(machine: Machine) -> None:
    codes = [state.code for state in machine.states]
    for code in codes:
        if codes.count(code) > 1:
            raise _wrong(machine, code, _TWICE)
    for code in [machine.start, *(code for move in machine.moves for code in (move.source, move.target))]:
        if code not in codes:
            raise _wrong(machine, code, _UNKNOWN)
    seen: set[tuple[str, str]] = set()
    for move in machine.moves:
        if (move.source, move.name) in seen:
            raise _wrong(machine, move.source, _TWO_MOVES.format(move=move.name))
        if not move.roles or move.roles - ROLES.keys():
            raise _wrong(machine, move.source, _NOBODY.format(move=move.name))
        seen.add((move.source, move.name))


def _edges(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for source, target in pairs:
        found.setdefault(source, set()).add(target)
    return found


def _spread(start: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = set(start), list(start)
    while ahead:
        new = edges.get(ahead.pop(), set()) - reached
        reached |= new
        ahead.extend(new)
    return reached


def _row(move: Move) -> Row:
    return Row(
        source=move.source, move=move.name, target=move.target, roles=", ".join(sorted(move.roles)),
        guards=", ".join(guard.code for guard in move.guards),
        needs_reason=move.needs_reason, sends=move.sends or "",
    )  # fmt: skip


def _wrong(machine: Machine, state: str, problem: Words) -> DefinitionError:
    where = Words("The lifecycle “{machine}”, state “{state}”: ",
                  "Le parcours « {machine} », état « {state} » : ")  # fmt: skip
    said = where.format(machine=machine.name, state=state)
    return DefinitionError(Words(said.en + problem.en, said.fr + problem.fr))


def _not_yours(move: Move) -> Words:
    who = joined([ROLES[role] for role in sorted(move.roles)], last=Words("or", "ou"))
    return Words("This is done by {who}.", "Cette action revient à : {who}.").format(who=who)


def _together(reasons: list[Words]) -> Words:
    return Words(" ".join(r.en for r in reasons), " ".join(r.fr for r in reasons))


_NO_LONGER = Words(
    "This cannot be done any more, or not yet: things have moved on. "
    "Reload the page to see what is possible now.",
    "Cette action n’est plus possible, ou pas encore : la situation a changé. "
    "Rechargez la page pour voir ce qui est possible maintenant.",
)
_SAY_WHY = Words("Please write the reason: it is kept with the decision.",
                 "Indiquez la raison : elle est conservée avec la décision.")  # fmt: skip
_UNREACHABLE = Words("no move leads to it.", "aucune action n’y mène.")
_NO_EXIT = Words("it is open and nothing leads out of it.", "il est ouvert et rien n’en fait sortir.")
_NO_END = Words("it leads to no closed state.", "il ne mène à aucun état de fin.")
_TWICE = Words("it is defined twice.", "il est défini deux fois.")
_UNKNOWN = Words("it is used but not defined.", "il est utilisé mais n’est pas défini.")
_TWO_MOVES = Words("two moves are called “{move}”.", "deux actions s’appellent « {move} ».")
_NOBODY = Words("no known role may make the move “{move}”.", "aucun rôle connu ne peut faire « {move} ».")
