"""Compute a term from its first day, and show the arithmetic."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from incubator.cli.output import group, json_option, show
from incubator.errors import DefinitionError
from incubator.workflows.terms import Length, Term, compute_term


class DayType(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:  # one way to write a day, not every ISO form
            self.fail(f"“{value}” is not a date: write for example 2026-06-01.", param, ctx)
        return day


class LengthType(click.ParamType[Length]):
    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Length:
        try:
            return Length.parse(value)
        except DefinitionError as error:
            self.fail(error.words.en, param, ctx)


class DaysType(click.ParamType[tuple[date, date]]):
    """A first and a last day, both counted."""

    name = "YYYY-MM-DD..YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        first, separator, last = value.partition("..")
        if not separator:
            self.fail(f"“{value}” is not two dates: write for example 2026-08-01..2026-08-14.", param, ctx)
        day = DayType()
        days = (day.convert(first, param, ctx), day.convert(last, param, ctx))
        if days[1] < days[0]:
            self.fail(f"“{value}” ends before it begins: swap the two dates.", param, ctx)
        return days


commands = terms = group("terms", "Compute a term and show the arithmetic.")


@commands.command("compute")
@click.option("--start", required=True, type=DayType(), help="The first day.")
@click.option("--length", required=True, type=LengthType(), help="For example “6 months”.")
@click.option("--extension", "extensions", multiple=True, type=LengthType(), help="One for each extension.")
@click.option("--pause", "pauses", multiple=True, type=DaysType(), help="Two days, both counted.")
@json_option
def compute(
    start: date, length: Length, extensions: tuple[Length, ...], pauses: tuple[tuple[date, date], ...],
    as_json: bool,
) -> None:  # fmt: skip
    """Say the last day of a term, always counted from its first day."""
    term = compute_term(start, length, extensions=extensions, pauses=pauses)
    show(document(term), term.words.en, as_json=as_json)


def document(term: Term) -> dict[str, Any]:
    """The JSON of a term; days as YYYY-MM-DD."""
    steps = [
        {"what": step.what, "months": step.months, "days": step.days, "last_day": step.last_day}
        for step in term.steps
    ]
    return {"start": term.start, "last_day": term.last_day, "steps": steps, "sentence": term.words}
