"""What is done in one place only, and what is done nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.rooms import APPLICATION, TEMPLATES, TESTS, calls, files, inside

CLOCK = APPLICATION / "clock.py"
RANDOMNESS = {APPLICATION / "ids.py", APPLICATION / "settings.py"}
TIME = re.compile(r"(^|\.)(date\.today|datetime\.(now|utcnow|today)|time\.time|time\.localtime)$")
CHANCE = re.compile(r"\b(from (secrets|uuid) import|import (random|secrets|uuid)\b|os\.urandom|Random\(\))")
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)|<style|javascript:""", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"""(?:\b(?:src|action)\s*=|<link\b[^>]*\bhref\s*=|\burl\()\s*["']?(?:https?:)?//[^\s"')]*""",
    re.IGNORECASE,
)


def test_nothing_but_the_clock_asks_the_time() -> None:
    asked = [
        f"{inside(path)}:{line} {call}"
        for path in files(APPLICATION, ".py")
        for call, line in calls(path)
        if TIME.search(call) and path != CLOCK
    ]

    assert asked == []


def test_ids_and_secrets_come_from_one_source() -> None:
    """A `Random` made from a seed is fine: it draws the same every time."""
    drawn = [
        f"{inside(path)}: {found[0]}"
        for path in files(APPLICATION, ".py")
        for found in CHANCE.finditer(path.read_text("utf-8"))
        if path not in RANDOMNESS
    ]

    assert drawn == []


@pytest.mark.parametrize(
    "path", [p for p in files(TEMPLATES, ".html") if "letters" not in p.parts], ids=inside
)
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


def test_pages_load_nothing_from_another_host() -> None:
    loaded = [
        f"{inside(path)}: {found}"
        for path in files(TEMPLATES, ".html") + files(APPLICATION / "static", ".css", ".js")
        for found in ELSEWHERE.findall(path.read_text("utf-8"))
    ]

    assert loaded == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    left_out = [
        f"{inside(path)}: {found}"
        for path in files(TESTS, ".py")
        for found in re.findall(
            r"pytest\.(?:mark\.)?(?:skip\w*|xfail|importorskip)\b", path.read_text("utf-8")
        )
    ]

    assert left_out == []


def test_a_suppression_states_its_reason() -> None:
    silent = [
        f"{inside(path)}:{number}"
        for path in files(APPLICATION, ".py") + files(TESTS, ".py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"#\s*(type: ignore|noqa)(?!\[[\w, -]+\]\s+# \S|: [A-Z0-9, ]+[#-] \S)", line)
        and "re.search(" not in line
    ]

    assert silent == []
