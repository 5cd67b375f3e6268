"""Lengths, amounts, days and moments as programme files write them: their pattern, for editors."""

from __future__ import annotations

from typing import Any

from incubator.workflows.eligibility.amounts import CURRENCIES, PERCENT, PERIODS, SIGNS
from incubator.workflows.eligibility.bounds import THEN
from incubator.workflows.eligibility.references import REFERENCES
from incubator.workflows.terms import UNITS

Schema = dict[str, Any]
DATE = r"\d{4}-\d{2}-\d{2}"
_PART = rf"\d{{1,5}}\s+(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})"
_LENGTH = rf"{_PART}(?:(?:\s*,\s*|\s+and\s+|\s+et\s+|\s+){_PART})*"
_UNIT = f"{'|'.join(CURRENCIES)}|[{''.join(SIGNS.values())}{PERCENT}]"
_AMOUNT = rf"-?\d+(?:\.\d+)?(?:\s*(?:{_UNIT}))?(?:\s+(?:per\s+|/\s*)(?:{'|'.join(PERIODS)}))?"
_BOUND = rf"{THEN}|(?:{'|'.join(REFERENCES)})(?:\s*[+-]\s*{_LENGTH})?"
_OFFSET = r"(?:[+-]\s*\d{1,4}\s+UNIT|\d{1,4}\s+UNIT(?:\s+(?:before|after))?)".replace(
    "UNIT", "(?:day|week|month|hour)s?"
)


def day() -> Schema:
    """A date of TOML, or the same between quotes."""
    return {"type": "string", "format": "date", "pattern": rf"^{DATE}$"}


def _written(pattern: str, meaning: str) -> Schema:
    return {"description": meaning, "type": "string", "pattern": f"^(?:{pattern})$"}


_SAID_AMOUNT = (
    "A number with its unit: “200000 EUR”, “50 %”, “4”; for a pace with its period: “3000 EUR per month”. "
    "A point for decimals, no mark between thousands."
)
PATTERNS: dict[str, Schema] = {
    "length": _written(
        rf"(?=.*[1-9]){_LENGTH}",
        "So many years, months, weeks or days: “12 months”, “1 year 6 months”, “10 days”.",
    ),
    "amount": {
        "description": _SAID_AMOUNT,
        "anyOf": [{"type": "number"}, _written(_AMOUNT, _SAID_AMOUNT)],
    },
    "share": _written(r"-?\d+(?:\.\d+)?\s*%", "So many percent: “50 %”."),
    "bound": _written(
        rf"{DATE}|{_BOUND}",
        "A day to compare with: a date, “then” (the day the rule is judged on), or a date of the programme "
        "and so long before or after: “entry + 6 months”.",
    ),
    "offset": _written(
        _OFFSET, "So long before or after: “7 days before”, “5 days after”, “-24 hours”, “0 days”."
    ),
}
