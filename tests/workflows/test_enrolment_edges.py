"""What is said, word for word, when an enrolment cannot move or a lifecycle is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from incubator.errors import DefinitionError, NotAllowed
from incubator.words import Words
from incubator.workflows.enrolment import ENROLMENT, OVER, STARTED, EnrolmentSituation
from incubator.workflows.machine import Machine, Move, Row, State
from incubator.workflows.pipeline import check_path

FIRST, LAST = date(2026, 6, 1), date(2026, 11, 30)
MANAGER = frozenset({"manager"})
NAME = Words("Name", "Nom")


@dataclass(frozen=True)
class Programme:
    key: str
    next: tuple[str, ...] = ()
    name: Words = NAME


def test_before_the_first_day_it_is_said_in_both_languages() -> None:
    eve = EnrolmentSituation(on=date(2026, 5, 31), starts_on=FIRST)

    assert STARTED.check(eve) == Words(
        "The first day is 1 June 2026: wait until then, or change the first day.",
        "Le premier jour est le 1er juin 2026 : attendez cette date, ou changez le premier jour.",
    )
    assert STARTED.check(EnrolmentSituation(on=FIRST, starts_on=FIRST)) is None


def test_before_the_last_day_it_is_said_in_both_languages() -> None:
    eve = EnrolmentSituation(on=date(2026, 11, 29), starts_on=FIRST, last_day=LAST)

    assert OVER.check(eve) == Words(
        "The term runs until 30 November 2026: complete it from that day on, or record an early leaving.",
        "Le parcours court jusqu’au 30 novembre 2026 : terminez-le à partir de ce jour, "
        "ou enregistrez une sortie anticipée.",
    )
    assert OVER.check(EnrolmentSituation(on=LAST, starts_on=FIRST, last_day=LAST)) is None


def test_who_may_is_said_when_somebody_may_not() -> None:
    with pytest.raises(NotAllowed) as refused:
        ENROLMENT.decide("planned", "start", roles=frozenset({"mentor"}), situation=None)

    assert refused.value.words == Words(
        "This is done by the programme managers or the application itself, on time.",
        "Cette action revient à : les responsables du programme ou l’application elle-même, à son heure.",
    )


def test_a_wrong_lifecycle_is_told_in_both_languages() -> None:
    with pytest.raises(DefinitionError) as refused:
        Machine("visit", (State("asked", "open"),), (), start="asked")

    assert refused.value.words == Words(
        "The lifecycle “visit”, state “asked”: it is open and nothing leads out of it.",
        "Le parcours « visit », état « asked » : il est ouvert et rien n’en fait sortir.",
    )


def test_two_moves_of_one_name_are_told_by_their_name() -> None:
    states = State("asked", "open"), State("met", "closed_well")
    moves = Move("meet", "asked", "met", MANAGER), Move("meet", "asked", "met", MANAGER)

    with pytest.raises(DefinitionError) as refused:
        Machine("visit", states, moves, start="asked")

    assert refused.value.words.fr == (
        "Le parcours « visit », état « asked » : deux actions s’appellent « meet »."
    )


def test_the_table_has_a_row_per_move_in_the_order_of_the_states() -> None:
    rows = ENROLMENT.rows()

    assert [(row.source, row.move) for row in rows] == [
        ("planned", "start"), ("planned", "complete"), ("planned", "leave"),
        ("active", "pause"), ("active", "complete"), ("active", "leave"),
        ("paused", "resume"), ("paused", "complete"), ("paused", "leave"),
    ]  # fmt: skip
    assert rows[0] == Row("planned", "start", "active", "manager, system", "started", False, "")
    assert rows[4] == Row("active", "complete", "completed", "manager, system", "over", False, "completed")


def test_a_lifecycle_is_drawn_in_two_ways() -> None:
    visit = Machine(
        "visit",
        (State("asked", "open"), State("met", "closed_well")),
        (Move("meet", "asked", "met", MANAGER),),
        start="asked",
    )

    assert visit.mermaid() == (
        "stateDiagram-v2\n    [*] --> asked\n    asked --> met : meet\n    met --> [*]\n"
    )
    assert visit.dot() == (
        'digraph "visit" {\n  rankdir=LR;\n  "asked" [shape=box];\n  "met" [shape=doublecircle];\n'
        '  "asked" -> "met" [label="meet"];\n}\n'
    )


@pytest.mark.parametrize(
    ("programmes", "words"),
    [
        (
            [Programme("a", ("b",))],
            Words(
                "The programme “a” leads to “b”, which does not exist.",
                "Le programme « a » mène à « b », qui n’existe pas.",
            ),
        ),
        (
            [Programme("a", ("b",)), Programme("b", ("a",))],
            Words("The programme “a” leads back to itself.", "Le programme « a » mène à lui-même."),
        ),
    ],
)
def test_a_wrong_path_names_the_key_of_the_file(programmes: list[Programme], words: Words) -> None:
    with pytest.raises(DefinitionError) as refused:
        check_path(programmes)

    assert (refused.value.words, refused.value.field) == (words, "next")
