"""The whole life of an application, move by move, as it is kept; and wrong stages, word for word.

The kept lines are beside this file, in kept/. A change of the lifecycle changes them: read the difference,
then write them anew with `python -m tests.workflows.test_application_edges`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator.errors import DefinitionError
from incubator.words import Words
from incubator.workflows.application import application_machine, state_told
from incubator.workflows.machine import Machine

KEPT = Path(__file__).parent / "kept"
KNOWN_EN = "check, review, interview, decision and confirmation"
KNOWN_FR = "check, review, interview, decision et confirmation"
PROGRAMMES: dict[str, tuple[tuple[str, ...], str, str | None]] = {
    "full": (("check", "review", "interview", "decision", "confirmation"), "manager", "director"),
    "middle": (("check", "interview", "decision"), "director", None),
    "shortest": (("decision",), "manager", None),
}


def lines(machine: Machine) -> str:
    states = [f"{state.code}: {state.kind}" for state in machine.states]
    moves = [
        f"{move.name}: {move.source} -> {move.target}, by {', '.join(sorted(move.roles))}"
        f"{''.join(f', if {guard.code}' for guard in move.guards)}"
        f"{', with a reason' if move.needs_reason else ''}, {move.tone}"
        f"{f', writes {move.sends}' if move.sends else ''}"
        for move in machine.moves
    ]
    return "\n".join([f"{machine.name} starts as {machine.start}", "", *states, "", *moves, ""])


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_life_of_an_application_is_as_kept(name: str) -> None:
    application_machine.cache_clear()  # built now, not remembered

    assert lines(application_machine(*PROGRAMMES[name])) == (KEPT / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("stages", "decides", "signs", "field", "words"),
    [
        (
            ("check", "vote", "decision"), "manager", None, "stages",
            Words(
                f"There is no stage “vote”: choose among {KNOWN_EN}.",
                f"L’étape « vote » n’existe pas : choisissez parmi {KNOWN_FR}.",
            ),
        ),
        (
            ("review", "check", "decision"), "manager", None, "stages",
            Words(
                f"Each stage comes once, in this order: {KNOWN_EN}.",
                f"Chaque étape vient une seule fois, dans cet ordre : {KNOWN_FR}.",
            ),
        ),
        (
            ("check",), "manager", None, "stages",
            Words(
                "The stages need a “decision”: without it nobody could be accepted.",
                "Il faut une étape « decision » : sans elle, personne ne pourrait être retenu.",
            ),
        ),
        (
            ("decision",), "king", None, "decides",
            Words(
                "“decides” names no known role: king.", "« decides » ne nomme aucun rôle connu : king."
            ),
        ),
        (
            ("decision",), "manager", "queen", "signs",
            Words("“signs” names no known role: queen.", "« signs » ne nomme aucun rôle connu : queen."),
        ),
    ],
)  # fmt: skip
def test_wrong_stages_are_told_with_the_key_of_the_file(
    stages: tuple[str, ...], decides: str, signs: str | None, field: str, words: Words
) -> None:
    with pytest.raises(DefinitionError) as refused:
        application_machine(stages, decides, signs)

    assert (refused.value.words, refused.value.field) == (words, field)


def test_whoever_decides_is_the_manager_unless_said() -> None:
    assert lines(application_machine(("decision",))) == lines(application_machine(("decision",), "manager"))


@pytest.mark.parametrize(
    ("state", "told"), [("decided", "waitlisted"), ("accepted", "accepted"), ("submitted", "submitted")]
)
def test_a_decision_that_waits_is_not_told(state: str, told: str) -> None:
    assert state_told(state, "waitlisted") == told


if __name__ == "__main__":
    for name, stages in PROGRAMMES.items():
        (KEPT / f"{name}.txt").write_text(lines(application_machine(*stages)), "utf-8")
