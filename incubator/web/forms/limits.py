"""How long, how much, how early: said in the reader's words, never while typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from wtforms import ValidationError

from incubator import words
from incubator.web.forms.question_fields import allowed
from incubator.web.language import current_language
from incubator.web.texts import _, ngettext
from incubator.workflows.questions import LONGEST, Question


def complaint(question: Question, field: Any, value: Any) -> str | None:
    """What is wrong with an answer that was understood; None when nothing is."""
    if question.kind in ("choice", "choices", "yes_no"):
        return allowed(field)
    if question.kind in LONGEST:
        return _too_long(question, field.data or "")
    if question.kind == "file":
        return _wrong_file(question, field.data)
    return _out_of_range(question, value)


def _too_long(question: Question, text: str) -> str | None:
    excess = question.excess(text)
    if excess is None:
        return None
    if excess.unit == "words":
        return ngettext(
            "%(num)s word too many: %(limit)s words at most.",
            "%(num)s words too many: %(limit)s words at most.",
            excess.over, limit=_whole(excess.limit),
        )  # fmt: skip
    return _characters_too_many(excess.over, excess.limit)


def at_most(longest: int) -> Callable[[Any, Any], None]:
    """A validator: so many characters and no more."""

    def check(_form: Any, field: Any) -> None:
        over = len(field.data or "") - longest
        if over > 0:
            raise ValidationError(_characters_too_many(over, longest))

    return check


def is_kept(question: Question, field: Any) -> bool:
    """A draft keeps a text that is too long, not one of twice what anybody may send; no choice unheard of."""
    if question.kind in ("choice", "choices"):
        return allowed(field) is None
    longest = max(LONGEST.get(question.kind, 0), question.max_chars or 0)
    return question.kind not in LONGEST or len(field.data or "") <= 2 * longest


def _characters_too_many(over: int, limit: int) -> str:
    return ngettext(
        "%(num)s character too many: %(limit)s characters at most.",
        "%(num)s characters too many: %(limit)s characters at most.",
        over, limit=_whole(limit),
    )  # fmt: skip


def _out_of_range(question: Question, value: Any) -> str | None:
    if value is None:
        return None
    found: Any = date.fromisoformat(value) if question.kind == "date" else value
    if question.kind != "date" and found < 0:
        return _("Write a number from 0 up.")
    if question.min is not None and found < question.min:
        return _("This must be %(limit)s or more.", limit=_limit(question, question.min))
    if question.max is not None and found > question.max:
        return _("This must be %(limit)s or less.", limit=_limit(question, question.max))
    return None


def _wrong_file(question: Question, data: Any) -> str | None:
    name = getattr(data, "filename", "") or ""
    ending = name.rpartition(".")[2].lower()
    if name and question.accept and ending not in question.accept:
        kinds = ", ".join(kind.upper() for kind in question.accept)
        return _("“%(name)s” is not of the right type. Accepted: %(kinds)s.", name=name, kinds=kinds)
    return None


def _limit(question: Question, limit: int | date) -> str:
    if isinstance(limit, date):
        return words.day(limit, current_language())
    return words.euros(limit, current_language()) if question.kind == "money" else _whole(limit)


def _whole(number: int) -> str:
    return words.whole(number, current_language())
