"""The applications of a call as a table: filters in the address, ticks, one door to the consequences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.moves.available import offers_for_list
from incubator.actions.people.authority import staff_roles
from incubator.store.editions import edition_of
from incubator.store.queries import applications as application_queries
from incubator.store.queries import calls as call_queries
from incubator.store.queries import dossiers
from incubator.web.labels import label
from incubator.web.pages import page
from incubator.web.texts import _
from incubator.web.work import session, signed_in

if TYPE_CHECKING:
    from incubator.store.applications import Application
    from incubator.store.calls import Call
    from incubator.store.queries.pages import Page


def index(slug: str) -> ResponseReturnValue:
    call = call_queries.by_slug_for_staff(session(), slug, signed_in())
    _, edition = edition_of(session(), call.edition_id)
    states = [state for state in request.args.getlist("state") if state]
    search = request.args.get("search", "").strip()
    found, is_near = _found(call, states, search)
    counts = application_queries.counts_by_state(session(), signed_in(), [call.id])[call.id]
    moves = offers_for_list(
        edition.machine, {row.state for row in found.rows}, roles=staff_roles(signed_in(), call.programme)
    )
    verdicts = dossiers.verdicts(session(), [row.id for row in found.rows])
    return page(
        call=call, machine=edition.machine, found=found, counts=counts, moves=moves, verdicts=verdicts,
        states=states, search=search, chosen=_chosen(slug, states, search), is_near=is_near,
    )  # fmt: skip


def _found(call: Call, states: list[str], search: str) -> tuple[Page[Application], bool]:
    """What matches; for a misspelt name, what comes closest, and that it is only that."""
    table = partial(
        application_queries.table, session(), signed_in(), call.id, states=states, key=request.args.get("key")
    )
    found = table(search=search)
    if found.rows or not search:
        return found, False
    near = application_queries.nearest(session(), signed_in(), call.id, search)
    return (table(search=near), True) if near else (found, False)


def _chosen(slug: str, states: list[str], search: str) -> list[tuple[str, str]]:
    """Each filter in words, and the same list without it."""

    def with_only(kept: list[str], words: str) -> str:
        return url_for("staff.applications.index", slug=slug, state=kept, search=words or None)

    chips = [
        (label(f"state.application.{state}"), with_only([s for s in states if s != state], search))
        for state in states
    ]
    return [*chips, (_("“%(words)s”", words=search), with_only(states, ""))] if search else chips
