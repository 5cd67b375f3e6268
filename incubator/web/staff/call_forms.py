"""The forms of a call: its facts, and more time for everybody."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from incubator.actions.calls import CallFields, fields_of
from incubator.web.forms.fields import DayField, InstantField
from incubator.web.forms.reading import read_version
from incubator.web.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incubator.store.calls import Call
    from incubator.workflows.programme import Edition, Programme

NEEDED = _l("Fill this in.")


class CallForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    version = HiddenField()
    edition = SelectField(
        _l("Programme and edition of the rules"), [InputRequired(NEEDED)], choices=[], validate_choice=False
    )
    code = StringField(
        _l("Code"),
        [InputRequired(NEEDED), Regexp(r"^[A-Z]{2,5}-\d{2}[A-Z]$", message=_l("Write it like SHK-27A."))],
        description=_l("It begins every reference, like SHK-27A."),
    )
    name_fr = StringField(_l("Name in French"), [InputRequired(NEEDED), Length(max=200)])
    name_en = StringField(_l("Name in English"), [InputRequired(NEEDED), Length(max=200)])
    opens_at = InstantField(_l("Opens"), [InputRequired(NEEDED)])
    closes_at = InstantField(
        _l("Closes"), [InputRequired(NEEDED)], description=_l("From this minute on it is too late.")
    )
    grace_minutes = IntegerField(
        _l("Grace, in minutes"),
        [Optional(), NumberRange(0, 1440)],
        default=10,
        description=_l("What arrives in these minutes is still received, and marked late."),
    )
    committee_on = DayField(_l("Committee"), [Optional()])
    results_on = DayField(_l("Results"), [Optional()])
    entry_on = DayField(_l("First day of the programme"), [Optional()])
    places = IntegerField(
        _l("Places"), [Optional(), NumberRange(1, 1000)], description=_l("Leave it empty for no limit.")
    )
    contact_name = StringField(_l("Contact person"), [InputRequired(NEEDED), Length(max=200)])
    contact_email = StringField(_l("Contact address"), [InputRequired(NEEDED), Length(max=254)])

    def offer_editions(self, editions: Iterable[tuple[str, Programme, Edition]]) -> None:
        self.edition.choices = [
            SelectChoice(value=key, label=f"{say(programme.name)} – {edition.key}")
            for key, programme, edition in editions
        ]

    def values(self) -> CallFields:
        """What the action takes; the zone is the cluster's own."""
        given: dict[str, Any] = {
            name: self[name].data for name in CallFields.__dataclass_fields__ if name in self
        }
        return CallFields(**{name: value for name, value in given.items() if value is not None})


class ExtendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    version = HiddenField()
    closes_at = InstantField(_l("New closing"), [InputRequired(_l("Give a day and an hour."))])
    reason = TextAreaField(_l("Reason"), [InputRequired(_l("Write the reason.")), Length(max=2000)])

    @property
    def seen_version(self) -> int | None:
        return read_version(self.version.data)


def form_of(call: Call) -> CallForm:
    """The call's facts in a form; its edition stays what it is."""
    form = CallForm(data={**asdict(fields_of(call)), "version": str(call.version)})
    del form.edition
    return form
