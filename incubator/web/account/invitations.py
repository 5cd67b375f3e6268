"""Accept an invitation: the link in the mail, a page, a button."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from incubator.actions.people import invitations
from incubator.web.account.sign_in import let_in
from incubator.web.pages import page
from incubator.web.work import now, session, unit_of_work


@unit_of_work
def show(token: str) -> ResponseReturnValue:
    if request.method == "POST":
        browser, name = request.user_agent.string, request.form.get("name", "")
        return let_in(invitations.accept(session(), token, at=now(), name=name, browser=browser))
    return page(invitation=invitations.open_invitation(session(), token, at=now()))
