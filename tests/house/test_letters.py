"""Every letter is written in both languages and kept as a golden file in both."""

from __future__ import annotations

import pytest

from incubator.notices import LETTERS
from incubator.words import LANGUAGES
from tests.house.rooms import TEMPLATES, TESTS

FRAME = "frame"  # the greeting and the signature around every letter


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_a_letter_is_written_in_both_languages(kind: str, language: str) -> None:
    title, _, body = (TEMPLATES / "letters" / f"{kind}.{language}.txt").read_text("utf-8").partition("\n")

    assert title.strip()
    assert body.startswith("\n")
    assert body.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_its_golden_file_and_every_golden_file_its_letter(language: str) -> None:
    golden = {path.name.split(".")[0] for path in (TESTS / "notices" / "golden").glob(f"*.{language}.*")}

    assert golden == set(LETTERS)


def test_no_words_are_left_of_a_letter_that_is_gone() -> None:
    written = {path.name.split(".")[0] for path in (TEMPLATES / "letters").glob("*.txt")}

    assert written - {FRAME} == set(LETTERS)
