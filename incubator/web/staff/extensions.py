"""Extensions asked for: the request, both decisions seen ahead, then one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from incubator.actions import extensions
from incubator.actions.extensions.previews import DecisionPreview, preview
from incubator.actions.people.authority import staff_roles
from incubator.store.queries import extensions as extension_queries
from incubator.store.queries import people
from incubator.web.enrolled import enrolled
from incubator.web.forms.reading import read_version
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.site import site
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

if TYPE_CHECKING:
    from incubator.store.enrolments import Extension

GRANTED = Words(
    "The extension is granted. The letter leaves in {n} minutes.",
    "La prolongation est accordée. Le courriel part dans {n} minutes.",
)
REFUSED = Words(
    "The extension is refused. The letter leaves in {n} minutes.",
    "La prolongation est refusée. Le courriel part dans {n} minutes.",
)


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    version = HiddenField()
    reason = TextAreaField(
        _l("Reason, which the founders read"), [Optional(), Length(max=2000)],
        description=_l("Needed to refuse; a kind word when you grant."),
    )  # fmt: skip

    @property
    def seen_version(self) -> int | None:
        return read_version(self.version.data)


def index() -> ResponseReturnValue:
    waiting = extension_queries.waiting(session(), signed_in())
    decided = extension_queries.decided(session(), signed_in(), key=request.args.get("key"))
    rows = [(extension, enrolled(extension.enrolment)) for extension in waiting]
    past = [(extension, enrolled(extension.enrolment)) for extension in decided.rows]
    return page(rows=rows, past=past, found=decided)


@unit_of_work
def show(extension_id: str) -> ResponseReturnValue:
    extension = extension_queries.by_id_for_staff(session(), signed_in(), extension_id)
    form = DecisionForm()
    if form.validate_on_submit():
        is_granted = request.form.get("decision") == "grant"
        decide = extensions.grant if is_granted else extensions.refuse
        with refusals_on(form):
            decide(
                session(), extension, reason=form.reason.data or "", actor=signed_in(), at=now(),
                seen_version=form.seen_version, hold=timedelta(minutes=site().settings.hold_minutes),
            )  # fmt: skip
        if not errors_of(form):
            succeed((GRANTED if is_granted else REFUSED).format(n=site().settings.hold_minutes))
            return redirect(url_for("staff.extensions.show", extension_id=extension_id), 303)
    asker = people.by_id(session(), extension.asked_by) if extension.asked_by else None
    decider = people.by_id(session(), extension.decided_by) if extension.decided_by else None
    return page(
        extension=extension, one=enrolled(extension.enrolment), form=form, both=_both(extension, form),
        asker=asker, decider=decider, roles=staff_roles(signed_in(), extension.enrolment.programme),
    )  # fmt: skip


def _both(extension: Extension, form: DecisionForm) -> list[DecisionPreview]:
    """Granted, then refused; nothing once it is decided."""
    if extension.state != "asked":
        return []
    reason = form.reason.data or ""
    return [preview(session(), extension, grant=grant, reason=reason, at=now()) for grant in (True, False)]
