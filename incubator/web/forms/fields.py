"""The fields a question can become: each keeps what was typed until it is understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField

from incubator import words
from incubator.web.forms.reading import read_day, read_money, read_text, read_whole
from incubator.web.language import current_language


class OneLineField(StringField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = read_text(valuelist[0]) if valuelist else None


class LongTextField(TextAreaField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = read_text(valuelist[0]) if valuelist else None


class TypedField(StringField):
    """Text that means a value: shown again as it was typed while it is not understood."""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def say(self, value: Any) -> str:
        raise NotImplementedError

    def complaint(self) -> str:
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = read_text(valuelist[0]) if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = self.read(text)
        except ValueError:
            raise ValueError(self.complaint()) from None

    def _value(self) -> str:
        if self.data is not None:
            return self.say(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""


class DayField(TypedField):
    """Shown back in words, which are understood again."""

    def process_data(self, value: Any) -> None:
        self.data = date.fromisoformat(value) if isinstance(value, str) and value else value

    def read(self, text: str) -> date:
        return read_day(text)

    def say(self, value: date) -> str:
        return words.day(value, current_language())

    def complaint(self) -> str:
        return _("Write the date like 30/3/2027 or 30 March 2027.")


class WholeField(TypedField):
    def read(self, text: str) -> int:
        return read_whole(text)

    def say(self, value: int) -> str:
        return words.whole(value, current_language())

    def complaint(self) -> str:
        return _("Write a whole number, for example 12.")


class MoneyField(WholeField):
    def read(self, text: str) -> int:
        return read_money(text)

    def complaint(self) -> str:
        return _("Write an amount in whole euros, for example 200 000.")


class YesNoField(RadioField):
    """True, false, or not answered."""

    def __init__(self, label: str, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No"))]
        super().__init__(label, choices=choices, validate_choice=False, **options)

    def process_data(self, value: Any) -> None:
        self.data = {True: "yes", False: "no"}.get(value)


class OneOfField(RadioField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)


class SomeOfField(SelectMultipleField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)


def allowed(field: Any) -> str | None:
    """A choice that is not in the list was not made on our page."""
    chosen = field.data if isinstance(field.data, list) else [field.data] if field.data else []
    known = {value for value, *_rest in field.iter_choices()}
    return None if set(chosen) <= known else _("Choose from the list.")


Check = Callable[[Field], "str | None"]
