"""The bench itself works from end to end; how fast anything is, is never a test's business."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from incubator.running import Running
from incubator.settings import load_settings
from incubator.store.replay import disagreements
from tests.bench import http
from tests.bench.__main__ import main, write_page
from tests.bench.filling import fill
from tests.bench.results import Figure, Machine, Report
from tests.bench.table import BEGIN, END, as_markdown, changes, placed


def test_a_small_run_over_http_writes_a_report_that_reads_back(tmp_path: Path) -> None:
    kept = tmp_path / "report.json"

    code = main(["--quick", "--rows", "120", "--only", "http", "--json", str(kept)])

    report = Report.from_json(json.loads(kept.read_text("utf-8")))
    names = [figure.name for figure in report.figures]
    assert code == 0
    assert len(set(names)) == len(names)
    assert {"list, first page", "Today", "one move, done", "a move of many, undone"} <= set(names)
    assert [figure.name for figure in report.figures if figure.value <= 0] == []
    assert [figure.name for figure in report.figures if figure.floor and figure.queries == 0] == []


def test_what_is_filled_agrees_with_its_journal(sqlite_url: str, tmp_path: Path) -> None:
    running = Running(load_settings(instance=tmp_path, database_url=sqlite_url))

    fill(running, 200)

    with running.database.reading() as session:
        assert disagreements(session) == []
    running.database.dispose()


def test_a_change_is_told_by_its_ratio_when_there_is_one() -> None:
    old = _report(
        Figure("list", 9.0, "ms", ratio=3.0), Figure("rate", 200.0, "requests/s"), Figure("a", 1, "s")
    )
    new = _report(
        Figure("list", 30.0, "ms", ratio=3.1), Figure("rate", 100.0, "requests/s"), Figure("b", 1, "s")
    )

    told = changes(old, new)

    assert told == [
        "worse (200 -> 100 requests/s): rate",
        "new: b",
        "not measured this time: a",
    ]


@pytest.mark.parametrize(
    ("figure", "is_met"),
    [
        (Figure("ratio", 50.0, "ms", ratio=3.0, target=3), True),
        (Figure("ratio", 1.0, "ms", ratio=3.01, target=3), False),
        (Figure("rate", 200.0, "requests/s", target=200), True),
        (Figure("rate", 199.0, "requests/s", target=200), False),
        (Figure("size", 61.0, "kB", target=60), False),
        (Figure("free", 61.0, "kB"), None),
    ],
)
def test_a_target_is_met_or_missed(figure: Figure, is_met: bool | None) -> None:
    assert figure.is_met is is_met


def test_growth_compares_the_ratios_of_the_largest_and_the_smallest() -> None:
    small = Figure("list", 9.0, "ms", ratio=2.0, rows=1_000, database="PostgreSQL")
    large = Figure("list", 9.0, "ms", ratio=3.0, rows=100_000, database="PostgreSQL")

    grown = list(http.growth([small, large]))

    assert [(figure.name, figure.value, figure.is_met) for figure in grown] == [
        ("growth from 1,000 to 100,000: list", 1.5, False)
    ]


def test_the_page_gets_the_table_between_its_markers(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"Before\n{BEGIN}\nold\n{END}\nAfter\n", "utf-8")
    report = _report(Figure("list", 9.0, "ms", ratio=2.5, target=3, rows=1_000, database="PostgreSQL"))

    write_page(report, page)

    assert page.read_text("utf-8") == f"Before\n{BEGIN}\n\n{as_markdown(report)}\n\n{END}\nAfter\n"
    with pytest.raises(ValueError, match="has no"):
        placed("no markers", "table")


def _report(*figures: Figure) -> Report:
    return Report(date(2026, 11, 22), False, Machine(2, "3.11", "18.4", "3.40"), figures)
