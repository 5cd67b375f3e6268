"""From a question to its field, and from what the field holds to what is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import Field

from incubator import words
from incubator.web.forms.question_fields import (
    DayField,
    LongTextField,
    MoneyField,
    OneLineField,
    OneOfField,
    SomeOfField,
    WholeField,
    YesNoField,
    options_of,
)
from incubator.web.language import current_language, say
from incubator.web.texts import _
from incubator.workflows.questions import Question

FIELDS: dict[str, Callable[..., Field]] = {
    "text": OneLineField,
    "long_text": LongTextField,
    "choice": OneOfField,
    "choices": SomeOfField,
    "yes_no": YesNoField,
    "date": DayField,
    "money": MoneyField,
    "number": WholeField,
    "file": FileField,
}


def field_of(question: Question) -> Field:
    """The field, with the question's own words."""
    options: dict[str, Any] = {"description": hint_of(question), "id": f"q-{question.key}"}
    if question.kind in ("choice", "choices"):
        options["choices"] = options_of((choice.key, say(choice.label)) for choice in question.choices)
    return FIELDS[question.kind](say(question.label), **options)


def hint_of(question: Question) -> str:
    """What to write, then how to write it."""
    parts = [say(question.hint)] if question.hint else []
    if question.kind == "text" and question.max_chars:
        parts.append(_("%(n)s characters at most.", n=words.whole(question.max_chars, current_language())))
    if question.kind == "date":
        parts.append(_("For example 30/3/2027 or 30 March 2027."))
    if question.kind == "money":
        parts.append(_("In whole euros, for example 200,000."))
    if question.kind == "file":
        parts.append(_file_hint(question))
    return " ".join(part for part in parts if part)


def stored(question: Question, data: Any) -> Any:
    """As the application keeps it; nothing for an empty answer."""
    if question.kind == "yes_no":
        return {"yes": True, "no": False}.get(data or "")
    if question.kind == "choices":
        return list(dict.fromkeys(data)) if data else None
    if isinstance(data, date):
        return data.isoformat()
    return None if data == "" else data


def _file_hint(question: Question) -> str:
    kinds = ", ".join(kind.upper() for kind in question.accept)
    if kinds and question.max_mb:
        return _("%(kinds)s, %(size)s MB at most.", kinds=kinds, size=question.max_mb)
    if question.max_mb:
        return _("%(size)s MB at most.", size=question.max_mb)
    return f"{kinds}." if kinds else ""
