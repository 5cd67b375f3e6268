"""The consequence page: what a move would do, shown before it is done, then done row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions import moves
from incubator.store.editions import edition_of
from incubator.store.queries import applications as application_queries
from incubator.store.queries import calls as call_queries
from incubator.web.forms.reading import read_version
from incubator.web.pages import page
from incubator.web.site import site
from incubator.web.staff.asking import MoveForm, request_from
from incubator.web.work import close, now, session, signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incubator.store.applications import Application
    from incubator.store.calls import Call

MOST = 500  # rows of one act; more is several acts


def preview(slug: str) -> ResponseReturnValue:
    """Also answers POST, so that what was typed can be looked at again; it changes nothing either way."""
    call, form = _call(slug), MoveForm(request.values)
    chosen = _chosen(call)
    form.fit(edition_of(session(), call.edition_id)[1])
    document = moves.preview(
        session(), chosen, request=request_from(form), actor=signed_in(), at=now(), hold=_hold()
    )
    return page(call=call, form=form, document=document)


def commit(slug: str) -> ResponseReturnValue:
    """Not one unit of work but one for each row: a blocked row never blocks the others."""
    call, form = _call(slug), MoveForm()
    form.fit(edition_of(session(), call.edition_id)[1])
    chosen = _chosen(call)
    versions = {application.id: _seen(application) for application in chosen if _seen(application)}
    batch = moves.open_batch(
        session(), chosen, request=request_from(form), versions=versions, actor=signed_in(),
        at=now(), hold=_hold(),
    )  # fmt: skip
    batch_id = batch.id
    close(keep=True)
    moves.apply_batch(site().database, batch_id, at=now())
    return redirect(url_for("staff.batches.show", batch_id=batch_id), 303)


def _call(slug: str) -> Call:
    return call_queries.by_slug_for_staff(session(), slug, signed_in())


def _chosen(call: Call) -> Sequence[Application]:
    """The ticked rows, or every row of the filtered list."""
    if request.values.get("all"):
        return application_queries.table(
            session(), signed_in(), call.id, states=request.values.getlist("state")[:MOST],
            search=request.values.get("search", ""), limit=MOST,
        ).rows  # fmt: skip
    refs = list(dict.fromkeys(request.values.getlist("ref") + request.values.getlist("blocked")))[:MOST]
    found = application_queries.chosen(session(), signed_in(), refs)
    return [application for application in found if application.call_id == call.id]


def _seen(application: Application) -> int:
    """The version the page showed for a row that stayed ticked; 0 when it was not."""
    is_ticked = application.ref in request.form.getlist("ref")
    return (read_version(request.form.get(f"version-{application.ref}")) or 0) if is_ticked else 0


def _hold() -> timedelta:
    return timedelta(minutes=site().settings.hold_minutes)
