"""Text or JSON on stdout, one line on stderr, and exit codes a script can rely on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from incubator.cli import NOUNS
from tests.cli.conftest import Typed


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_explains_itself(noun: str, typed: Typed) -> None:
    result = typed(noun, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: ")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["clock", "set"], "Missing argument 'MOMENT'."),
        (["clock", "turn"], "No such command 'turn'."),
        (["clock"], "Missing command: set, show."),
        (["remindrs"], "No such command “remindrs”: did you mean “reminders”?"),
        (["clock", "show", "--jason"], "No such option '--jason'. Did you mean '--json'?"),
        (["user", "invite", "x@example.org"], "Missing option '--role'."),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(words: list[str], complaint: str, typed: Typed) -> None:
    result = typed(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(complaint)
    assert result.stderr.count("\n") == 1


def test_a_setting_that_makes_no_sense_is_one_line_and_exit_1(tmp_path: Path) -> None:
    environment = {"INCUBATOR_INSTANCE": str(tmp_path), "INCUBATOR_ZONE": "Mars/Olympus"}
    command = [sys.executable, "-m", "flask", "--app", "incubator", "clock", "show"]

    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "The configuration cannot be used: "
        "zone: names no time zone: Mars/Olympus; write one such as Europe/Paris.\n"
    )
