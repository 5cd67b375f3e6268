"""bin/mutate: change the core in thousands of small ways, and see which changes no test notices."""

from __future__ import annotations

import argparse
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from tests.mutation import again, copying, report, results
from tests.mutation.results import Module

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "mutation"
LEAST = 85.0
STEP = 20.0  # seconds between two lines of progress
INSTALL = "mutmut is not installed here. Run bin/mutate, or: pip install -e '.[mutate]'"


def main(words: list[str] | None = None) -> int:
    asked = _asked(words)
    if find_spec("mutmut") is None:
        raise SystemExit(INSTALL)
    copy: Path = asked.folder.resolve()
    if not asked.report:
        _prepare(copy, asked)
        judged = _judge(copy, _wanted(copy, asked), asked)
        left = {name for one in _wanted(copy, asked) for name, fate in one.fates.items() if _is_left(fate)}
        results.kill(copy, again.look(copy, left, judged, children=asked.children))
    return _tell(copy, _wanted(copy, asked))


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/mutate", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders of the core (all of it)")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants, the same ones every time")
    parser.add_argument("--children", type=int, default=2, metavar="N", help="judged at the same time (2)")
    parser.add_argument("--afresh", action="store_true", help="forget what was judged before")
    parser.add_argument("--report", action="store_true", help="judge nothing, print what is known")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the copy is kept (build/mutation)")
    asked = parser.parse_args(words)
    asked.paths = [path.resolve().relative_to(ROOT) for path in asked.paths]
    return asked


def _prepare(copy: Path, asked: argparse.Namespace) -> None:
    """What survived is judged again when a test has changed; what was killed stays killed."""
    if asked.afresh:
        copying.throw_away(copy)
    if copying.bring_up_to_date(ROOT, copy):
        results.forget(copy, _is_left)
    (copy / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    _make(copy, asked.children)


def _wanted(copy: Path, asked: argparse.Namespace) -> list[Module]:
    found = results.chosen(results.modules(copy), asked.paths)
    if asked.sample is None:
        return found
    names = sorted((name for one in found for name in one.names), key=_by_chance)
    return results.narrowed(found, set(names[: asked.sample]))


def _by_chance(name: str) -> str:
    """The same for each name, so that a larger sample holds the smaller one."""
    return sha256(name.encode()).hexdigest()


def _judge(copy: Path, wanted: list[Module], asked: argparse.Namespace) -> set[str]:
    """Whatever has no fate yet, and which these were."""
    waiting = [name for one in wanted for name in one.names if name not in one.fates]
    if not waiting:
        return set()
    names = copy / "waiting.txt"
    names.write_text("\n".join(waiting), "utf-8")
    print(f"Judging {len(waiting)} mutants, {asked.children} at a time...", file=sys.stderr, flush=True)
    with (copy / "mutmut.log").open("w") as log:
        words = [sys.executable, "tests/mutation/judging.py", "judge", str(names), str(asked.children)]
        with subprocess.Popen(words, cwd=copy, stdout=log, stderr=log) as judging:
            while _is_running(judging):
                _show_progress(copy, set(waiting))
    if judging.returncode:
        raise SystemExit(f"mutmut stopped before the end, {copy / 'mutmut.log'} says why.")
    return set(waiting)


def _is_running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(STEP)
    except subprocess.TimeoutExpired:
        return True
    return False


def _show_progress(copy: Path, waiting: set[str]) -> None:
    try:
        found = results.narrowed(results.modules(copy), waiting)
    except ValueError:  # just being written
        return
    judged, left = sum(len(one.fates) for one in found), sum(one.count(results.SURVIVED) for one in found)
    print(f"  {judged} of {len(waiting)}, {left} survived", file=sys.stderr, flush=True)


def _tell(copy: Path, modules: list[Module]) -> int:
    lines = list(report.survivors(copy, modules))
    (copy / "survivors.txt").write_text("\n".join([*lines, ""]), "utf-8")
    print("\n".join([*lines, "", *report.table(modules), ""]))
    reached = report.score(modules)
    if reached is None:
        print("Nothing was judged.")
        return 1
    print(f"{reached:.1f} % killed, wanted: {LEAST:g} %. What no test reaches counts as survived;")
    print("timeouts stand apart: whether such a change only slows or never ends is not known.")
    return 0 if reached >= LEAST else 1


def _is_left(fate: str) -> bool:
    return fate in (results.SURVIVED, results.UNCOVERED)


def _make(copy: Path, children: int) -> None:
    words = [sys.executable, "tests/mutation/judging.py", "make", str(children)]
    if subprocess.run(words, cwd=copy, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SystemExit("mutmut could not make the mutants, the reason is above.")


if __name__ == "__main__":
    sys.exit(main())
