"""What the rules of an edition must not say: a fact nobody knows, a choice nobody offers, another sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incubator.workflows.checks.names import CALLED, Form, Named, limit_problems, unit_of
from incubator.workflows.definitions import Hint, Loc, Problem
from incubator.workflows.eligibility.choosing import ChoiceLimits
from incubator.workflows.eligibility.dating import DateLimits
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.kinds.amounts import AmountRule
from incubator.workflows.eligibility.kinds.choices import ChoiceRule
from incubator.workflows.eligibility.kinds.dates import DateRule
from incubator.workflows.eligibility.kinds.documents import DocumentRule
from incubator.workflows.eligibility.kinds.lists import Count, ListRule
from incubator.workflows.eligibility.kinds.sums import Sum
from incubator.workflows.eligibility.kinds.times import Time
from incubator.workflows.eligibility.measuring import AmountLimits
from incubator.workflows.eligibility.references import LATER
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.eligibility.sorts import Sort, item_of
from incubator.workflows.eligibility.where import Where
from incubator.workflows.problems import Why, one_of
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

SORTS: dict[type[Rule], Sort] = {DateRule: "date", AmountRule: "amount", ChoiceRule: "choice"}
LIMITS = ("is_", "one_of", "none_of", "includes", "from_", "up_to")


def rule_problems(edition: Edition, *, named: Named, elsewhere: Mapping[str, str]) -> Iterator[Problem]:
    """`elsewhere`: questions that other editions of the file ask, and which of them."""
    form = Form(edition, named, elsewhere)
    for number, rule in enumerate(edition.rules):
        where: Loc = ("eligibility", number)
        if not rule.id:
            yield (*where, "id"), 'is missing — write id = "…": findings and waivers are kept under it'
        for inner, part in _with_parts(where, rule):
            yield from _rule(inner, part, form)


def _with_parts(where: Loc, rule: Rule) -> Iterator[tuple[Loc, Rule]]:
    yield where, rule
    parts = rule.parts if isinstance(rule, Group) else ()
    for number, part in enumerate(parts):
        yield from _with_parts((*where, "of") if rule.kind == "not" else (*where, "of", number), part)
    for name, condition in (("when", rule.when), ("unless", rule.unless)):
        if condition is not None:
            yield from _with_parts((*where, name), condition)


def _rule(where: Loc, rule: Rule, form: Form) -> Iterator[Problem]:
    late = sorted(LATER & set(rule.at))
    if late and rule.owner is None:
        due = f"somebody must see to what is due at {late[0]}"
        yield (*where, "owner"), f'is missing: {due} — write owner = "founders", "manager" or "director"'
    if rule.kind == "judgement" and not rule.id and len(where) > 2:
        yield (*where, "id"), 'is missing — write id = "…": the judgement is kept under it'
    if type(rule) in SORTS:
        yield from _fact(where, rule, form)
    if isinstance(rule, ListRule):
        yield from _list(where, rule, form)
    if isinstance(rule, DocumentRule):
        yield from _document(where, rule, form)


def _fact(where: Loc, rule: Rule, form: Form) -> Iterator[Problem]:
    name: str = rule.fact  # type: ignore[attr-defined]  # the three kinds of SORTS have it
    wanted, found = SORTS[type(rule)], form.sort(name)
    if not form.is_known(name):
        yield (*where, "fact"), form.unknown(name)
    elif found is not None and found != wanted:
        yield (*where, "rule"), _another_sort(name, wanted, found)
    elif isinstance(rule, AmountRule):
        yield from limit_problems(where, rule, form.unit(name), form)
    elif isinstance(rule, DateRule):
        yield from _dates(where, rule, form)
    elif isinstance(rule, ChoiceRule):
        yield from _choices(where, rule, name, form)


def _another_sort(name: str, wanted: Sort, found: Sort) -> str:
    instead = f'rule = "count" and of = "{name}"' if found == "list" else f'rule = "{found}" and its limits'
    return f'“{name}” is {CALLED[found]}, and rule = "{wanted}" judges {CALLED[wanted]} — write {instead}'


def _dates(where: Loc, limits: DateLimits, form: Form) -> Iterator[Problem]:
    if limits.extended is not None:
        yield from form.fits((*where, "extended", "per"), limits.extended.per, "amount")


def _choices(where: Loc, rule: ChoiceLimits, name: str, form: Form) -> Iterator[Problem]:
    """The keys a rule names are among those the form offers."""
    asked, offered = form.asking(name), form.offered(name)
    for limit in LIMITS:
        value = getattr(rule, limit)
        listed = isinstance(value, tuple)
        for number, key in enumerate(value if listed else (value,)):
            problem = _choice(key, asked, offered) if key is not None else ""
            if problem:
                yield (*where, limit.rstrip("_"), *((number,) if listed else ())), problem
    yield from _compared(where, rule, form)


def _compared(where: Loc, rule: ChoiceLimits, form: Form) -> Iterator[Problem]:
    for name in ("same_as", "not_same_as"):
        other = getattr(rule, name)
        if other is not None and not form.is_known(other):
            yield (*where, name), form.unknown(other)


def _choice(key: str | bool, asked: list[Question], offered: set[str]) -> Why:
    if any(question.kind == "yes_no" for question in asked) and not isinstance(key, bool):
        return f"“{asked[0].key}” is answered by yes or no — write is = true or is = false"
    if offered and key not in offered:
        return Hint(f"“{key}” is no choice of “{asked[0].key}”", str(key), offered)
    return ""


def _list(where: Loc, rule: ListRule, form: Form) -> Iterator[Problem]:
    item = item_of(rule.of)
    if isinstance(rule, Time) and "first_on" not in item.model_fields:
        yield (*where, "of"), f'“{rule.of}” have no first and last day — write of = "stays"'
    if isinstance(rule, Count):
        yield from limit_problems(where, rule, "number", form)
    if isinstance(rule, Sum):
        yield from limit_problems(where, rule, unit_of(item, rule.field), form, of_all=True)
        if rule.plus is not None:
            yield from form.fits((*where, "plus"), rule.plus, "amount")
        if rule.per is not None and rule.per not in item.model_fields:
            yield (*where, "per"), Hint(f"unknown field “{rule.per}”", rule.per, tuple(item.model_fields))
    yield from _where((*where, "where"), Where.of(item, rule.where), item, form)


def _where(where: Loc, tests: Where, item: type[Item], form: Form) -> Iterator[Problem]:
    for name, test in tests.tests:
        at = (*where, name)
        if isinstance(test, AmountLimits):
            yield from limit_problems(at, test, unit_of(item, name), form)
        elif isinstance(test, DateLimits):
            yield from _dates(at, test, form)
        else:
            yield from _compared(at, test, form)


def _document(where: Loc, rule: DocumentRule, form: Form) -> Iterator[Problem]:
    alone = isinstance(rule.document, str)
    for number, kind in enumerate((rule.document,) if isinstance(rule.document, str) else rule.document):
        at: Loc = (*where, "document") if alone else (*where, "document", number)
        question = form.questions.get(kind)
        if question is not None and question.kind != "file":
            asks = [key for key, one in form.questions.items() if one.kind == "file"]
            yield at, f"“{kind}” does not ask for a file — {one_of(asks)}"
        elif removed := form.removed(kind):
            yield at, removed
