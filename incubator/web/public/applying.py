"""Apply: the draft is opened, the same one however often the button is pressed."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue

from incubator.actions.applications import prefill, start
from incubator.store.queries import applications
from incubator.web.pages import page
from incubator.web.public.billboards import call_at
from incubator.web.public.remembering import CHECKED, remembered
from incubator.web.work import now, session, signed_in, unit_of_work


@unit_of_work
def apply(slug: str) -> ResponseReturnValue:
    board, me = call_at(slug), signed_in()
    if request.method == "POST":
        application = start(session(), board.call, actor=me, at=now())
        prefill(session(), application, remembered(), actor=me, at=now())
        browser_session.pop(CHECKED, None)
        return redirect(url_for("founder.applications.show", ref=application.ref), 303)
    mine = applications.mine_for(session(), me, board.call.id)
    if mine is not None:
        return redirect(url_for("founder.applications.show", ref=mine.ref), 303)
    return page(board=board)
