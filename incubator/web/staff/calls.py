"""Calls: made from an edition, given their dates, published, given more time with consequences shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions import calls
from incubator.actions.calls import RuleChanges
from incubator.actions.closings import closing_of_call, phase_of
from incubator.store.queries import applications as application_queries
from incubator.store.queries import calls as call_queries
from incubator.store.queries import editions as edition_queries
from incubator.web.forms.reading import read_version
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.staff.applications import COUNTED
from incubator.web.staff.call_forms import CallForm, ExtendForm, form_of
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

if TYPE_CHECKING:
    from incubator.store.calls import Call

DATES = ("committee_on", "results_on", "entry_on")  # of those that change once published, by which one judges
SAVED = Words("The call is saved.", "L’appel est enregistré.")
PUBLISHED = Words(
    "The call is published: everybody can see it.", "L’appel est publié : il est visible de tout le monde."
)
EXTENDED = Words(
    "The new closing holds; everybody concerned is told.",
    "La nouvelle clôture est en place ; les personnes concernées sont prévenues.",
)


def index() -> ResponseReturnValue:
    found = call_queries.all_for_staff(session(), signed_in())
    ids = [call.id for call in found]
    counts = application_queries.counts_by_state(session(), signed_in(), ids, COUNTED)
    closings = {call.id: closing_of_call(call) for call in found}
    return page(
        calls=found, counts=counts, most=COUNTED, closings=closings,
        phases={call.id: phase_of(call, at=now()) for call in found},
    )  # fmt: skip


def show(slug: str) -> ResponseReturnValue:
    call = _call(slug)
    counts = application_queries.counts_if_few(session(), signed_in(), call.id, COUNTED)
    checks = calls.readiness(session(), call, at=now())
    return page(
        call=call, counts=counts, most=COUNTED, checks=checks, closing=closing_of_call(call),
        phase=phase_of(call, at=now()),
    )  # fmt: skip


@unit_of_work
def new() -> ResponseReturnValue:
    form = CallForm()
    form.offer_editions(edition_queries.for_staff(session(), signed_in()))
    if form.validate_on_submit():
        with refusals_on(form):
            edition = edition_queries.by_id(session(), form.edition.data or "")
            call = calls.create(session(), edition, form.values(), actor=signed_in(), at=now())
        if not errors_of(form):
            succeed(SAVED)
            return redirect(url_for("staff.calls.show", slug=call.slug), 303)
    return page(form=form, moved=None)


@unit_of_work
def edit(slug: str) -> ResponseReturnValue:
    """Dates by which applicants are judged are first shown with what they would change."""
    call = _call(slug)
    form, moved = form_of(call), None
    if form.validate_on_submit():
        moved = _moved(call, form)
        if moved is not None and moved.changes and not request.form.get("confirm"):
            return page(form=form, call=call, moved=moved)
        with refusals_on(form):
            seen = read_version(form.version.data) or 0
            calls.edit(session(), call, form.values(), actor=signed_in(), at=now(), seen_version=seen)
        if not errors_of(form):
            succeed(SAVED)
            return redirect(url_for("staff.calls.show", slug=call.slug), 303)
    return page(form=form, call=call, moved=moved)


def _moved(call: Call, form: CallForm) -> RuleChanges | None:
    """Nothing to look at in a draft, and when no such date changes."""
    dates = {name: form[name].data for name in DATES if form[name].data != getattr(call, name)}
    if call.state != "published" or not dates:
        return None
    return calls.rule_changes(session(), call, dates, actor=signed_in(), at=now())


@unit_of_work
def publish(slug: str) -> ResponseReturnValue:
    calls.publish(session(), _call(slug), actor=signed_in(), at=now())
    succeed(PUBLISHED)
    return redirect(url_for("staff.calls.show", slug=slug), 303)


@unit_of_work
def extend(slug: str) -> ResponseReturnValue:
    """First "see the consequences", then the same form confirms them."""
    call, form = _call(slug), ExtendForm()
    preview = moved = None
    if form.validate_on_submit() and form.closes_at.data:
        with refusals_on(form):
            preview = calls.preview_extension(session(), call, closes_at=form.closes_at.data, at=now())
            dates = {"closes_at": form.closes_at.data}
            moved = calls.rule_changes(session(), call, dates, actor=signed_in(), at=now())
            if request.form.get("confirm"):
                calls.extend(
                    session(),
                    call,
                    closes_at=form.closes_at.data,
                    reason=form.reason.data or "",
                    actor=signed_in(),
                    at=now(),
                    seen_version=form.seen_version,
                )
        if request.form.get("confirm") and not errors_of(form):
            succeed(EXTENDED)
            return redirect(url_for("staff.calls.show", slug=slug), 303)
    return page(form=form, call=call, closing=closing_of_call(call), preview=preview, moved=moved)


def _call(slug: str) -> Call:
    return call_queries.by_slug_for_staff(session(), slug, signed_in())
