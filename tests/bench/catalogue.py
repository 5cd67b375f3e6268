"""How long it takes to read the programmes that ship, and one with a problem in it."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from incubator import programme_files
from incubator.workflows.catalogue import ProgrammeFileError, load
from tests.bench.results import Figure, Setting

FOLDER = Path(__file__).parents[2] / "config" / "programmes"
IMPORT = (
    "import time; begun = time.process_time(); import incubator.workflows.catalogue; "
    "print(time.process_time() - begun)"
)


def measure(setting: Setting) -> Iterator[Figure]:
    texts = {file.name: file.read_text("utf-8") for file in programme_files.shipped(FOLDER)}
    times = 3 if setting.is_quick else 15
    rounds = [_round(texts) for _ in range(times)]
    floor, read, told = (median(each) * 1e3 for each in zip(*rounds, strict=True))
    imported = median(_import() for _ in range(1 if setting.is_quick else 3)) * 1e3
    yield Figure(
        "load the catalogue", read, "ms", floor=floor, target=300,
        note="every programme file that ships, read, checked and put together; the floor is tomllib alone",
    )  # fmt: skip
    yield Figure(
        "import what loads the catalogue", imported, "ms", target=300,
        note="once in the life of a process: the rule language and pydantic with it",
    )  # fmt: skip
    yield Figure(
        "tell the problems of one file", told, "ms", floor=floor,
        note="ten keys misspelt in the longest file, each told with its line",
    )  # fmt: skip


def _round(texts: dict[str, str]) -> tuple[float, float, float]:
    """The three one after the other, so that a busy minute touches them alike."""
    longest = max(texts.values(), key=len).replace("\nlabel =", "\nlabl =", 10)
    return (
        _seconds(lambda: [tomllib.loads(text) for text in texts.values()]),
        _seconds(lambda: programme_files.catalogue(FOLDER)),
        _seconds(lambda: _told(longest)),
    )


def _told(text: str) -> int:
    try:
        load(text, "broken.toml")
    except ProgrammeFileError as error:
        return len(error.lines)
    raise AssertionError("the file was right")


def _seconds(act: Callable[[], object]) -> float:
    """In processor time."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _import() -> float:
    command = [sys.executable, "-c", IMPORT]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
