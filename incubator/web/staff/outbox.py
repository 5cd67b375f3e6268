"""The outbox: what will leave and when, what left, what failed, and what a person may still do about it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from incubator.actions import post
from incubator.actions.post import outbox
from incubator.store.queries import letters as letter_queries
from incubator.store.queries.subjects import subjects
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.staff.places import place_of
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

SENT_NOW = Words("It leaves within a minute.", "Il part dans la minute.")
TAKEN_BACK = Words("The letter will not leave.", "Le courriel ne partira pas.")


class TakeBackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Write the reason.")), Length(max=2000)])


def index() -> ResponseReturnValue:
    asked = request.args.get("tab", "waiting")
    tab = asked if asked in letter_queries.TABS else "waiting"
    found = letter_queries.outbox(session(), signed_in(), tab, key=request.args.get("key"))
    about = subjects(session(), [(row.subject_kind, row.subject_id) for row in found.rows])
    counts = letter_queries.counts(session(), signed_in())
    tabs = tuple(letter_queries.TABS)
    return page(tab=tab, tabs=tabs, found=found, about=about, counts=counts, place_of=place_of)


def show(letter_id: str) -> ResponseReturnValue:
    return _shown(letter_id, TakeBackForm(formdata=None))


@unit_of_work
def send(letter_id: str) -> ResponseReturnValue:
    """Now instead of after the hold; or once more, when it failed."""
    letter = letter_queries.by_id(session(), signed_in(), letter_id)
    act = outbox.send_now if letter.state == "queued" else post.send_again
    act(session(), letter, actor=signed_in(), at=now())
    succeed(SENT_NOW)
    return redirect(url_for("staff.outbox.show", letter_id=letter_id), 303)


@unit_of_work
def cancel(letter_id: str) -> ResponseReturnValue:
    letter = letter_queries.by_id(session(), signed_in(), letter_id)
    form = TakeBackForm()
    if form.validate():
        with refusals_on(form):
            outbox.take_back(session(), letter, reason=form.reason.data or "", actor=signed_in(), at=now())
    if errors_of(form):
        return _shown(letter_id, form)
    succeed(TAKEN_BACK)
    return redirect(url_for("staff.outbox.show", letter_id=letter_id), 303)


def _shown(letter_id: str, form: TakeBackForm) -> ResponseReturnValue:
    letter = letter_queries.by_id(session(), signed_in(), letter_id)
    key = (letter.subject_kind, letter.subject_id)
    subject = subjects(session(), [key]).get(key)
    template = "staff/outbox/show.html"
    return page(template, letter=letter, subject=subject, form=form, place_of=place_of, now=now())
