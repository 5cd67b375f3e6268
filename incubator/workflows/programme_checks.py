"""What a programme file must not say: checks that look at several of its lines together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from incubator.errors import DefinitionError
from incubator.workflows.definitions import Loc, Problem, nearest
from incubator.workflows.eligibility.answers import AnswerIs, Declaration, Document, QuestionRule
from incubator.workflows.eligibility.applicants import Sector
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.question_checks import form_problems
from incubator.workflows.questions import Question
from incubator.workflows.reminders import ReminderRule
from incubator.workflows.terms import Length

# A condition due at one of these comes after the application: somebody has to see to it.
LATER = {"entry", "signature", "mid_programme"}


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
    for number, rule in enumerate(edition.rules):
        where: Loc = ("eligibility", number)
        if not rule.id:
            yield (*where, "id"), "is missing"
        for inner, part in _with_parts(where, rule):
            yield from _rule(inner, part, edition, named)


def _with_parts(where: Loc, rule: Rule) -> Iterator[tuple[Loc, Rule]]:
    yield where, rule
    parts = rule.parts if isinstance(rule, Group) else ()
    for number, part in enumerate(parts):
        yield from _with_parts((*where, "of") if rule.kind == "not" else (*where, "of", number), part)
    for name, condition in (("when", rule.when), ("unless", rule.unless)):
        if condition is not None:
            yield from _with_parts((*where, name), condition)


def _rule(where: Loc, rule: Rule, edition: Edition, named: frozenset[str]) -> Iterator[Problem]:
    late = sorted(LATER & set(rule.at))
    if late and rule.owner is None:
        yield (*where, "owner"), f"is missing: somebody must see to what is due at {late[0]}"
    if rule.kind == "judgement" and not rule.id:
        yield (*where, "id"), "is missing: a judgement is kept under it"
    if isinstance(rule, Sector):
        yield from _sectors(where, rule, edition)
    if isinstance(rule, QuestionRule):
        yield from _question(where, rule, edition, named)


def _sectors(where: Loc, rule: Sector, edition: Edition) -> Iterator[Problem]:
    """The fields a rule names are among those the form offers."""
    offered = {c.key for q in edition.questions if q.fact == "sector" for c in q.choices}
    for name in ("one_of", "none_of"):
        for key in getattr(rule, name):
            if offered and key not in offered:
                yield (*where, name), f"unknown field “{key}”{nearest(key, offered)}"


def _question(where: Loc, rule: QuestionRule, edition: Edition, named: frozenset[str]) -> Iterator[Problem]:
    question = edition.question(rule.question)
    if question is None:
        known = [question.key for question in edition.questions]
        if rule.question not in named:
            yield (*where, "question"), f"unknown question “{rule.question}”{nearest(rule.question, known)}"
    elif isinstance(rule, Document) and question.kind != "file":
        yield (*where, "question"), f"“{question.key}” does not ask for a file"
    elif isinstance(rule, Declaration) and question.kind != "yes_no":
        yield (*where, "question"), f"“{question.key}” is not answered by yes or no"
    elif isinstance(rule, AnswerIs):
        yield from _wanted(where, rule, question)


def _wanted(where: Loc, rule: AnswerIs, question: Question) -> Iterator[Problem]:
    wanted = rule.equal if isinstance(rule.equal, tuple) else (rule.equal,)
    offered = [choice.key for choice in question.choices]
    for value in wanted:
        if question.kind == "yes_no" and not isinstance(value, bool):
            yield (*where, "equal"), f"“{question.key}” is answered by yes or no: write true or false"
        elif question.kind in ("choice", "choices") and value not in offered:
            hint = nearest(str(value), offered)
            yield (*where, "equal"), f"“{value}” is no choice of “{question.key}”{hint}"
        elif question.kind not in ("yes_no", "choice", "choices"):
            yield (*where, "equal"), f"“{question.key}” has no fixed answers to compare with"


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
