"""A second look at what survived: some code runs before mutmut switches its change on.

mutmut forks each judgement from a process that has imported everything and collected the tests. What runs
meanwhile (machines and tables built on import, answers kept by caches, cases written at collection) runs
unchanged there, so a change in it cannot be seen. Such a mutant is judged again by a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PATIENCE = 120  # seconds


def look(copy: Path, names: Iterable[str], judged: set[str], *, children: int) -> set[str]:
    """Those that some test notices after all; nothing is looked at twice until it is judged anew."""
    seen = set(_read(copy / "seen.json", [])) - judged
    early = set(_early(copy))
    blind = sorted(name for name in names if name not in seen and _function(name) in early)
    if blind:
        print(f"Looking again at {len(blind)} that also run before tests do...", file=sys.stderr, flush=True)
    reaching = _read(copy / "mutants" / "mutmut-stats.json", {}).get("tests_by_mangled_function_name", {})
    with ThreadPoolExecutor(children) as pool:
        tests = [_files(copy, name, reaching.get(_function(name), [])) for name in blind]
        noticed = list(pool.map(lambda name, files: _is_noticed(copy, name, files), blind, tests))
    (copy / "seen.json").write_text(json.dumps(sorted(seen | set(blind))), "utf-8")
    return {name for name, is_noticed in zip(blind, noticed, strict=True) if is_noticed}


def _function(name: str) -> str:
    return name.partition("__mutmut_")[0]


def _files(copy: Path, name: str, reaching: Iterable[str]) -> list[str]:
    """The files of the tests that reach it, and those named after its module."""
    module = _function(name).rpartition(".")[0].rpartition(".")[2]
    named = {str(path.relative_to(copy)) for path in copy.glob(f"tests/workflows/test_{module}*.py")}
    return sorted(named | {test.partition("::")[0] for test in reaching})


def _early(copy: Path) -> Any:
    answer = copy / "early.json"
    subprocess.run(
        [sys.executable, "tests/mutation/judging.py", "early", str(answer)],
        cwd=copy, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return _read(answer, [])


def _read(path: Path, otherwise: Any) -> Any:
    return json.loads(path.read_text("utf-8")) if path.exists() else otherwise


def _is_noticed(copy: Path, name: str, tests: list[str]) -> bool:
    if not tests:
        return False
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    words += ["-p", "tests.mutation.few", "--hypothesis-profile=mutation"]
    try:
        done = subprocess.run(
            words,
            cwd=copy / "mutants",
            env=os.environ | {"MUTANT_UNDER_TEST": name, "PYTHONPATH": str(copy / "mutants")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode != 0
