"""Every letter, in both languages, word for word.

After changing words on purpose: REFRESH_LETTERS=1 bin/test tests/notices/test_letters.py
and read the difference before committing it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from incubator.notices import LETTERS, Letter, Rendered, render
from incubator.notices.rendering import TEMPLATES
from tests.notices.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"
CASES = [(name, language) for name in SAMPLES for language in ("fr", "en")]


def rendered(letter: Letter, language: str, name: str = "Ève Martin") -> Rendered:
    return render(
        letter, language, origin="https://incubator.example.org", organisation="Biocluster",
        reply_to="programmes@example.org", name=name,
    )  # fmt: skip


@pytest.mark.parametrize(("name", "language"), CASES)
def test_letter_says_word_for_word_what_its_golden_file_says(name: str, language: str) -> None:
    letter = rendered(SAMPLES[name], language)
    written = f"{letter.title}\n\n{letter.text}"
    file = GOLDEN / f"{name}.{language}.txt"
    if os.environ.get("REFRESH_LETTERS"):
        file.write_text(written, "utf-8")

    assert written == file.read_text("utf-8")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_letter_is_small_and_leads_to_one_place(name: str, language: str) -> None:
    letter = rendered(SAMPLES[name], language)

    assert letter.html.count('class="button"') == 1
    assert f'href="https://incubator.example.org{SAMPLES[name].path}"' in letter.html
    assert len(letter.html.encode()) < 60_000
    assert not re.search(r"<(img|script|link|style|iframe)|\bon\w+=|\{\{|\{%", letter.html)
    assert "\n\n\n" not in letter.text
    assert 10 < len(letter.title) < 90


@pytest.mark.parametrize(("name", "language"), [case for case in CASES if case[1] == "fr"])
def test_french_letter_keeps_its_typography(name: str, language: str) -> None:
    letter = rendered(SAMPLES[name], language)

    assert not re.search(r" [;:!?»%€]|« |[a-zà-ÿ][?!;]|'|·[a-z]", letter.title + letter.text)


def test_every_letter_has_a_sample_and_its_words_in_both_languages() -> None:
    kinds = {name.split(".")[0] for name in SAMPLES}
    templates = {path.name for path in TEMPLATES.iterdir()}

    assert kinds == set(LETTERS)
    assert templates == {f"{kind}.{language}.txt" for kind in {*kinds, "frame"} for language in ("fr", "en")}
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.{language}.txt" for name, language in CASES}


def test_only_letters_that_open_an_account_are_secret() -> None:
    assert {kind for kind, letter in LETTERS.items() if letter.is_secret} == {"sign_in", "invitation"}
