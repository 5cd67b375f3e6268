"""A programme explained in two minutes: for whom, what one gets, how long, who decides, the rules."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.errors import NotFound
from incubator.web.pages import page
from incubator.web.public.billboards import Billboard, announced, open_first
from incubator.web.public.lengths import duration_words, length_bar
from incubator.web.public.roads import typical_road
from incubator.web.public.rule_lines import rule_lines
from incubator.web.site import site
from incubator.workflows.programme import Edition, Programme


def index() -> ResponseReturnValue:
    boards = open_first(announced())
    rows = [(programme, _next_call(programme, boards)) for programme in listed()]
    return page(rows=[(one, board, duration_words(edition_now(one, board))) for one, board in rows])


def show(key: str) -> ResponseReturnValue:
    programme = next((one for one in listed() if one.key == key), None)
    if programme is None:
        raise NotFound
    boards = [board for board in announced() if board.programme.key == key]
    coming = open_first(boards)
    edition = edition_now(programme, coming[0] if coming else None)
    return page(
        programme=programme, edition=edition, boards=coming, bar=length_bar(edition),
        lasts=duration_words(edition), rules=rule_lines(edition), road=typical_road(edition),
        following=[one for one in listed() if one.key in programme.next],
    )  # fmt: skip


def listed() -> list[Programme]:
    """In the order of the journey."""
    return sorted(site().catalogue.programmes, key=lambda one: (one.order, one.key))


def edition_now(programme: Programme, board: Billboard | None) -> Edition:
    """The rules of the next call; without one, the newest that are approved."""
    if board is not None:
        return board.edition
    approved = [edition for edition in programme.editions if not edition.is_draft]
    return max(approved or programme.editions, key=lambda edition: edition.dated)


def _next_call(programme: Programme, boards: list[Billboard]) -> Billboard | None:
    return next((board for board in boards if board.programme.key == programme.key), None)
