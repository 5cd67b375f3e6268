"""A lifecycle nobody can get stuck in, and moves refused with every reason at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from incubator.errors import DefinitionError, NotAllowed, Refused
from incubator.words import Words
from incubator.workflows.machine import Guard, Machine, Move, Row, State, Step

MANAGER = frozenset({"manager"})
FOUNDER = frozenset({"founder"})
TOO_EARLY = Words("Wait until Monday.", "Attendez lundi.")
NO_PLACE = Words("No place is left.", "Il ne reste aucune place.")


@dataclass(frozen=True)
class Visit:
    is_early: bool = False
    is_full: bool = False


EARLY = Guard("early", lambda visit: TOO_EARLY if visit.is_early else None)
FULL = Guard("full", lambda visit: NO_PLACE if visit.is_full else None)

ASKED, MET, OVER = State("asked", "waiting_us"), State("met", "open"), State("over", "closed_well")
MEET = Move("meet", "asked", "met", MANAGER, (EARLY, FULL))
END = Move("end", "met", "over", MANAGER | FOUNDER, needs_reason=True, tone="good", sends="thanks")


def visit(
    *, states: tuple[State, ...] = (ASKED, MET, OVER), moves: tuple[Move, ...] = (MEET, END)
) -> Machine:
    return Machine(name="visit", states=states, moves=moves, start="asked")


def said(refusal: pytest.ExceptionInfo[DefinitionError]) -> str:
    return refusal.value.words.en


def test_move_whose_conditions_hold_is_a_step() -> None:
    machine = visit()

    step = machine.decide("asked", "meet", roles=MANAGER, situation=Visit())

    assert step == Step(move=MEET, source="asked", target="met")


def test_refusal_holds_every_reason_not_the_first() -> None:
    machine = visit()

    with pytest.raises(Refused) as refusal:
        machine.decide("asked", "meet", roles=MANAGER, situation=Visit(is_early=True, is_full=True))

    assert refusal.value.reasons == (TOO_EARLY, NO_PLACE)
    assert refusal.value.words == Words(
        "Wait until Monday. No place is left.", "Attendez lundi. Il ne reste aucune place."
    )


def test_role_that_may_not_is_told_who_may() -> None:
    machine = visit()

    with pytest.raises(NotAllowed) as refusal:
        machine.decide("asked", "meet", roles=FOUNDER, situation=Visit(is_full=True))

    assert refusal.value.words == Words(
        "This is done by the programme managers.",
        "Cette action revient à : les responsables du programme.",
    )


@pytest.mark.parametrize(
    ("state", "name"), [("met", "meet"), ("asked", "end"), ("asked", "dance"), ("x", "meet")]
)
def test_move_that_does_not_start_here_is_refused(state: str, name: str) -> None:
    machine = visit()

    with pytest.raises(Refused, match="Reload the page"):
        machine.decide(state, name, roles=MANAGER, situation=Visit())


@pytest.mark.parametrize(
    ("reason", "is_refused"), [(None, False), ("", True), ("  \n", True), ("Done.", False)]
)
def test_reason_is_asked_for_unless_only_looking_ahead(reason: str | None, is_refused: bool) -> None:
    machine = visit()

    try:
        machine.decide("met", "end", roles=FOUNDER, situation=Visit(), reason=reason)
        refused = False
    except Refused:
        refused = True

    assert refused == is_refused


def test_moves_from_a_state_are_those_of_the_role() -> None:
    machine = visit()

    assert machine.moves_from("met") == (END,)
    assert machine.moves_from("asked", "founder") == ()
    assert machine.state("over").is_closed is True


LOST = State("lost", "open")
STRAY = State("stray", "closed_otherwise")


@pytest.mark.parametrize(
    ("states", "moves", "problem"),
    [
        ((ASKED, MET, OVER, STRAY), (MEET, END), "state “stray”: no move leads to it."),
        (
            (ASKED, MET, OVER, LOST), (MEET, END, Move("lose", "asked", "lost", MANAGER)),
            "state “lost”: it is open and nothing leads out of it.",
        ),
        (
            (ASKED, MET, OVER, LOST),
            (MEET, END, Move("lose", "asked", "lost", MANAGER), Move("wait", "lost", "lost", MANAGER)),
            "state “lost”: it is open and nothing leads out of it.",
        ),
        (
            (ASKED, MET), (MEET, Move("return", "met", "asked", MANAGER)),
            "state “asked”: it leads to no closed state.",
        ),
        ((ASKED, MET, OVER), (MEET, MEET, END), "state “asked”: two moves are called “meet”."),
        ((ASKED, MET), (MEET, END), "state “over”: it is used but not defined."),
        ((ASKED, MET, OVER, MET), (MEET, END), "state “met”: it is defined twice."),
        (
            (ASKED, MET, OVER), (MEET, END, Move("hop", "met", "over", frozenset())),
            "state “met”: no known role may make the move “hop”.",
        ),
        (
            (ASKED, MET, OVER), (MEET, END, Move("hop", "met", "over", frozenset({"king"}))),
            "state “met”: no known role may make the move “hop”.",
        ),
    ],
)  # fmt: skip
def test_wrong_definition_names_the_state(
    states: tuple[State, ...], moves: tuple[Move, ...], problem: str
) -> None:
    with pytest.raises(DefinitionError) as refusal:
        visit(states=states, moves=moves)

    assert said(refusal) == f"The lifecycle “visit”, {problem}"


def test_table_has_a_line_for_every_move() -> None:
    machine = visit()

    rows = machine.rows()

    assert rows == (
        Row("asked", "meet", "met", "manager", "early, full", False, ""),
        Row("met", "end", "over", "founder, manager", "", True, "thanks"),
    )


def test_mermaid_shows_states_moves_and_ends() -> None:
    machine = visit()

    text = machine.mermaid()

    assert text.splitlines() == [
        "stateDiagram-v2", "    [*] --> asked", "    asked --> met : meet", "    met --> over : end",
        "    over --> [*]",
    ]  # fmt: skip


def test_dot_shows_states_and_moves() -> None:
    machine = visit()

    text = machine.dot()

    assert text.splitlines() == [
        'digraph "visit" {', "  rankdir=LR;", '  "asked" [shape=box];', '  "met" [shape=box];',
        '  "over" [shape=doublecircle];', '  "asked" -> "met" [label="meet"];',
        '  "met" -> "over" [label="end"];', "}",
    ]  # fmt: skip
