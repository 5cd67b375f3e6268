"""One click in as somebody of the demo; the address exists only in demo mode."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from incubator.actions.people import accounts
from incubator.actions.people.demo_accounts import ACCOUNTS
from incubator.errors import NotFound
from incubator.web.account.sign_in import let_in
from incubator.web.site import site
from incubator.web.work import now, session, unit_of_work


@unit_of_work
def sign_in() -> ResponseReturnValue:
    email = request.form.get("email", "")
    if not site().settings.demo or email not in {account.email for account in ACCOUNTS}:
        raise NotFound
    return let_in(accounts.sign_in_as_demo(session(), email, now(), browser=request.user_agent.string))
