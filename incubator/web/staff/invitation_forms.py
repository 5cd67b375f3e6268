"""The form of an invitation: who, to which role, beside which programme or company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from incubator.web.labels import label
from incubator.web.language import say
from incubator.words import LANGUAGES, Words

if TYPE_CHECKING:
    from incubator.store.ventures import Venture

TIED = ("manager", "juror")  # roles that may hold for one programme


class InviteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    email = StringField(_l("E-mail address"), [DataRequired(_l("Give an address.")), Length(max=254)])
    name = StringField(_l("Name"), [Optional(), Length(max=200)])
    language = RadioField(
        _l("Language of the invitation"), [InputRequired(_l("Choose a language."))], default="fr"
    )
    role = RadioField(_l("Role"), [InputRequired(_l("Choose a role."))])
    programme = SelectField(_l("For which programme"), [Optional()])
    venture = SelectField(
        _l("Which company to follow"), [Optional()], description=_l("For a mentor; more can be added later.")
    )

    def offer(self, roles: Iterable[str], names: Mapping[str, Words], followed: Iterable[Venture]) -> None:
        """What may be chosen; a link may have chosen already."""
        spoken = {"fr": "français", "en": "English"}
        self.language.choices = [SelectChoice(value=code, label=spoken[code]) for code in LANGUAGES]
        self.role.choices = [SelectChoice(value=role, label=label(f"role.{role}")) for role in roles]
        self.programme.choices = [
            SelectChoice(value="", label=_l("Every programme")),
            *(SelectChoice(value=key, label=say(name)) for key, name in names.items()),
        ]
        self.venture.choices = [
            SelectChoice(value="", label=_l("None for now")),
            *(SelectChoice(value=venture.id, label=venture.name) for venture in followed),
        ]
        if not self.is_submitted():
            self.role.data = request.args.get("role") or self.role.data
            self.venture.data = request.args.get("venture") or self.venture.data

    @property
    def for_programme(self) -> str | None:
        return (self.programme.data or None) if self.role.data in TIED else None

    @property
    def follows_company(self) -> bool:
        return self.role.data == "mentor" and bool(self.venture.data)
