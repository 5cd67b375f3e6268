"""Facts as people read them: one value, or the entries of a list line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

from incubator.web.language import current_language, say
from incubator.web.texts import _
from incubator.words import NARROW, day
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.sorts import called
from incubator.workflows.eligibility.wording import titled


def name_of(name: str) -> str:
    """The company’s registration date, without its article."""
    return say(titled(called(Facts, name)))


def lines_of(name: str, value: Any, labels: Labels) -> list[str]:
    """None for what is not known; a list that holds nothing says so."""
    if value is None:
        return []
    if isinstance(value, tuple):
        if not value:
            return [_("There is none")]
        return [
            entry_line(one, labels) if isinstance(one, Item) else _said(name, one, labels) for one in value
        ]
    return [_said(name, value, labels)]


def entry_line(entry: Item, labels: Labels) -> str:
    """Holder: A; share of the capital: 31%."""
    colon, mark = ("\u00a0: ", f"{NARROW}; ") if current_language() == "fr" else (": ", "; ")
    told = [
        f"{say(called(type(entry), field))}{colon}{_said(field, value, labels)}"
        for field in type(entry).model_fields
        if (value := getattr(entry, field)) is not None
    ]
    return mark.join(told) or "–"


def _said(name: str, value: Any, labels: Labels) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day(value, current_language())
    if isinstance(value, Amount):
        return say(value.words)
    if isinstance(value, tuple | list):
        return ", ".join(_said(name, one, labels) for one in value)
    return say(labels.choice(name, str(value)))
