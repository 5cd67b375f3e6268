"""The rules of real programmes with their cases, and every rule that differs from one of them by a hair."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from incubator.errors import DefinitionError
from incubator.workflows.eligibility import Finding
from incubator.workflows.eligibility.amounts import PERCENT, Amount
from incubator.workflows.eligibility.dating import AGES, AHEAD, SIDES
from incubator.workflows.eligibility.measuring import SAID
from incubator.workflows.terms import Length
from tests.workflows.eligible import finding_of, instant

Case = dict[str, Any]
Written = dict[str, Any]
Altered = Iterator[tuple[str, Any]]  # what was changed, and how the rule or the value then reads

FOLDER = Path(__file__).parents[1] / "corpus"
SENT = date(2027, 3, 30)
STRICTER = {
    "under": "at_most", "at_most": "under", "over": "at_least", "at_least": "over",
    "before": "by", "by": "before", "since": "after", "after": "since",
}  # fmt: skip
MEASURES = {*SAID, *AGES, *AHEAD, *SIDES}
KEYS = ("one_of", "none_of", "includes", "document")
INSIDE = ("of", "when", "unless", "where", "extended")
REMOVABLE = ("when", "unless", "plus", "distinct", "per", "where", "extended")


@dataclass(frozen=True)
class Corpus:
    """One rule of a règlement: as TOML, and what it must find."""

    ref: str
    rule: Written
    cases: tuple[Case, ...]

    def fails(self, rule: Written) -> bool:
        """Whether some case comes out otherwise when the rule reads like this."""
        return any(outcome(rule, case) != expected(case) for case in self.cases)


def rules() -> list[Corpus]:
    files = (tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml")))
    return [Corpus(one["ref"], one["is"], tuple(one["cases"])) for file in files for one in file["rule"]]


def found_in(rule: Written, case: Case) -> Finding:
    dates = dict(case.get("at", {}))
    return finding_of(rule, facts=case["facts"], now=instant(dates.pop("now", SENT)), **dates)


def outcome(rule: Written, case: Case) -> tuple[Any, ...]:
    found = found_in(rule, case)
    return found.result, found.deferred, found.flips_on if "flips_on" in case else None


def expected(case: Case) -> tuple[Any, ...]:
    return case["result"], case.get("deferred", False), case.get("flips_on")


class Moved(Length):
    """A length that ends a day beside its true end: no length written in months can say that."""

    __slots__ = ("by",)
    by: int

    @classmethod
    def of(cls, length: Length, by: int) -> Moved:
        moved = cls(length.months, length.days)
        object.__setattr__(moved, "by", by)
        return moved

    def after(self, start: date) -> date:
        return super().after(start) + timedelta(days=self.by)

    def before(self, end: date) -> date:
        return super().before(end) - timedelta(days=self.by)


def altered(rule: Written) -> Altered:
    """The rule with one limit a day, a euro or a step away, one key less, one condition less."""
    for name, value in rule.items():
        for said, other in _other(rule, name, value):
            yield f"{name} {said}", {**rule, name: other}
    if "rule" in rule or "per" not in rule:  # what events add has neither a stricter form nor a part to leave
        yield from _looser(rule)
    if rule.get("never"):
        yield "at most one day", {**{key: rule[key] for key in rule if key != "never"}, "at_most": "1 day"}


def _looser(rule: Written) -> Altered:
    for name, other in STRICTER.items():
        is_window = rule.get("rule") == "time" and name == "over"
        if name in rule and other not in rule and not is_window:
            yield f"{name} -> {other}", {other if key == name else key: rule[key] for key in rule}
    for name in REMOVABLE:
        if name in rule:
            yield f"without {name}", {key: rule[key] for key in rule if key != name}


def _other(rule: Written, name: str, value: Any) -> Altered:
    if name in INSIDE and not isinstance(value, str):
        return _inside(value)
    if name in ("from", "up_to"):
        return _other_steps(rule["scale"], value)
    if name in MEASURES or (name == "by" and "per" in rule):
        return _other_limits(rule, name, value)
    is_field = "rule" not in rule and "share" not in rule and name not in ("per", "value", "until")
    if name in KEYS or name == "is" or is_field:
        return _other_keys(value)
    return iter(())


def _inside(value: Any) -> Altered:
    """A rule, a table of limits, or several rules."""
    if isinstance(value, Mapping):
        yield from altered(dict(value))
        return
    for number, part in enumerate(value):
        for said, other in altered(part):
            yield f"{number + 1}: {said}", [*value[:number], other, *value[number + 1 :]]


def _other_keys(value: Any) -> Altered:
    if isinstance(value, bool):
        yield "turned around", not value
    elif isinstance(value, str):
        yield "another key", f"not-{value}"
    elif isinstance(value, list):
        for key in value:
            yield f"without {key}", [one for one in value if one != key] or [f"not-{key}"]
    elif isinstance(value, Mapping):
        yield from altered(dict(value))


def _other_steps(scale: list[str], value: str) -> Altered:
    place = scale.index(value)
    return ((f"-> {scale[one]}", scale[one]) for one in (place - 1, place + 1) if 0 <= one < len(scale))


def _other_limits(rule: Written, name: str, value: Any) -> Altered:
    length = _length(value)
    if length is not None:
        return _other_lengths(length, is_plain="extended" in rule or "per" in rule)
    return _other_days(value) if name in SIDES else _other_amounts(value)


def _length(value: Any) -> Length | None:
    try:
        return Length.parse(value) if isinstance(value, str) else None
    except DefinitionError:
        return None


def _other_lengths(length: Length, *, is_plain: bool) -> Altered:
    """What events make longer is added up anew, so it must be a plain length: longer only."""
    yield "+1 day", Length(length.months, length.days + 1) if is_plain else Moved.of(length, 1)
    if not is_plain:
        yield "-1 day", Moved.of(length, -1)


def _other_days(value: Any) -> Altered:
    if isinstance(value, date):
        yield from ((f"{by:+} day", value + timedelta(days=by)) for by in (-1, 1))
    elif value != "then" and not any(sign in value for sign in "+-"):
        yield from ((f"{sign} 1 day", f"{value} {sign} 1 day") for sign in "+-")


def _other_amounts(value: Any) -> Altered:
    """One amount, one table, or several of them."""
    if isinstance(value, Mapping):
        yield from _other_table(dict(value))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            for said, other in _other_amounts(one):
                yield f"{number + 1}: {said}", [*value[:number], other, *value[number + 1 :]]
    else:
        yield from ((f"{by:+}", _more(value, by)) for by in (-1, 1))


def _other_table(limit: Written) -> Altered:
    for name in ("value", "share"):
        if name in limit:
            yield from ((f"{name} {by:+}", {**limit, name: _more(limit[name], by)}) for by in (-1, 1))
    for name in ("since", "until"):
        if name in limit:
            for said, other in _other_days(limit[name]):
                yield f"{name} {said}", {**limit, name: other}


def _more(value: Any, by: int) -> str:
    """One euro, one unit; of a share, a hundredth of a percent."""
    amount = Amount.of(value)
    step = Decimal(by) / 100 if amount.unit == PERCENT else Decimal(by)
    return str(Amount(amount.number + step, amount.unit, amount.per))
