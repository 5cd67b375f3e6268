"""What a programme file must not say: checks that look at several of its lines together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from incubator.errors import DefinitionError
from incubator.workflows.definitions import Loc, Problem
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.question_checks import form_problems
from incubator.workflows.reminders import ReminderRule
from incubator.workflows.rule_checks import rule_problems
from incubator.workflows.terms import Length


def problems_in(programme: Programme, *, named: frozenset[str] = frozenset()) -> list[Problem]:
    """`named` are the questions the file names, even those too broken to be read."""
    keys = [edition.key for edition in programme.editions]
    found = list(_repeated(("edition",), keys, "two editions have the key"))
    for number, edition in enumerate(programme.editions):
        inside = [*_course(edition), *form_problems(edition), *_rules(edition, named), *_reminders(edition)]
        found += [(("edition", number, *where), why) for where, why in inside]
    return found


def _repeated(where: Loc, keys: Iterable[str], what: str) -> Iterator[Problem]:
    for key, count in Counter(key for key in keys if key).items():
        if count > 1:
            yield where, f"{what} “{key}”"


def _course(edition: Edition) -> Iterator[Problem]:
    """Stages, term and extension make a course that can be followed to its end."""
    try:
        _ = edition.machine
    except DefinitionError as error:
        yield ("stages",), error.words.en
    if edition.extension is None:
        return
    if edition.term is None:
        yield ("extension",), "there is no term to extend"
    elif _days(edition.extension.asks_before) > _days(edition.term):
        yield ("extension", "asks_before"), "is longer than the term"


def _days(length: Length) -> int:
    """Only to compare two lengths: a month counts as 30 days."""
    return length.months * 30 + length.days


def _rules(edition: Edition, named: frozenset[str]) -> Iterator[Problem]:
    yield from _repeated(("eligibility",), [rule.id for rule in edition.rules], "two rules have the id")
    yield from rule_problems(edition, named=named)


def _reminders(edition: Edition) -> Iterator[Problem]:
    """A reminder comes before its deadline, and its deadline can come."""
    yield from _repeated(("reminder",), [rule.kind for rule in edition.reminders], "two reminders of kind")
    for number, rule in enumerate(edition.reminders):
        where: Loc = ("reminder", number)
        if _is_too_late(rule):
            yield (*where, "offset"), f"“{rule.offset}” is after the deadline it reminds of ({rule.anchor})"
        span = _span(edition, rule.anchor)
        if span is not None and -rule.offset.in_hours > _days(span) * 24:
            yield (*where, "offset"), f"“{rule.offset}” is earlier than the {span} before {rule.anchor}"
        if reason := _never(edition, rule.anchor):
            yield (*where, "anchor"), f"{rule.anchor} never comes: {reason}"


def _is_too_late(rule: ReminderRule) -> bool:
    if rule.offset == rule.deadline:
        return rule.offset.hours != 0
    return rule.offset.in_hours > rule.deadline.in_hours


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
