"""What the rules of an edition must not say: a fact nobody knows, a choice nobody offers, another sort."""

from __future__ import annotations

from collections.abc import Iterator

from incubator.workflows.definitions import Loc, Problem, nearest
from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.kinds.amounts import AmountRule
from incubator.workflows.eligibility.kinds.choices import ChoiceRule
from incubator.workflows.eligibility.kinds.dates import DateRule
from incubator.workflows.eligibility.kinds.lists import DocumentRule
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.eligibility.sorts import Sort, sort_of, sort_of_question
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

# A condition due at one of these comes after the application: somebody has to see to it.
LATER = {"entry", "signature", "mid_programme"}
SORTS: dict[type[Rule], Sort] = {DateRule: "date", AmountRule: "amount", ChoiceRule: "choice"}
LIMITS = ("is_", "one_of", "none_of", "includes", "from_", "up_to")


def rule_problems(edition: Edition, *, named: frozenset[str]) -> Iterator[Problem]:
    """`named`: questions the file names, even those too broken to be read."""
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
    if type(rule) in SORTS:
        yield from _fact(where, rule, edition, named)
    if isinstance(rule, DocumentRule):
        yield from _document(where, rule, edition)


def _fact(where: Loc, rule: Rule, edition: Edition, named: frozenset[str]) -> Iterator[Problem]:
    name: str = rule.fact  # type: ignore[attr-defined]  # the three kinds of SORTS have it
    wanted, question = SORTS[type(rule)], edition.question(name)
    if name not in FACTS and question is None:
        if name not in named:
            known = (*FACTS, *(question.key for question in edition.questions))
            yield (*where, "fact"), f"unknown fact or question “{name}”{nearest(name, known)}"
        return
    found = sort_of(Facts, name) if name in FACTS else sort_of_question(question) if question else wanted
    if found != wanted:
        yield (*where, "rule"), f'“{name}” is a matter of {found}: write rule = "{found}"'
    elif isinstance(rule, ChoiceRule):
        yield from _choices(where, rule, name, edition)


def _choices(where: Loc, rule: ChoiceLimits, name: str, edition: Edition) -> Iterator[Problem]:
    """The keys a rule names are among those the form offers."""
    asked = [q for q in edition.questions if name in (q.key, q.fact)]
    offered = {choice.key for question in asked for choice in question.choices}
    for limit in LIMITS:
        value = getattr(rule, limit)
        for key in value if isinstance(value, tuple) else (value,):
            problem = _choice(key, asked, offered) if key is not None else ""
            if problem:
                yield (*where, limit.rstrip("_")), problem


def _choice(key: str | bool, asked: list[Question], offered: set[str]) -> str:
    if any(question.kind == "yes_no" for question in asked) and not isinstance(key, bool):
        return f"“{asked[0].key}” is answered by yes or no: write is = true or is = false"
    if offered and key not in offered:
        return f"“{key}” is no choice of “{asked[0].key}”{nearest(str(key), offered)}"
    return ""


def _document(where: Loc, rule: DocumentRule, edition: Edition) -> Iterator[Problem]:
    for kind in (rule.document,) if isinstance(rule.document, str) else rule.document:
        question = edition.question(kind)
        if question is not None and question.kind != "file":
            yield (*where, "document"), f"“{kind}” does not ask for a file"
