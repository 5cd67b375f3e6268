"""Look again at applications: what has become due, one call, or everything that waits for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import click
from sqlalchemy import func, or_, select

from incubator.actions.eligibility import looking
from incubator.actions.eligibility.standings import Change, Looked
from incubator.cli.output import OneLine, Verb, json_option, running, show
from incubator.clock import SystemClock
from incubator.store.calls import Call
from incubator.store.database import Database
from incubator.store.queries import standings

SHOWN = 20  # differences written out; all of them in JSON


@dataclass
class Tally:
    """What came of all pages so far."""

    total: int
    looked: int = 0
    left: int = 0
    differ: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def add(self, page: Looked, *, keep: int | None) -> None:
        self.looked += page.looked
        self.left += page.left
        self.differ += len(page.changes)
        self.verdicts.update(f"{one.before} → {one.after}" for one in page.changes)
        room = len(page.changes) if keep is None else max(0, keep - len(self.changes))
        self.changes += page.changes[:room]


@click.command(
    "reassess", cls=Verb, help="Assess again what has become due; with --call or --all, whatever waits."
)
@click.option("--call", "ref", metavar="CODE", help="Everything of this call that waits for a decision.")
@click.option("--all", "everything", is_flag=True, help="Everything that waits for a decision.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would differ; nothing is written.")
@json_option
def reassess(ref: str | None, everything: bool, is_dry: bool, as_json: bool) -> None:
    if ref and everything:
        raise click.UsageError("--call and --all: choose one of them.")
    made = running()
    at = made.clock.now()
    pages, total = _pages(made.database, at, ref=ref, everything=everything, is_dry=is_dry)
    tally = Tally(total)
    began = SystemClock().now()
    for page in pages:
        tally.add(page, keep=None if as_json else SHOWN)
        _tell(tally, since=began)
    show(_data(tally, at, is_dry=is_dry), _text(tally, is_dry=is_dry), as_json=as_json)


def _pages(
    database: Database, at: datetime, *, ref: str | None, everything: bool, is_dry: bool
) -> tuple[Iterator[Looked], int]:
    """And how many there are to look at."""
    with database.reading() as session:
        if not ref and not everything:
            return looking.due_pages(database, at=at, is_dry=is_dry), standings.count_due(session, at=at)
        call_id = None
        if ref:
            named = or_(func.lower(Call.code) == ref.lower(), Call.slug == ref.lower())
            call_id = session.scalar(select(Call.id).where(named))
            if call_id is None:
                raise OneLine(f"No call has the code {ref}.")
        total = standings.count_undecided(session, call_id=call_id)
    return looking.all_pages(database, at=at, call_id=call_id, is_dry=is_dry), total


def _tell(tally: Tally, *, since: datetime) -> None:
    """Progress, for whoever waits; standard output is left to the result."""
    done = tally.looked + tally.left
    seconds = (SystemClock().now() - since).total_seconds()
    speed = f", {done / seconds:,.0f} per second" if seconds > 0 else ""
    click.echo(f"{done:,} of {tally.total:,}{speed}; {tally.differ:,} differ", err=True)


def _data(tally: Tally, at: datetime, *, is_dry: bool) -> dict[str, Any]:
    return {
        "at": at.isoformat(), "dry_run": is_dry, "looked": tally.looked, "left": tally.left,
        "differ": tally.differ, "verdicts": dict(tally.verdicts),
        "changes": [
            {
                "ref": one.ref, "from": one.before, "to": one.after,
                "differences": [difference.as_json() for difference in one.differences],
            }
            for one in tally.changes
        ],
    }  # fmt: skip


def _text(tally: Tally, *, is_dry: bool) -> str:
    lead = "Nothing is written: this is a rehearsal.\n" if is_dry else ""
    left = f" {tally.left:,} decided ones are left as they are." if tally.left else ""
    lines = [f"{tally.looked:,} looked at, {tally.differ:,} differ.{left}"]
    lines += [f"  {number:,} {turn}" for turn, number in sorted(tally.verdicts.items())]
    lines += [f"{one.ref}: {one.before} → {one.after}: {_rules(one)}" for one in tally.changes]
    if tally.differ > len(tally.changes):
        lines.append(f"… and {tally.differ - len(tally.changes):,} more: --json says all of them.")
    return lead + "\n".join(lines)


def _rules(one: Change) -> str:
    return ", ".join(f"{each.rule} ({', '.join((*each.why, *each.facts))})" for each in one.differences)
