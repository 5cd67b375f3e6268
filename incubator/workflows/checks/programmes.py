"""What a programme file must not say: checks that look at several of its lines together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from incubator.errors import DefinitionError
from incubator.workflows.checks.names import Named, elsewhere
from incubator.workflows.checks.questions import form_problems
from incubator.workflows.checks.rules import rule_problems
from incubator.workflows.definitions import Loc, Problem
from incubator.workflows.problems import in_two
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.terms import Length


def problems_in(programme: Programme, *, named: Sequence[Named]) -> list[Problem]:
    """`named` are the questions each edition names, even those too broken to be read."""
    keys, days = zip(*((edition.key, edition.dated) for edition in programme.editions), strict=True)
    found = list(_repeated(("edition",), keys, "key", "editions have the key"))
    found += _same_day(programme, days)
    for number, edition in enumerate(programme.editions):
        rules = _rules(edition, named[number], elsewhere(programme.editions, edition))
        inside = [*_course(edition), *form_problems(edition, named[number]), *rules, *_reminders(edition)]
        found += [(("edition", number, *where), why) for where, why in inside]
    return found


def _repeated(where: Loc, keys: Sequence[str], key: str, what: str) -> Iterator[Problem]:
    """Told where it comes the second time."""
    seen: set[str] = set()
    for number, name in enumerate(keys):
        if name and name in seen:
            yield (*where, number, key), f"two {what} “{name}” — give this one another"
        seen.add(name)


def _same_day(programme: Programme, days: Sequence[date]) -> Iterator[Problem]:
    """Nobody could say which of the two is the latest."""
    first: dict[date, str] = {}
    for number, (edition, dated) in enumerate(zip(programme.editions, days, strict=True)):
        if first.setdefault(dated, edition.key) != edition.key:
            why = f"edition “{first[dated]}” starts on {dated} too"
            yield ("edition", number, "dated"), f"{why} — give one of the two another day"


def _course(edition: Edition) -> Iterator[Problem]:
    """Stages, term and extension make a course that can be followed to its end."""
    try:
        _ = edition.machine
    except DefinitionError as error:
        yield (
            ("stages",),
            in_two(f"{error.words.en.rstrip('.')} — write them as docs/add-a-programme.md shows"),
        )
    if edition.extension is None:
        return
    if edition.term is None:
        yield ("extension",), 'there is no term to extend — write term = "12 months", or remove extension'
    elif _days(edition.extension.asks_before) > _days(edition.term):
        yield ("extension", "asks_before"), f"is longer than the term — write less than “{edition.term}”"


def _days(length: Length) -> int:
    """Only to compare two lengths: a month counts as 30 days."""
    return length.months * 30 + length.days


def _rules(edition: Edition, named: Named, others: Mapping[str, str]) -> Iterator[Problem]:
    yield from _repeated(("eligibility",), [rule.id for rule in edition.rules], "id", "rules have the id")
    yield from rule_problems(edition, named=named, elsewhere=others)


def _reminders(edition: Edition) -> Iterator[Problem]:
    """A reminder comes before its deadline, and its deadline can come."""
    kinds = [rule.kind for rule in edition.reminders]
    yield from _repeated(("reminder",), kinds, "kind", "reminders are of kind")
    for number, rule in enumerate(edition.reminders):
        where: Loc = ("reminder", number)
        if rule.is_too_late:
            why = f"“{rule.offset}” is after the deadline it reminds of ({rule.anchor})"
            yield (*where, "offset"), f"{why} — write a moment before it: “7 days before”"
        span = _span(edition, rule.anchor)
        if span is not None and -rule.offset.in_hours > _days(span) * 24:
            why = f"“{rule.offset}” is earlier than the {span} before {rule.anchor}"
            yield (*where, "offset"), f"{why} — write less than “{span} before”"
        if reason := _never(edition, rule.anchor):
            yield (*where, "anchor"), f"{rule.anchor} never comes: {reason} — remove this reminder, or add it"


def _span(edition: Edition, anchor: str) -> Length | None:
    """How long the thing lasts that the reminder comes at the end of."""
    spans = {
        "enrolment_end": edition.term,
        "confirm_by": edition.confirm_within,
        "review_due": edition.review_every,
    }
    return spans.get(anchor)


def _never(edition: Edition, anchor: str) -> str:
    if anchor in ("enrolment_end", "coaching_unused") and edition.term is None:
        return "this edition has no term"
    if anchor == "review_due" and edition.review_every is None:
        return "this edition has no review_every"
    if anchor in ("coaching_low", "coaching_unused") and edition.coaching_half_days is None:
        return "this edition has no coaching budget"
    if anchor == "confirm_by" and "confirmation" not in edition.stages:
        return "this edition has no confirmation stage"
    return ""
