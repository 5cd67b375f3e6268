"""Rules of every kind and applicants made up at random, and the same applicants while less is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as some

from incubator.workflows.eligibility import Assessment, Facts, References, assess, read_facts
from incubator.workflows.eligibility.references import local_day
from incubator.workflows.programme import Edition
from tests.workflows.eligible import PARIS, edition, words

Written = dict[str, Any]
Rules = some.SearchStrategy[Written]

ALWAYS_THE_SAME = settings(derandomize=True, database=None, deadline=None, max_examples=60)
TRAPS = (
    "2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01", "2026-11-30", "2026-12-31",
    "2027-01-31", "2027-02-28", "2027-03-28", "2027-03-30", "2027-03-31", "2027-10-31", "2028-02-29",
)  # fmt: skip
INSTANTS = tuple(
    datetime.fromisoformat(text).astimezone(UTC)
    for text in ("2027-03-30T12:00+02:00", "2027-03-27T23:30+01:00", "2027-03-28T00:30+01:00",
                 "2027-10-31T00:30+02:00", "2027-10-31T23:30+01:00", "2028-02-29T08:00+01:00")
)  # fmt: skip
LENGTHS = ("1 day", "29 days", "1 month", "3 months", "11 months 5 days", "12 months", "2 years", "36 months")
REFERENCES = (
    "submission",
    "call_closing",
    "committee",
    "entry",
    "signature",
    "now",
    "2027-06-30",
    "2026-12-31",
)
BOUNDS = (
    "then",
    "2027-03-30",
    "2024-02-29",
    "entry",
    "entry + 6 months",
    "call_closing - 2 years",
    "committee",
)
KEYS = ("a", "b", "c")
NO_COMPANY = ("natural_person", "project_of_company_in_formation")
OF_THE_COMPANY = ("registered_on", "statutes_signed_on", "activity_started_on")
FAR = "2999-01-01"

days = some.sampled_from(TRAPS) | some.dates(date(2023, 1, 1), date(2030, 12, 31)).map(date.isoformat)
keys = some.sampled_from(KEYS)
lengths = some.sampled_from(LENGTHS)
euros = some.integers(0, 6).map(lambda n: f"{n * 50} EUR") | some.sampled_from(
    ["50 USD", "51 EUR", "99.5 EUR"]
)
shares = some.integers(0, 10).map(lambda n: f"{n * 10} %")
numbers = some.integers(0, 4)
sets = some.lists(keys, min_size=1, max_size=2, unique=True)

# What each fact, answer and field may hold.
DATES = (*OF_THE_COMPANY, "doctorate_on", "salary_secured_until", "when")
MONEY = ("private_funds", "requested_aid", "eligible_costs")
COUNTED = ("staff", "trl", "break_years")
CHOSEN: dict[str, some.SearchStrategy[Any]] = {
    "sector": keys, "law": some.sampled_from(["private", "public"]), "site": keys,
    "grants_held": some.lists(keys, max_size=2),
    "applicant_kind": some.sampled_from(["legal_person", *NO_COMPANY]), "ready": some.booleans(),
    "several": some.lists(keys, min_size=1, max_size=2),
}  # fmt: skip
FIELDS: dict[str, dict[str, some.SearchStrategy[Any]]] = {
    "documents": {"kind": keys, "issued_on": days, "valid_until": days, "issuer": keys, "issuer_site": keys,
                  "signed_by": some.lists(keys, max_size=2), "is_firm": some.booleans()},
    "aids": {"granted_on": days, "amount": euros, "regime": keys},
    "stays": {"first_on": days, "last_on": days, "place": keys, "activity": keys},
    "publications": {"status": keys, "author_rank": numbers, "on": days},
    "budget": {"category": keys, "amount": euros, "on": days, "payer": keys, "hours": numbers},
    "holdings": {"holder": keys, "kind": keys, "share": shares},
    "team": {"role": keys, "time": shares, "on_site": some.booleans()},
}  # fmt: skip
ADDED = {"aids": "amount", "budget": "amount", "holdings": "share"}
QUESTIONS = (
    {"key": "when", "kind": "date", "label": words("When")},
    {"key": "costs", "kind": "money", "label": words("Costs")},
    {"key": "ready", "kind": "yes_no", "label": words("Ready")},
    {"key": "kids", "kind": "number", "label": words("Children")},
    {"key": "several", "kind": "text", "label": words("Several")},
)


@dataclass(frozen=True)
class World:
    """Everything there is to know on one instant."""

    facts: Written
    references: dict[str, date] = field(default_factory=dict)
    now: datetime = INSTANTS[0]

    @property
    def today(self) -> date:
        return local_day(self.now, PARIS)

    @property
    def known(self) -> Facts:
        return read_facts(self.facts)

    def judged(self, by: Edition, *, facts: Facts | None = None) -> Assessment:
        known = self.known if facts is None else facts
        return assess(by, known, References(**self.references), now=self.now, zone=PARIS)

    def on(self, day: date) -> World:
        """The same in the middle of a later day."""
        return replace(self, now=datetime.combine(day, time(12), ZoneInfo(PARIS)))


def rulebook(*rules: Written) -> Edition:
    return edition(*({"id": f"r{number}", **rule} for number, rule in enumerate(rules)), questions=QUESTIONS)


@some.composite
def _some(
    draw: some.DrawFn, of: Mapping[str, some.SearchStrategy[Any]], least: int = 0, most: int = 2
) -> Written:
    """A few of these."""
    names = (
        draw(some.lists(some.sampled_from(sorted(of)), min_size=least, max_size=most, unique=True))
        if of
        else ()
    )
    return {name: draw(of[name]) for name in names}


def _limits(of: Mapping[str, some.SearchStrategy[Any]]) -> some.SearchStrategy[Written]:
    return _some(of, least=1)


LENGTH_LIMITS = ("under", "at_most", "at_least", "over", "within", "ahead_at_least", "ahead_at_most")
bounds = some.sampled_from(BOUNDS)
date_limits = _limits(
    {**dict.fromkeys(LENGTH_LIMITS, lengths), **dict.fromkeys(("before", "by", "since", "after"), bounds)}
)
extended = some.fixed_dictionaries(
    {"by": lengths, "per": some.sampled_from(["break_years", "kids"])},
    optional={"at_most": some.integers(1, 2)},
)


@some.composite
def amount_limits(draw: some.DrawFn, unit: str, bases: tuple[str, ...] = ()) -> Written:
    value = {"EUR": euros, "%": shares, "": numbers}[unit]
    share = (
        some.fixed_dictionaries({"share": shares, "of": some.sampled_from(bases)})
        if bases
        else some.nothing()
    )
    since, until = (
        some.dates(date(2024, 1, 1), date(2028, 1, 1)),
        some.dates(date(2028, 1, 1), date(2030, 1, 1)),
    )
    dated = some.fixed_dictionaries({"value": value}, optional={"since": since, "until": until})
    limit = value | dated | share
    names = ("equal", "at_least", "at_most", "over", "under")
    return draw(_limits(dict.fromkeys(names, limit | some.lists(limit, min_size=1, max_size=2))))


@some.composite
def choice_limits(draw: some.DrawFn, value: some.SearchStrategy[Any]) -> Written:
    one = draw(value)
    if isinstance(one, bool):
        return {"is": one}
    key = one[0] if isinstance(one, list) and one else "a" if isinstance(one, list) else one
    scale = some.sampled_from(["from", "up_to"]).map(lambda name: {"scale": list(KEYS), name: "b"})
    limits = _limits({
        "is": some.just(key), "one_of": some.just([key]) | sets, "none_of": sets, "includes": sets,
        "same_as": some.just("site"), "not_same_as": some.just("sector"), "empty": some.booleans(),
        "in_register": some.just("labelled"), "not_in_register": some.just("labelled"),
    })  # fmt: skip
    return draw(scale | limits)


@some.composite
def where(draw: some.DrawFn, of: str) -> Written:
    fields = FIELDS[of]
    tests: dict[str, some.SearchStrategy[Any]] = {}
    for name, value in fields.items():
        if value is days:
            tests[name] = date_limits
        elif value in (euros, shares, numbers):
            tests[name] = amount_limits({id(euros): "EUR", id(shares): "%", id(numbers): ""}[id(value)])
        else:
            tests[name] = choice_limits(value)
    tests.pop("last_on", None)  # a stay without a last day goes on: that is known
    return draw(_some(tests))


@some.composite
def dates(draw: some.DrawFn) -> Written:
    rule = {"rule": "date", "fact": draw(some.sampled_from(DATES)), **draw(date_limits)}
    if {"under", "at_most", "within"} & set(rule) and draw(some.booleans()):
        rule["extended"] = draw(extended)
    return rule


@some.composite
def amounts(draw: some.DrawFn) -> Written:
    units = {**dict.fromkeys((*MONEY, "costs"), "EUR"), **dict.fromkeys(COUNTED, ""), "research_share": "%"}
    fact, unit = draw(some.sampled_from(sorted(units.items())))
    return {"rule": "amount", "fact": fact, **draw(amount_limits(unit, MONEY if unit == "EUR" else ()))}


@some.composite
def choices(draw: some.DrawFn) -> Written:
    fact = draw(some.sampled_from(sorted(CHOSEN)))
    return {"rule": "choice", "fact": fact, **draw(choice_limits(CHOSEN[fact]))}


@some.composite
def counts(draw: some.DrawFn) -> Written:
    of = draw(some.sampled_from(sorted(FIELDS)))
    rule = {"rule": "count", "of": of, "where": draw(where(of)), **draw(amount_limits(""))}
    if draw(some.booleans()):
        rule["distinct"] = draw(some.sampled_from(sorted(set(FIELDS[of]) - {"signed_by", "last_on"})))
    return rule


@some.composite
def sums(draw: some.DrawFn) -> Written:
    of = draw(some.sampled_from(sorted(ADDED)))
    unit, more = ("%", {}) if of == "holdings" else ("EUR", {"plus": some.just("requested_aid")})
    per = some.sampled_from(sorted(name for name, value in FIELDS[of].items() if value is keys))
    limits = amount_limits(unit, ("all", *MONEY) if unit == "EUR" else ("all",))
    rule = {"rule": "sum", "of": of, "field": ADDED[of], "where": draw(where(of)), **draw(limits)}
    return {**rule, **draw(_some({"per": per, **more}))}


@some.composite
def documents(draw: some.DrawFn) -> Written:
    found = draw(_some({"distinct": some.just("issuer"), "where": where("documents")}))
    found.get("where", {}).pop("kind", None)
    return {
        "rule": "document",
        "document": draw(keys | sets),
        **found,
        **draw(some.just({}) | amount_limits("")),
    }


@some.composite
def times(draw: some.DrawFn) -> Written:
    limit = draw(some.sampled_from(["at_most", "under", "at_least", "never"]))
    rule: Written = {"rule": "time", "where": draw(where("stays")), limit: limit == "never" or draw(lengths)}
    return {**rule, **draw(_some({"over": lengths}))}


day_rules = _limits(
    dict.fromkeys(("before", "by", "since", "after"), some.sampled_from(BOUNDS[1:]))
).map(lambda limits: {"rule": "day", **limits})  # fmt: skip
judgements = keys.map(lambda key: {"rule": "judgement", "id": key, "words": words("Judged")})
singles: Rules = some.one_of(
    dates(), amounts(), choices(), counts(), sums(), documents(), times(), day_rules, judgements
)


@some.composite
def _under_conditions(draw: some.DrawFn, inner: Rules) -> Written:
    """With its own dates and conditions, more often without."""
    rule = dict(draw(inner))
    if draw(some.integers(0, 3)) == 0:
        rule["at"] = draw(some.lists(some.sampled_from(REFERENCES), min_size=1, max_size=2, unique=True))
        rule["owner"] = "manager"
    for name in ("when", "unless"):
        if draw(some.integers(0, 5)) == 0:
            rule[name] = draw(singles)
    return rule


@some.composite
def _tree(draw: some.DrawFn, depth: int) -> Written:
    """A rule, or a group of them."""
    kind = draw(some.sampled_from(["single", "single", "all", "any", "not"])) if depth else "single"
    if kind == "single":
        return draw(singles)
    if kind == "not":
        return {"rule": "not", "of": draw(_under_conditions(_tree(depth - 1)))}
    of = draw(some.lists(_under_conditions(_tree(depth - 1)), min_size=1, max_size=3))
    return {
        "rule": kind,
        "of": of,
        **({"at_least": draw(some.integers(1, len(of)))} if kind == "any" else {}),
    }


rules: Rules = _under_conditions(_tree(2))


_values: dict[str, some.SearchStrategy[Any]] = {
    **dict.fromkeys(DATES, days), **dict.fromkeys(MONEY, euros), **dict.fromkeys(COUNTED, numbers),
    "research_share": shares, "costs": some.integers(0, 300), "kids": numbers, **CHOSEN,
}  # fmt: skip
ANSWERS = tuple(question["key"] for question in QUESTIONS)
TOGETHER = {"applicant_kind": ("registered_on",), **dict.fromkeys(OF_THE_COMPANY, ("applicant_kind",))}
often = some.integers(0, 7).map(bool)


@some.composite
def _entry(draw: some.DrawFn, of: str) -> Written:
    return {name: draw(value) for name, value in FIELDS[of].items() if draw(often)}


@some.composite
def worlds(draw: some.DrawFn, rule: Written) -> World:
    """All that the rule may look at, most of it known.

    Sound: a company exists when it applies, a person who applies without one has none for a long time.
    """
    now = draw(some.sampled_from(INSTANTS) | some.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1)).map(
        lambda one: one.replace(tzinfo=UTC)))  # fmt: skip
    named = set(_texts(rule))
    references = draw(_references(now, named))
    sent_on = references.get("submission", now).astimezone(ZoneInfo(PARIS)).date()
    return World(_sound(draw(_facts(named)), sent_on), references, now)


@some.composite
def _facts(draw: some.DrawFn, named: set[str]) -> Written:
    named |= {"stays"} if "time" in named else set()
    named |= {"documents"} if "document" in named else set()
    wanted = named | {name for one in sorted(named) for name in TOGETHER.get(one, ())}
    facts = {name: draw(_values[name]) for name in sorted(wanted & set(_values)) if draw(often)}
    for name in sorted(wanted & set(FIELDS)):
        if draw(often):
            facts[name] = draw(some.lists(_entry(name), max_size=3))
    answers = {name: facts.pop(name) for name in ANSWERS if name in facts}
    judgements = {key: draw(some.booleans()) for key in KEYS if "judgement" in wanted and draw(often)}
    registers = {"labelled": draw(sets)} if "labelled" in wanted and draw(often) else {}
    return {**facts, "answers": answers, "judgements": judgements, "registers": registers}


@some.composite
def _references(draw: some.DrawFn, now: datetime, named: set[str]) -> dict[str, Any]:
    near = some.integers(-700, 700).map(lambda n: now + timedelta(days=n))
    dated = near | near.map(lambda one: local_day(one, PARIS)) | days.map(date.fromisoformat)
    names = [name for name in ("call_closing", "committee", "entry", "signature") if name in named]
    references = {name: draw(dated) for name in names if draw(often)}
    if draw(some.booleans()):
        references["submission"] = now - timedelta(days=draw(some.integers(1, 400)))
    return references


def _texts(value: Any) -> Iterator[str]:
    """Every word of a rule, its bounds taken apart: entry + 6 months names entry."""
    if isinstance(value, str):
        yield from value.split(maxsplit=1)[:1]
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)


def _sound(facts: Written, sent_on: date) -> Written:
    kind = facts.get("applicant_kind")
    for name in OF_THE_COMPANY:
        if name in facts and kind in NO_COMPANY:
            facts[name] = FAR
        if name in facts and kind == "legal_person" and name != "activity_started_on":
            facts[name] = min(facts[name], sent_on.isoformat())
    return facts


Case = tuple[Written, World]
cases: some.SearchStrategy[Case] = rules.flatmap(lambda rule: some.tuples(some.just(rule), worlds(rule)))


@some.composite
def forgotten(draw: some.DrawFn, world: World) -> World:
    """The same while less is known: facts, fields, answers and later dates left out, no entry less."""
    forget = some.integers(0, 2).map(lambda n: n == 0)

    def less(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            kept = (key for key in value if (name, key) == ("stays", "last_on") or not draw(forget))
            return {key: less(value[key], key) for key in kept}
        if isinstance(value, list) and name in FIELDS:
            return [less(one, name) for one in value]
        return value

    later = {name for name, on in world.references.items() if _is_later(on, world)}
    gone = {name for name in sorted(later) if draw(forget)}
    references = {name: on for name, on in world.references.items() if name not in gone}
    return replace(world, facts=less(world.facts), references=references)


def _is_later(on: date, world: World) -> bool:
    return on > world.now if isinstance(on, datetime) else on > world.today
