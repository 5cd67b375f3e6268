"""Every text people read exists in French and in English, whole and checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from incubator.cli.catalogues import merged
from incubator.notices import LETTERS
from incubator.store import (
    COACHING_STATES,
    EXTENSION_STATES,
    LETTER_STATES,
    OUTCOMES,
    REMINDER_STATES,
    ROLES,
    WAIVER_STATES,
)
from incubator.web.labels import FAMILIES
from incubator.words import LANGUAGES
from incubator.workflows.application import application_machine
from incubator.workflows.enrolment import ENROLMENT
from tests.house.rooms import APPLICATION, TRANSLATIONS, files, inside
from tests.house.test_programmes import EDITIONS

MACHINES = [
    *(application_machine(edition.stages, edition.decides, edition.signs) for _key, edition in EDITIONS),
    ENROLMENT,
]
STATES = {
    **{f"{machine.name}.{state.code}": None for machine in MACHINES for state in machine.states},
    **{f"extension.{state}": None for state in EXTENSION_STATES},
    **{f"coaching.{state}": None for state in COACHING_STATES},
    **{f"waiver.{state}": None for state in WAIVER_STATES},
    **{f"letter.{state}": None for state in LETTER_STATES},
    **{f"reminder.{state}": None for state in REMINDER_STATES},
}
CODES = [
    *(f"state.{state}" for state in STATES),
    *sorted({f"move.{machine.name}.{move.name}" for machine in MACHINES for move in machine.moves}),
    *(f"role.{role}" for role in ROLES),
    *(f"outcome.{outcome}" for outcome in OUTCOMES),
    *(f"letter.{kind}" for kind in sorted(LETTERS)),
]
PO_FILES = files(TRANSLATIONS, ".po")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}")


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return merged(TRANSLATIONS, request.param)


def test_every_text_of_the_pages_is_in_french() -> None:
    french = merged(TRANSLATIONS, "fr")

    missing = [f"{where}: {text}" for text, where in _asked().items() if not _is_said(french, text)]

    assert missing == []


def test_every_state_move_and_role_has_its_words(catalogue: Catalog) -> None:
    assert [code for code in CODES if not _is_said(catalogue, code)] == []


def test_every_state_has_a_colour() -> None:
    assert [state for state in STATES if state not in FAMILIES] == []


@pytest.mark.parametrize("path", PO_FILES, ids=inside)
def test_nothing_is_guessed_or_left_half_translated(path: Path) -> None:
    with path.open("rb") as source:
        room = read_po(source, abort_invalid=True)
    needs_text = [message for message in room if message.id and path.parent.name == "fr"]

    assert [message.id for message in room if message.id and message.fuzzy] == []
    assert [message.id for message in needs_text if not message.string] == []
    assert list(room.obsolete) == []


def test_both_languages_speak_the_same_codes() -> None:
    spoken = [{message.id for message in _codes(language) if message.id} for language in LANGUAGES]

    assert spoken[0] == spoken[1]


def test_a_translation_fills_the_same_gaps(catalogue: Catalog) -> None:
    uneven = [message.id for message in catalogue if message.id and message.string and not _is_even(message)]

    assert uneven == []


def _codes(language: str) -> Catalog:
    with (TRANSLATIONS / language / "codes.po").open("rb") as source:
        return read_po(source)


def _is_said(catalogue: Catalog, text: str | tuple[str, ...]) -> bool:
    message = catalogue.get(text if isinstance(text, str) else text[0])
    return (
        message is not None
        and bool(message.string)
        and (isinstance(message.string, str) or all(message.string))
    )


def _is_even(message: object) -> bool:
    """Codes have no gaps of their own; plural forms may leave the number out."""
    said, asked = message.string, message.id  # type: ignore[attr-defined]  # babel's Message
    if not isinstance(said, str) or not isinstance(asked, str) or " " not in asked:
        return True
    return _gaps(said) == _gaps(asked)


def _gaps(text: str) -> set[str]:
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


def _asked() -> dict[str | tuple[str, ...], str]:
    """Every text the templates and the pages ask for, with the file that asks."""
    methods = [("templates/**.html", "jinja2.ext.babel_extract"), ("web/**.py", "python")]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
    options = {"templates/**.html": {"silent": "false", "trimmed": "false"}}
    found = extract_from_dir(str(APPLICATION), methods, options, keywords)
    return {text: where for where, _line, text, _notes, _context in found if text}
