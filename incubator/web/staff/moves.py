"""The consequence page: what a move would do, shown first, then done up to fifty rows at a time."""

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
WRITTEN = 50  # rows whose letters are all written out on the page; of more, each is read on demand


def preview(slug: str) -> ResponseReturnValue:
    """Also answers POST, so that what was typed can be looked at again; it changes nothing either way."""
    call, form = _call(slug), MoveForm(request.values)
    read = request.values.getlist("read")[:1]
    chosen = _named(call, read) if read else _chosen(call)
    form.fit(edition_of(session(), call.edition_id)[1])
    is_written = len(chosen) <= WRITTEN
    document = moves.preview(
        session(), chosen, request=request_from(form), actor=signed_in(), at=now(), hold=_hold(),
        written=is_written,
    )  # fmt: skip
    template = "staff/moves/letters.html" if read else None
    return page(template, call=call, form=form, document=document, is_written=is_written)


def commit(slug: str) -> ResponseReturnValue:
    """Few rows are one unit of work, many are several; a blocked row never blocks the others."""
    call, form = _call(slug), MoveForm()
    form.fit(edition_of(session(), call.edition_id)[1])
    chosen = _ticked(call, lock=True)
    versions = _seen(chosen)
    started = moves.start(
        session(), chosen, request=request_from(form), versions=versions, actor=signed_in(),
        at=now(), hold=_hold(),
    )  # fmt: skip
    close(keep=True)
    if not started.is_over:
        moves.apply_batch(site().database, started.batch_id, at=now())
    return redirect(url_for("staff.batches.show", batch_id=started.batch_id), 303)


def _call(slug: str) -> Call:
    return call_queries.by_slug_for_staff(session(), slug, signed_in())


def _chosen(call: Call) -> Sequence[Application]:
    """The ticked rows, or every row of the filtered list."""
    if request.values.get("all"):
        return application_queries.table(
            session(), signed_in(), call.id, states=request.values.getlist("state")[:MOST],
            search=request.values.get("search", ""), limit=MOST,
        ).rows  # fmt: skip
    return _ticked(call)


def _ticked(call: Call, *, lock: bool = False) -> list[Application]:
    refs = list(dict.fromkeys(request.values.getlist("ref") + request.values.getlist("blocked")))[:MOST]
    return _named(call, refs, lock=lock)


def _named(call: Call, refs: list[str], *, lock: bool = False) -> list[Application]:
    found = application_queries.chosen(session(), signed_in(), refs, lock=lock)
    return [application for application in found if application.call_id == call.id]


def _seen(chosen: Sequence[Application]) -> dict[str, int]:
    """The version the page showed, of every row that stayed ticked."""
    ticked = set(request.form.getlist("ref"))
    shown = {
        one.id: read_version(request.form.get(f"version-{one.ref}")) for one in chosen if one.ref in ticked
    }
    return {application_id: version for application_id, version in shown.items() if version}


def _hold() -> timedelta:
    return timedelta(minutes=site().settings.hold_minutes)
