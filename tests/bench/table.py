"""The report as a table to read: printed, compared with the last one kept, written into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.bench.results import Figure, Report

BEGIN, END = "<!-- table -->", "<!-- end of table -->"
HEAD = ("what", "data", "measured", "floor", "ratio", "target", "")
WORSE, BETTER = 1.25, 0.8  # a change smaller than this is the machine's
MET = {True: "met", False: "missed", None: ""}


def rows_of(report: Report) -> list[tuple[str, ...]]:
    return [_row(figure) for figure in report.figures]


def as_text(report: Report) -> str:
    """Columns under one another, for a terminal."""
    return "\n".join([said_of(report), "", *_aligned([HEAD, *rows_of(report)])])


def as_markdown(report: Report) -> str:
    """Between the markers of docs/performance.md: one table per size of data."""
    parts = [said_of(report)]
    for title, figures in _grouped(report):
        parts += ["", f"### {title}", "", *_table([_row(figure, with_data=False) for figure in figures])]
    return "\n".join(parts)


def said_of(report: Report) -> str:
    machine = report.machine
    how = "a quick run, to see that everything works" if report.is_quick else "a full run"
    return (
        f"Measured on {report.on:%d %B %Y} ({how}): {machine.cores} cores, Python {machine.python}, "
        f"PostgreSQL {machine.postgresql}, SQLite {machine.sqlite}."
    )


def placed(page: str, table: str) -> str:
    """The page with this table between its markers."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after and END not in page:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def changes(old: Report, new: Report) -> list[str]:
    """What got clearly slower or faster, heavier or lighter, since the table that is kept."""
    held = {figure.key: figure for figure in old.figures}
    lines = []
    for figure in new.figures:
        before = held.get(figure.key)
        if before is None:
            lines.append(f"new: {figure.key}")
        elif told := _change(before, figure):
            lines.append(f"{told}: {figure.key}")
    gone = held.keys() - {figure.key for figure in new.figures}
    return lines + [f"not measured this time: {key}" for key in sorted(gone)]


def missed(report: Report) -> list[Figure]:
    return [figure for figure in report.figures if figure.is_met is False]


def _change(before: Figure, after: Figure) -> str:
    """Ratios are compared where there are any: the machine's own speed does not matter then."""
    if before.ratio is not None and after.ratio is not None:
        old, new, unit = before.ratio, after.ratio, "× the floor"
    else:
        old, new, unit = before.value, after.value, after.unit
    if not old or BETTER < new / old < WORSE:
        return ""
    is_better = (new < old) != after.unit.endswith("/s")
    return f"{'better' if is_better else 'worse'} ({old:g} -> {new:g} {unit})"


def _row(figure: Figure, *, with_data: bool = True) -> tuple[str, ...]:
    least = "≥" if figure.unit.endswith("/s") and figure.ratio is None else "≤"
    what = f"{figure.name} ({figure.note})" if figure.note else figure.name
    more = [f"{figure.queries} statements"] if figure.queries is not None else []
    more += [f"{figure.bytes / 1000:.1f} kB"] if figure.bytes is not None else []
    told = ", ".join([f"{_number(figure.value)} {figure.unit}", *more])
    data = f"{figure.rows:,} {figure.database or ''}".strip() if figure.rows else ""
    return (
        what,
        *([data] if with_data else []),
        told,
        f"{_number(figure.floor)} {figure.unit}" if figure.floor is not None else "",
        f"{figure.ratio:.2f}" if figure.ratio is not None else "",
        f"{least} {_number(figure.target)}" if figure.target is not None else "",
        MET[figure.is_met],
    )


def _grouped(report: Report) -> Iterator[tuple[str, list[Figure]]]:
    """In the order in which each size first appears; what has no size comes last."""
    groups: dict[str, list[Figure]] = {}
    for figure in report.figures:
        groups.setdefault(_title(figure), []).append(figure)
    last = groups.pop("Off HTTP and in general", [])
    yield from groups.items()
    if last:
        yield "Off HTTP and in general", last


def _title(figure: Figure) -> str:
    if figure.rows is None or figure.database is None:
        return "Off HTTP and in general"
    return f"{figure.rows:,} rows, {figure.database}"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    head = (HEAD[0], *HEAD[2:])
    return [_line(head), _line(("---",) * len(head)), *(_line(row) for row in rows)]


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    pad: Callable[[str, int], str] = str.ljust
    return ["  ".join(map(pad, row, widths)).rstrip() for row in rows]


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:g}"
