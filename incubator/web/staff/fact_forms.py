"""One fact as a form: a date, an amount, a choice, or one more entry of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from pydantic import BaseModel
from wtforms import Field, RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from incubator.errors import DefinitionError
from incubator.web.forms.fields import Read
from incubator.web.forms.question_fields import DayField, OneLineField, options_of
from incubator.web.language import say
from incubator.web.texts import _
from incubator.words import Words
from incubator.workflows.eligibility.amounts import Amount
from incubator.workflows.eligibility.asked import keys_of
from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.sorts import called, item_of, plain_type, sort_of
from incubator.workflows.eligibility.vocabulary import PROGRAMMES, keys_known
from incubator.workflows.eligibility.wording import titled
from incubator.workflows.programme import Edition

ENTRY = "entry_"  # in front of the fields of one more entry
House = Mapping[str, tuple[str, ...]]  # a field of programmes: the keys of those here
_THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))")


class AmountField(Read):
    """An amount with its unit, or a plain number, as people write them."""

    said = Words(
        "Write a number with its unit, such as 200,000 EUR, 12.5 % or 4.",
        "Écrivez un nombre avec son unité, par exemple 200 000 EUR, 12,5 % ou 4.",
    )

    def read(self, text: str) -> Any:
        plain = _THOUSANDS.sub("", text)
        plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
        plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
        plain = re.sub(r"^([€$£])\s*(.+)$", r"\2 \1", plain)
        try:
            amount = Amount.parse(plain)
        except DefinitionError as error:
            raise ValueError(text) from error
        return str(amount) if amount.unit or amount.per else _number(amount.number)

    def write(self, value: Any) -> str:
        return str(value)


class KeysField(TextAreaField):
    """Several keys, one a line."""

    def keys(self) -> list[str]:
        return [line.strip() for line in (self.data or "").splitlines() if line.strip()]


class FactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What every fact has beside its value."""

    source = RadioField(_l("Where was it read?"), default="staff")
    note = OneLineField(_l("Document or register"), [Length(max=300)])


def form_of(name: str, edition: Edition, programmes: Iterable[str]) -> FactForm:
    """The field `value`; for a list, a field for each of an entry’s own. `programmes`: those of the house."""
    house = dict.fromkeys(PROGRAMMES, tuple(programmes))
    if sort_of(Facts, name) == "list":
        item = item_of(name)
        fields = {ENTRY + field: _field(item, field, edition, house, of=name) for field in item.model_fields}
    else:
        fields = {"value": _field(Facts, name, edition, house)}
    form: FactForm = type("OneFactForm", (FactForm,), fields)()
    form.source.choices = options_of([("staff", _("A document")), ("registry", _("An official register"))])
    form.source.flags.required = True
    form.note.description = _("Which one, which page: those who read the finding will look there.")
    return form


def value_in(form: FactForm) -> Any:
    """Of a fact that is no list; None when nothing was given."""
    return _told(form["value"])


def entry_in(form: FactForm) -> dict[str, Any]:
    """What is known of one more entry."""
    told = {f.name.removeprefix(ENTRY): _told(f) for f in form if f.name.startswith(ENTRY)}
    return {name: value for name, value in told.items() if value is not None}


def _told(field: Field) -> Any:
    data = field.keys() if isinstance(field, KeysField) else field.data
    if data in ("yes", "no"):
        return data == "yes"
    return None if data in ("", [], None) else data


def _field(model: type[BaseModel], name: str, edition: Edition, house: House, *, of: str = "") -> Any:
    label = say(titled(called(model, name)))
    sort = sort_of(model, name)
    if sort in ("date", "amount"):
        return (DayField if sort == "date" else AmountField)(label)
    kind = plain_type(model, name)
    if kind is bool:
        return SelectField(
            label, default="", choices=options_of([("", "–"), ("yes", _("Yes")), ("no", _("No"))])
        )
    keys = list(dict.fromkeys([*_keys(model, name, edition, of), *house.get(name, ())]))
    if kind is tuple:
        return KeysField(label, description=_("One a line: %(keys)s.", keys=", ".join(keys) or "–"))
    return (
        SelectField(label, default="", choices=_options(name, keys, edition.labels))
        if keys
        else OneLineField(label, [Length(max=200)])
    )


def _keys(model: type[BaseModel], name: str, edition: Edition, of: str) -> list[str]:
    """Those of the catalogue, those the rules of the edition name."""
    own = [key for key in get_args(plain_type(model, name)) if isinstance(key, str)]
    asked = keys_of(edition.rules, of or name, name if of else "")
    return list(dict.fromkeys([*own, *asked, *keys_known(name, of)]))


def _options(name: str, keys: list[str], labels: Labels) -> list[Any]:
    named: dict[str, str] = {}
    for key in keys:  # of two keys with one name, the one the rules ask about comes first
        named.setdefault(say(titled(labels.choice(name, key))), key)
    return options_of([("", "–"), *((key, label) for label, key in named.items())])


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
