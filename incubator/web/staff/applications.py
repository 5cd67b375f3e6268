"""The applications of a call, or of every call, as a table: filters in the address, ticks, one door on."""

from __future__ import annotations

from collections.abc import Callable
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
from incubator.workflows.application import STAGES, application_machine

if TYPE_CHECKING:
    from incubator.store.applications import Application
    from incubator.store.queries.pages import Page

Address = Callable[..., str]
COUNTED = 2000  # the stages of a larger call are listed without numbers: the list must open at once


def index(slug: str) -> ResponseReturnValue:
    call = call_queries.by_slug_for_staff(session(), slug, signed_in())
    _, edition = edition_of(session(), call.edition_id)
    states, search = _asked()
    found, near = _found(call.id, states, search)
    counts = application_queries.counts_if_few(session(), signed_in(), call.id, COUNTED)
    moves = offers_for_list(
        edition.machine, {row.state for row in found.rows}, roles=staff_roles(signed_in(), call.programme)
    )
    address = partial(url_for, "staff.applications.index", slug=slug)
    return page(
        call=call, machine=edition.machine, found=found, counts=counts, moves=moves, near=near,
        verdicts=_verdicts(found), states=states, search=search, chosen=_chosen(address, states, search),
        address=address,
    )  # fmt: skip


def search() -> ResponseReturnValue:
    """Every call one manages at once; moves are made in the table of one call."""
    states, search = _asked()
    found, near = _found(None, states, search)
    address = partial(url_for, "staff.applications.search")
    return page(
        call=None, counts=None, machine=application_machine(STAGES), found=found, near=near,
        verdicts=_verdicts(found), states=states, search=search,
        chosen=_chosen(address, states, search), address=address,
    )  # fmt: skip


def _asked() -> tuple[list[str], str]:
    """The states there are, each once, and the words."""
    asked = set(request.args.getlist("state"))
    states = [state.code for state in application_machine(STAGES).states if state.code in asked]
    return states, request.args.get("search", "").strip()


def _found(call_id: str | None, states: list[str], search: str) -> tuple[Page[Application], str | None]:
    """What matches; for a misspelt name, what comes closest, and how that is spelt."""
    table = partial(
        application_queries.table, session(), signed_in(), call_id, states=states, key=request.args.get("key")
    )
    found = table(search=search)
    if found.rows or not search:
        return found, None
    near = application_queries.nearest(session(), signed_in(), call_id, search)
    return (table(search=near), near) if near else (found, None)


def _verdicts(found: Page[Application]) -> dict[str, str]:
    return dossiers.verdicts(session(), [row.id for row in found.rows])


def _chosen(address: Address, states: list[str], search: str) -> list[tuple[str, str]]:
    """Each filter in words, and the same list without it."""

    def with_only(kept: list[str], words: str) -> str:
        return address(state=kept, search=words or None)

    chips = [
        (label(f"state.application.{state}"), with_only([s for s in states if s != state], search))
        for state in states
    ]
    return [*chips, (_("“%(words)s”", words=search), with_only(states, ""))] if search else chips
