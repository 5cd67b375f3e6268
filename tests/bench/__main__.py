"""bin/bench: fill, measure, print; compare with the table that is kept, or replace it."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from incubator.clock import SystemClock
from tests.bench import postgresql, table
from tests.bench.results import Figure, Report, Setting, this_machine

ROOT = Path(__file__).resolve().parents[2]
KEPT, PAGE = ROOT / "docs" / "performance.json", ROOT / "docs" / "performance.md"
NAMES = (
    "http", "importing", "catalogue", "assessing", "standings", "planning", "ledger", "posting", "memory",
)  # fmt: skip
PARTS = tuple(name for name in NAMES if find_spec(f"tests.bench.{name}"))


def main(words: list[str] | None = None) -> int:
    asked = _asked(words)
    with postgresql.server() as server:
        report, failed = measured(server, asked.only or PARTS, is_quick=asked.quick, rows=asked.rows)
    print(table.as_text(report))
    for line in _since(report):
        print(line)
    if asked.json:
        write_json(report, asked.json)
    if failed:
        print(f"Not measured to the end, the reason is above: {', '.join(failed)}.", file=sys.stderr)
        return 1
    if asked.write:
        write_json(report, KEPT)
        write_page(report, PAGE)
    return 0


def measured(
    server: str, parts: Sequence[str], *, is_quick: bool, rows: int | None = None
) -> tuple[Report, list[str]]:
    """Each part in a folder of its own, and which of them failed; what it finds is shown as it comes."""
    figures, failed = [], []
    for name in parts:
        folder = Path(tempfile.mkdtemp(prefix=f"incubator-bench-{name}-"))
        try:
            measure: Callable[[Setting], Iterator[Figure]] = import_module(f"tests.bench.{name}").measure
            for figure in measure(Setting(folder, server, is_quick, rows)):
                figures.append(figure)
                print(f"  {figure.key}: {figure.value:g} {figure.unit}", file=sys.stderr, flush=True)
        except Exception:  # noqa: BLE001 - an hour of figures is not thrown away for one that fails
            traceback.print_exc()
            failed.append(name)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    report = Report(
        on=SystemClock().now().date(), is_quick=is_quick, machine=this_machine(server), figures=tuple(figures)
    )
    return report, failed


def write_json(report: Report, path: Path) -> None:
    path.write_text(json.dumps(report.as_json(), indent=1, ensure_ascii=False) + "\n", "utf-8")


def write_page(report: Report, path: Path) -> None:
    path.write_text(table.placed(path.read_text("utf-8"), table.as_markdown(report)), "utf-8")


def _since(report: Report) -> Iterator[str]:
    """Against the table that is kept."""
    met = [figure for figure in report.figures if figure.is_met is not None]
    yield f"\n{len(met) - len(table.missed(report))} of {len(met)} targets are met."
    if not KEPT.exists():
        return
    kept = Report.from_json(json.loads(KEPT.read_text("utf-8")))
    yield f"\nSince {kept.on.isoformat()}:"
    yield from (f"  {line}" for line in table.changes(kept, report) or ["no clear change"])


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measure the application beside its floor."
    )
    parser.add_argument("--quick", action="store_true", help="1,000 rows, short: shows that everything works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--write", action="store_true", help="replace the table of docs/performance.md")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument(
        "--rows", type=int, metavar="N", help="this many rows instead, to try the bench itself"
    )
    asked = parser.parse_args(words)
    if asked.write and (asked.quick or asked.only or asked.rows):
        parser.error("the table that is kept holds full runs only")
    return asked


if __name__ == "__main__":
    sys.exit(main())
