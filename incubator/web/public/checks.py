"""Can I apply? A few questions, an honest answer, and another way where this one is closed."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from incubator.web.pages import page
from incubator.web.public.asking import asked
from incubator.web.public.billboards import announced, call_at
from incubator.web.public.check_forms import check_form
from incubator.web.public.fitting import alternatives, fit
from incubator.web.public.remembering import remember, remembered


def check(slug: str) -> ResponseReturnValue:
    """`done` is in the address once the button was pressed."""
    board = call_at(slug)
    given = request.args if "done" in request.args else None
    form = check_form(asked(board.edition), given, known=remembered())
    if given is None or not form.validate():
        return page(board=board, form=form, found=None, others=[])
    answers = form.answers()
    remember(answers)
    others = alternatives(board, announced(), answers)
    return page(board=board, form=form, found=fit(board, answers), others=others)
