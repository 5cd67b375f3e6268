"""The fields a question can become: each keeps what was typed until it is understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from incubator import words
from incubator.web.forms import fields
from incubator.web.forms.reading import read_text
from incubator.web.language import current_language
from incubator.web.texts import _
from incubator.words import Words


class OneLineField(StringField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = " ".join(read_text(valuelist[0]).split()) if valuelist else None


class LongTextField(TextAreaField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = read_text(valuelist[0]) if valuelist else None


class DayField(fields.DayField):
    """Repeated back in words, which are understood again."""

    def process_data(self, value: Any) -> None:
        self.data = date.fromisoformat(value) if isinstance(value, str) and value else value

    def write(self, value: date) -> str:
        return words.day(value, current_language())


class MoneyField(fields.EurosField):
    """Whole euros."""


class WholeField(fields.EurosField):
    """A whole number, thousands written as one likes."""

    said = Words("Write a whole number, for example 12.", "Écrivez un nombre entier, par exemple 12.")

    def read(self, text: str) -> int:
        if "€" in text:
            raise ValueError(text)
        return super().read(text)


def options_of(named: Iterable[tuple[str, str]]) -> list[Any]:
    """Code and words of each choice."""
    return [SelectChoice(value=key, label=label) for key, label in named]


class OneOfField(RadioField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)


class SomeOfField(SelectMultipleField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)


class YesNoField(OneOfField):
    """True, false, or not answered."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=options_of([("yes", _("Yes")), ("no", _("No"))]), **options)

    def process_data(self, value: Any) -> None:
        self.data = {True: "yes", False: "no"}.get(value)


def allowed(field: Any) -> str | None:
    """A choice that is not in the list was not made on our page."""
    chosen = field.data if isinstance(field.data, list) else [field.data] if field.data else []
    known = {value for value, *_rest in field.iter_choices()}
    return None if set(chosen) <= known else _("Choose from the list.")
