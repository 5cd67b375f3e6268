"""The pictures as pages to leaf through: one for each person, links in place of filters, no script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from tests.shots.variants import Variant
from tests.shots.walk import Problem, Report, Shown

STYLE = """
:root { color-scheme: light dark;
  --line: light-dark(#d5dae1, #2c3844); --quiet: light-dark(#4a5563, #b3bec9); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 100rem; padding-inline: 1.5rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-block: .75rem; }
nav.filter { position: sticky; top: 0; padding-block: .5rem; background: Canvas;
  border-bottom: 1px solid var(--line); }
[aria-current] { font-weight: 700; }
section { border-top: 1px solid var(--line); padding-block: 1rem; scroll-margin-top: 4rem; }
h2 { font-size: 1.125rem; margin: 0; }
code, .quiet { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: .75rem; }
figure { margin: 0; }
img { display: block; width: 11.5rem; height: 13rem; object-fit: cover; object-position: top;
  border: 1px solid var(--line); }
.w320 img { width: 6rem; }
figcaption { font-size: .8125rem; color: var(--quiet); }
table { border-collapse: collapse; }
td, th { text-align: start; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line); }
.wrong li { margin-block: .25rem; }
"""
FILTERS = ("fr", "en", "light", "dark", "w1280", "w320")
HIDE = "".join(f"body:has(#{one}:target) figure:not(.{one}) {{ display: none; }}" for one in FILTERS)


def write(folder: Path, reports: Sequence[Report], *, at: datetime, seconds: float) -> Path:
    """index.html, and beside it one page per person."""
    (folder / "gallery.css").write_text(STYLE + HIDE + "\n", "utf-8")
    for report in reports:
        (folder / f"{report.viewer.key}.html").write_text(_person(report, reports), "utf-8")
    index = folder / "index.html"
    index.write_text(_index(reports, at=at, seconds=seconds), "utf-8")
    return index


def _index(reports: Sequence[Report], *, at: datetime, seconds: float) -> str:
    problems = [problem for report in reports for problem in report.problems]
    rows = "".join(
        f'<tr><th scope="row"><a href="{report.viewer.key}.html">{report.viewer.key}</a></th>'
        f"<td>{report.viewer.role}</td><td>{len(report.shown)}</td><td>{_pictures(report)}</td>"
        f"<td>{len(report.problems)}</td></tr>"
        for report in reports
    )
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Person", "Role", "Pages", "Pictures", "Problems")
    )
    count = sum(len(report.shown) for report in reports), sum(_pictures(report) for report in reports)
    return _page(
        "Every page, for everybody",
        f'<p class="quiet">{count[0]} pages, {count[1]} pictures, made on {at:%d %B %Y at %H:%M} '
        f"in {seconds:.0f} seconds.</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_wrong(problems)}",
    )


def _person(report: Report, reports: Sequence[Report]) -> str:
    others = "".join(
        f'<a href="{one.viewer.key}.html"{_current(one is report)}>{one.viewer.key}</a>' for one in reports
    )
    marks = "".join(f'<span id="{one}"></span>' for one in FILTERS)
    filters = "".join(f'<a href="#{one}">{one.removeprefix("w")}</a>' for one in FILTERS)
    contents = "".join(
        f'<a href="#{_anchor(number)}">{escape(shown.name)}</a>' for number, shown in enumerate(report.shown)
    )
    sections = "".join(_section(_anchor(number), shown) for number, shown in enumerate(report.shown))
    return _page(
        f"{report.viewer.key}, {report.viewer.role}",
        f'<nav aria-label="People"><a href="index.html">Everybody</a>{others}</nav>{marks}'
        f'<nav class="filter" aria-label="Variants">Only: {filters}<a href="#">all</a></nav>'
        f"<details><summary>{len(report.shown)} pages</summary><nav>{contents}</nav></details>"
        f"{_wrong(report.problems)}{sections}",
    )


def _section(anchor: str, shown: Shown) -> str:
    figures = "".join(_figure(variant, name) for variant, name in shown.pictures)
    return (
        f'<section id="{anchor}"><h2>{escape(shown.name)}</h2><code>{escape(shown.path)}</code>'
        f'<div class="row">{figures}</div></section>'
    )


def _figure(variant: Variant, name: str) -> str:
    return (
        f'<figure class="{variant.language} {variant.theme} w{variant.width}"><a href="{escape(name)}">'
        f'<img src="{escape(name)}" alt="{variant}" loading="lazy"></a>'
        f"<figcaption>{variant}</figcaption></figure>"
    )


def _wrong(problems: Sequence[Problem]) -> str:
    if not problems:
        return "<p>Nothing is wrong.</p>"
    said = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    return f'<h2>Wrong: {len(problems)}</h2><ul class="wrong">{said}</ul>'


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="gallery.css"></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def _pictures(report: Report) -> int:
    return sum(len(shown.pictures) for shown in report.shown)


def _anchor(number: int) -> str:
    return f"page-{number + 1}"


def _current(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""
