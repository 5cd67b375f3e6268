"""Pictures of every page for everybody, each page checked on the way: bin/shots --help."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from incubator.cli.catalogues import compile_catalogues
from tests.house.rooms import ROOT
from tests.shots import gallery, readme
from tests.shots.taking import demo, taken
from tests.shots.variants import EVERY, QUICK
from tests.shots.viewers import ROLES, VIEWERS
from tests.shots.walk import Report

MARK = "gallery.css"  # a folder that holds it was made here and may be emptied


def main(words: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(words)
    compile_catalogues()
    if asked.readme:
        with demo() as (house, scene):
            return readme.write(house, scene)
    folder, began = _emptied(Path(asked.folder)), time.monotonic()
    viewers = [viewer for viewer in VIEWERS if not asked.role or {viewer.role, viewer.key} & set(asked.role)]
    variants = QUICK if asked.quick else EVERY
    reports, complaint = taken(viewers, variants, folder, asked.page or [""], jobs=asked.jobs)
    seconds = time.monotonic() - began
    index = gallery.write(folder, reports, at=datetime.now().astimezone(), seconds=seconds)
    if complaint:
        print(complaint, file=sys.stderr)
    return _told(reports, index, seconds) or int(bool(complaint))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/shots", description=__doc__)
    parser.add_argument("folder", nargs="?", default=str(ROOT / "instance" / "shots"), help="where they go")
    keys = sorted({*ROLES, *(viewer.key for viewer in VIEWERS)})
    parser.add_argument(
        "--role", action="append", choices=keys, metavar="ROLE", help=f"one of {', '.join(keys)}"
    )
    parser.add_argument("--page", action="append", help="pages whose name holds this: staff.calls")
    parser.add_argument("--quick", action="store_true", help="French, light, wide: one picture of each page")
    parser.add_argument("--jobs", type=int, default=2, help="browsers at a time (2)")
    parser.add_argument("--readme", action="store_true", help="make the pictures of the README instead")
    return parser


def _emptied(folder: Path) -> Path:
    """Of earlier pictures only."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        sys.exit(f"{folder} holds something else than pictures of this command: choose another folder.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    return folder


def _told(reports: Sequence[Report], index: Path, seconds: float) -> int:
    problems = [problem for report in reports for problem in report.problems]
    pictures = sum(len(shown.pictures) for report in reports for shown in report.shown)
    for problem in problems:
        print(problem, file=sys.stderr)
    pages = sum(len(report.shown) for report in reports)
    print(f"{pages} pages, {pictures} pictures in {seconds:.0f} seconds, {len(problems)} problems: {index}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
