"""My name, language and zone; and the door to my own first page."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf, InputRequired, Length

from incubator.actions.people import profiles
from incubator.web.navigation import home_url
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

NO_ZONE = _l("Choose a zone such as Europe/Paris.")
SAVED = Words("Saved.", "C’est enregistré.")


class ProfileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    name = StringField(_l("Your name"), [InputRequired(_l("Type your name.")), Length(max=200)])
    language = RadioField(
        _l("Language of pages and letters"),
        [InputRequired(_l("Choose a language."))],
        choices=[SelectChoice(value="fr", label="Français"), SelectChoice(value="en", label="English")],
    )
    zone = StringField(
        _l("Your time zone"),
        [InputRequired(NO_ZONE), AnyOf(available_timezones(), NO_ZONE)],
    )


def home() -> ResponseReturnValue:
    """After signing in: each to their own first page."""
    return redirect(home_url(), 303)


@unit_of_work
def show() -> ResponseReturnValue:
    me = signed_in()
    form = ProfileForm(name=me.name, language=me.language, zone=me.zone)
    if form.validate_on_submit():
        with refusals_on(form):
            profiles.edit(
                session(), me, actor=me, at=now(), name=form.name.data, language=form.language.data,
                zone=form.zone.data,
            )  # fmt: skip
        if not errors_of(form):
            succeed(SAVED)
            return redirect(url_for("account.profile.show"), 303)
    return page(form=form, email=me.email)
