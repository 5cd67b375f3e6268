"""An answer as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import url_for
from markupsafe import Markup

from incubator import words
from incubator.web.language import current_language, say
from incubator.web.texts import _
from incubator.workflows.questions import Question, is_empty

if TYPE_CHECKING:
    from incubator.store.applications import File


def shown(
    question: Question, value: Any, *, ref: str, files: Mapping[str, File], side: str = "founder"
) -> str | Markup:
    """Empty for an answer that was not given; `side` is whose page a file is fetched from."""
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return _file(files.get(str(value.get("file"))), ref, side)
    if isinstance(value, list):
        return ", ".join(_choice(question, one) for one in value)
    return _plain(question, value)


def size_of(file: File) -> str:
    """In thousands or millions of bytes, as people know them."""
    if file.size < 1_000_000:
        return _("%(n)s kB", n=max(1, round(file.size / 1_000)))
    text = f"{file.size / 1_000_000:.1f}"
    return _("%(n)s MB", n=text.replace(".", ",") if current_language() == "fr" else text)


def _plain(question: Question, value: Any) -> str:
    language = current_language()
    if question.kind == "date":
        return words.day(date.fromisoformat(str(value)), language)
    if question.kind == "money":
        return words.euros(int(value), language)
    if question.kind == "number":
        return words.whole(int(value), language)
    return _choice(question, value) if question.kind == "choice" else str(value)


def _choice(question: Question, key: Any) -> str:
    choice = question.choice(str(key))
    return say(choice.label) if choice else str(key)


def _file(file: File | None, ref: str, side: str) -> Markup | str:
    if file is None:
        return ""
    url = url_for(f"{side}.applications.file", ref=ref, file_id=file.id)
    return Markup('<a href="{}">{}</a> ({})').format(url, file.name, size_of(file))
