"""The limits all kinds of rule share: on a date, on an amount, on a choice; each is tried on values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from incubator.cli.documents import toml
from incubator.cli.documents.markdown import table
from incubator.cli.documents.shown import edition, judged
from incubator.words import Words
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.bounds import Bound
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.terms import Length

DAY = timedelta(days=1)
AWARDED, LOOKED = date(2025, 2, 3), date(2000, 1, 1)
AGES: tuple[tuple[str, str], ...] = (
    ("under", "2 years"), ("at_most", "2 years"), ("at_least", "2 years"), ("over", "2 years"),
    ("within", "3 months"), ("ahead_at_least", "6 months"), ("ahead_at_most", "6 months"),
    ("before", "then"), ("by", "then"), ("since", "then"), ("after", "then"),
)  # fmt: skip
SIDES = ("before", "by", "since", "after")
AMOUNTS: tuple[Mapping[str, Any], ...] = tuple(
    {name: 10} for name in ("equal", "at_least", "at_most", "over", "under")
)
TRIED = (9, 10, 11)
OTHER_AMOUNTS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("requested_aid", {"at_most": "600000 EUR"}),
    ("requested_aid", {"at_most": {"share": "60 %", "of": "eligible_costs"}}),
    ("requested_aid", {"at_most": [{"value": "200000 EUR", "until": date(2023, 12, 31)},
                                   {"value": "300000 EUR", "since": date(2024, 1, 1)}]}),
    ("revenue", {"under": "3000 EUR per month"}),
)  # fmt: skip
CHOICES: tuple[tuple[Mapping[str, Any], tuple[Mapping[str, Any], ...]], ...] = (
    ({"fact": "biotech", "is": True}, ({"answers": {"biotech": True}}, {"answers": {"biotech": False}})),
    ({"fact": "law", "is": "private"}, ({"law": "private"}, {"law": "public"})),
    ({"fact": "sector", "one_of": ["health", "food"]}, ({"sector": "food"}, {"sector": "software"})),
    ({"fact": "sector", "none_of": ["health"]}, ({"sector": "food"}, {"sector": "health"})),
    ({"fact": "grants_held", "includes": ["erc", "anr"]},
     ({"grants_held": ["anr", "erc"]}, {"grants_held": ["erc"]})),
    ({"fact": "career_level", "scale": ["R1", "R2", "R3", "R4"], "from": "R3"},
     ({"career_level": "R4"}, {"career_level": "R2"}, {"career_level": "R9"})),
    ({"fact": "career_level", "scale": ["R1", "R2", "R3", "R4"], "up_to": "R2"},
     ({"career_level": "R2"}, {"career_level": "R3"})),
    ({"fact": "site", "same_as": "lab_site"},
     ({"site": "north", "answers": {"lab_site": "north"}},
      {"site": "north", "answers": {"lab_site": "south"}}, {"site": "north"})),
    ({"fact": "site", "not_same_as": "lab_site"}, ({"site": "north", "answers": {"lab_site": "south"}},
                                                   {"site": "north", "answers": {"lab_site": "north"}})),
    ({"fact": "site", "in_register": "labelled"},
     ({"site": "north", "registers": {"labelled": ["north", "east"]}},
      {"site": "west", "registers": {"labelled": ["north", "east"]}}, {"site": "north"})),
    ({"fact": "site", "not_in_register": "closed"},
     ({"site": "north", "registers": {"closed": ["west"]}},
      {"site": "west", "registers": {"closed": ["west"]}}, {"site": "west"})),
    ({"fact": "open_enrolments", "empty": True}, ({"open_enrolments": []}, {"open_enrolments": ["booster"]})),
)  # fmt: skip
LENGTHS = ("24 months", "18 months", "1 year 6 months", "2 weeks", "10 days", "1 month and 15 days")
WRITTEN_AMOUNTS = ("200000 EUR", "1500.50 EUR", "2000000 USD", "50 %", "3000 EUR per month", "4")
BOUNDS = ("2027-03-30", "then", "entry", "entry + 6 months", "call_closing - 3 years")


def written_values() -> Iterator[str]:
    """Lengths, amounts and days, as they are written and as they are said."""
    for name, words in (
        ("a length", [(text, Length.parse(text).words) for text in LENGTHS]),
        ("an amount", [(text, Amount.parse(text).words) for text in WRITTEN_AMOUNTS]),
        ("a day to compare with", [(text, Bound.parse(text).words) for text in BOUNDS]),
    ):
        rows = ((f"`{text}`", said.en, said.fr) for text, said in words)
        yield from table((name, "in English", "in French"), rows)


def dates() -> Iterator[str]:
    yield from (f"A doctorate of {AWARDED:%-d %B %Y}, judged on one day after another:", "")
    names = ("limit", "in English", "in French", "met when judged")
    yield from table(names, (_age(name, length) for name, length in AGES))
    yield from ("A day before, on or after a fixed one does not depend on when it is judged:", "")
    yield from table(("limit", "in English", "in French", "the eve", "that day", "the day after"),
                     (_side(name) for name in SIDES))  # fmt: skip


def amounts() -> Iterator[str]:
    names = ("limit", "in English", "in French", *(str(staff) for staff in TRIED))
    yield from table(names, (_amount(limit) for limit in AMOUNTS))
    yield from ("With a currency, as a share of another amount, changing on a day, for a period:", "")
    others = (_said({"rule": "amount", "fact": fact, **limit}, limit) for fact, limit in OTHER_AMOUNTS)
    yield from table(("limit", "in English", "in French"), others)


def choices() -> Iterator[str]:
    names = ("limits", "in English", "in French", "met", "unmet", "unknown")
    yield from table(names, (_choice(limits, tried) for limits, tried in CHOICES))


def _said(rule: Mapping[str, Any], limits: Mapping[str, Any]) -> tuple[str, str, str]:
    words: Words = edition(rule).rules[0].required(Labels())
    return f"`{toml.pairs(limits)}`", words.en, words.fr


def _amount(limit: Mapping[str, Any]) -> tuple[str, ...]:
    rule = {"rule": "amount", "fact": "staff", **limit}
    return *_said(rule, limit), *(judged(rule, {"staff": staff}, {}).result for staff in TRIED)


def _age(name: str, length: str) -> tuple[str, ...]:
    rule = {"rule": "date", "fact": "doctorate_on", name: length}
    return *_said(rule, {name: length}), "; ".join(_spans(rule)) or "never"


def _spans(rule: Mapping[str, Any]) -> Iterator[str]:
    """From flip to flip, as time passes."""
    on: date | None = LOOKED
    while on is not None:
        found = judged(rule, {"doctorate_on": AWARDED}, {"now": on})
        ends = found.flips_on
        if found.result == "met":
            from_ = "" if on == LOOKED else f"from {on} "
            yield f"{from_}until {ends - DAY}" if ends else f"{from_}on"
        on = ends


def _side(name: str) -> tuple[str, ...]:
    rule = {"rule": "date", "fact": "doctorate_on", name: AWARDED}
    days = (AWARDED - DAY, AWARDED, AWARDED + DAY)
    return *_said(rule, {name: AWARDED}), *(judged(rule, {"doctorate_on": on}, {}).result for on in days)


def _choice(limits: Mapping[str, Any], tried: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    """Each value stands in the column of what it is found to be."""
    rule = {"rule": "choice", **limits}
    found: dict[str, list[str]] = {"met": [], "unmet": [], "unknown": []}
    for facts in tried:
        found[judged(rule, facts, {}).result].append(f"`{toml.flat(facts)}`")
    return *_said(rule, limits), *("; ".join(texts) for texts in found.values())
