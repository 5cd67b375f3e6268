"""Every programme that ships loads, and nobody can get stuck in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator.notices import LETTERS
from incubator.workflows.application import application_machine
from incubator.workflows.catalogue import Catalogue, load
from incubator.workflows.enrolment import ENROLMENT
from incubator.workflows.machine import Machine
from tests.house.rooms import ROOT

FILES = sorted((ROOT / "config" / "programmes").glob("*.toml"))
EDITIONS = [
    (programme.key, edition)
    for programme in (load(file.read_text("utf-8"), file.name) for file in FILES)
    for edition in programme.editions
]


def test_the_three_programmes_ship() -> None:
    """A cluster may add its own beside them."""
    assert {"booster", "growth-hub", "shaker"} <= {file.stem for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_programme_file_loads_under_its_own_name(file: Path) -> None:
    programme = load(file.read_text("utf-8"), file.name)

    assert programme.key == file.stem
    assert programme.editions != ()


def test_the_programmes_lead_only_to_programmes_that_exist() -> None:
    catalogue = Catalogue(tuple(load(file.read_text("utf-8"), file.name) for file in FILES))

    led_to = {key for programme in catalogue.programmes for key in programme.next}

    assert led_to <= {programme.key for programme in catalogue.programmes}


@pytest.mark.parametrize(("key", "edition"), EDITIONS, ids=lambda value: getattr(value, "key", value))
def test_an_application_reaches_an_end_from_every_state(key: str, edition: object) -> None:
    machine = application_machine(edition.stages, edition.decides, edition.signs)  # type: ignore[attr-defined]  # an Edition

    assert _stuck(machine) == set()


def test_an_enrolment_reaches_an_end_from_every_state() -> None:
    assert _stuck(ENROLMENT) == set()


@pytest.mark.parametrize(("key", "edition"), EDITIONS, ids=lambda value: getattr(value, "key", value))
def test_every_letter_a_move_sends_exists(key: str, edition: object) -> None:
    machine = application_machine(edition.stages, edition.decides, edition.signs)  # type: ignore[attr-defined]  # an Edition

    sent = {move.sends for move in machine.moves if move.sends}

    assert sent <= set(LETTERS)


def _stuck(machine: Machine) -> set[str]:
    """States from which no closed one can be reached."""
    safe = {state.code for state in machine.states if state.is_closed}
    while more := {move.source for move in machine.moves if move.target in safe} - safe:
        safe |= more
    return {state.code for state in machine.states} - safe
