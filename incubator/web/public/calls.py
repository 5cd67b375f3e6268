"""The calls: which are open, and everything one needs to decide to apply."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.store.queries import applications
from incubator.web.forms.questions import hint_of
from incubator.web.pages import page
from incubator.web.public.billboards import announced, call_at
from incubator.web.public.roads import road
from incubator.web.public.rule_lines import rule_lines
from incubator.web.work import actor, session
from incubator.workflows.explanation import sections


def index() -> ResponseReturnValue:
    boards = announced()
    return page(
        opened=[board for board in boards if board.is_open],
        coming=sorted((board for board in boards if board.is_coming), key=lambda one: one.call.opens_at),
        over=[board for board in reversed(boards) if board.is_over],
    )


def show(slug: str) -> ResponseReturnValue:
    board, person = call_at(slug), actor()
    mine = applications.mine_for(session(), person, board.call.id) if person else None
    return page(board=board, mine=mine, road=road(board), rules=rule_lines(board.edition), hint=hint_of)


def rules(slug: str) -> ResponseReturnValue:
    board = call_at(slug)
    return page(board=board, sections=sections(board.edition))
