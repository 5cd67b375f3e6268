"""What bin/mutate prints: the score, a table by module, what survived and how it was changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.results import KILLED, OTHER, SURVIVED, TIMEOUT, UNCOVERED, Module

COLUMNS = (KILLED, SURVIVED, UNCOVERED, TIMEOUT, OTHER)


def score(modules: list[Module]) -> float | None:
    """Killed, out of all that was judged; what no test reaches counts as survived, a timeout not at all."""
    killed = sum(one.count(KILLED) for one in modules)
    judged = killed + sum(one.count(SURVIVED) + one.count(UNCOVERED) for one in modules)
    return 100 * killed / judged if judged else None


def table(modules: list[Module]) -> Iterator[str]:
    yield f"| module | mutants | {' | '.join(COLUMNS)} | not judged | score |"
    yield f"| --- |{' ---: |' * (len(COLUMNS) + 3)}"
    for one in modules:
        yield _row(one.path.as_posix().removeprefix("incubator/workflows/"), [one])
    yield _row("**all**", modules)


def _row(name: str, modules: list[Module]) -> str:
    made, judged = sum(len(one.names) for one in modules), sum(len(one.fates) for one in modules)
    counts = [str(sum(one.count(fate) for one in modules)) for fate in COLUMNS]
    reached = score(modules)
    shown = "" if reached is None else f"{reached:.1f} %"
    return f"| {' | '.join([name, str(made), *counts, str(made - judged), shown])} |"


def survivors(copy: Path, modules: list[Module]) -> Iterator[str]:
    """Each with the lines that were changed."""
    left = [
        (name, one.path, fate)
        for one in modules
        for name, fate in one.fates.items()
        if fate not in (KILLED, TIMEOUT)
    ]
    changes = _changes(copy, [(name, path) for name, path, _ in left])
    for name, path, fate in left:
        function, _, number = name.rpartition(".")[2].partition("__mutmut_")
        said = function.removeprefix("x").strip("ǁ_").replace("ǁ", ".").removesuffix("__inside")
        yield f"{path.as_posix()}: {said} [{number}] {fate}"
        yield from (f"    {line}" for line in changes[name])


def _changes(copy: Path, left: list[tuple[str, Path]]) -> dict[str, list[str]]:
    names, answer = copy / "names.txt", copy / "changes.json"
    names.write_text("".join(f"{name}\t{path}\n" for name, path in left), "utf-8")
    subprocess.run(
        [sys.executable, "tests/mutation/judging.py", "show", str(names), str(answer)], cwd=copy, check=True
    )
    changes: dict[str, list[str]] = json.loads(answer.read_text("utf-8"))
    return changes
