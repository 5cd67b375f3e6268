"""What people typed stays text: no link, no heading, no header, no HTML."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

import jinja2
import pytest

from incubator.notices import LETTERS, Letter, applying
from incubator.notices.phrases import clean, literal
from incubator.words import Words
from tests.notices.samples import SAMPLES
from tests.notices.test_letters import rendered

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[free](https://evil.example)",
    "<https://evil.example>", "![x](https://evil.example/x.png)", "# Heading", "**bold** _em_ `code`",
    "{{ link }}{% raw %}", "---", "\r\nBcc: all@example.org", "a\n---\nb\n\n# c", "\u202egnp.exe",
    "1. one", "| a | b |", "&lt;b&gt; &amp; \\", "[x]: https://evil.example", "~~~\ncode\n~~~",
    "\x00\x1b[31m",
)  # fmt: skip


def poisoned(letter: Letter, text: str) -> Letter:
    """The letter with every text a person may type replaced."""
    changed: dict[str, Any] = {}
    for field in fields(letter):
        value = getattr(letter, field.name)
        if isinstance(value, str) and field.name != "zone":
            changed[field.name] = text
        elif isinstance(value, Words):
            changed[field.name] = Words(text, text)
        elif isinstance(value, tuple) and value and isinstance(value[0], str | Words):
            changed[field.name] = tuple(Words(text, text) for _ in value)
    return replace(letter, **changed)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_hostile_text_makes_no_link_heading_or_element(text: str, language: str) -> None:
    for name, letter in SAMPLES.items():
        plain = rendered(letter, language)
        hostile = rendered(poisoned(letter, text), language, name=text)

        assert elements(hostile.html) <= elements(plain.html) | {"blockquote", "br"}, name
        assert hosts(hostile.html) == hosts(plain.html), name
        assert not re.search(r"[\x00-\x1f\x7f\u202e]", hostile.title), name


def elements(html: str) -> set[str]:
    return set(re.findall(r"<(\w+)", html))


def hosts(html: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="(\w+://[^/"]+)', html))


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_shows_what_was_typed(text: str) -> None:
    letter = replace(SAMPLES["withdrawn"], venture=text)

    assert clean(text) in rendered(letter, "en").text


def test_missing_value_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(TypeError, match="call"):
        applying.Withdrawn(ref="A", venture="B")  # type: ignore[call-arg]  # what is tested
    with pytest.raises(TypeError, match="give it a filter"):
        rendered(replace(SAMPLES["withdrawn"], ref=None), "en")
    with pytest.raises(jinja2.UndefinedError):
        jinja2.Environment(undefined=jinja2.StrictUndefined).from_string("{{ gone }}").render()


def test_two_letters_of_one_kind_are_refused() -> None:
    with pytest.raises(TypeError, match="two letters are called received"):
        type("Again", (Letter,), {"kind": "received", "link": "/"})
    assert LETTERS["received"] is applying.Received


def test_link_quotes_what_could_lead_elsewhere() -> None:
    assert replace(SAMPLES["withdrawn"], ref="../x?y#z").path == "/applications/..%2Fx%3Fy%23z"


def test_literal_text_of_several_lines_becomes_one() -> None:
    assert literal("a\n- b\u2028c") == "a \\- b c"
