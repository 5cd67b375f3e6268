"""What mutmut itself does, run inside the copy: python tests/mutation/judging.py WHAT …

It is no part of a package, so that nothing but the changed code is imported from there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from mutmut.__main__ import _run, create_mutants
from mutmut.configuration import config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.state import state
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

CHANGED = Path("mutants")


def make(children: str) -> None:
    """Writes every change, as one more function beside the right one."""
    CHANGED.mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(int(children))


def judge(names: str, children: str) -> None:
    """Runs the tests that reach each change, in processes forked after everything is imported."""
    _run(Path(names).read_text("utf-8").splitlines(), int(children))


def early(answer: str) -> None:
    """The functions that run while modules are imported and tests collected, so before the fork."""
    import pytest

    os.chdir(CHANGED)
    sys.path.insert(0, os.getcwd())
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    settings = config()
    code = pytest.main(
        ["--collect-only", "-q", *settings.pytest_add_cli_args, *settings.pytest_add_cli_args_test_selection]
    )
    if code:
        raise SystemExit(int(code))
    Path(answer).write_text(json.dumps(sorted(state()._stats)), "utf-8")


def show(names: str, answer: str) -> None:
    """The changed lines of each."""
    shown = {}
    for line in Path(names).read_text("utf-8").splitlines():
        name, path = line.split("\t")
        lines = get_diff_for_mutant(name, path=Path(path)).splitlines()
        shown[name] = [one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---")]
    Path(answer).write_text(json.dumps(shown), "utf-8")


WHAT: dict[str, Callable[..., None]] = {"make": make, "judge": judge, "early": early, "show": show}

if __name__ == "__main__":
    WHAT[sys.argv[1]](*sys.argv[2:])
