"""Where I am signed in, and the way to end it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.people import accounts
from incubator.errors import NotFound
from incubator.store.queries import people
from incubator.web.account.browsers import browser_name
from incubator.web.pages import page, succeed
from incubator.web.sign_ins import token_of
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

ENDED = Words("That browser is signed out.", "Ce navigateur est déconnecté.")


def index() -> ResponseReturnValue:
    found = people.sign_ins(session(), signed_in(), at=now())
    here = accounts.current_sign_in(session(), token_of(request), now())
    return page(sign_ins=found, here=here.id if here else "", browser_name=browser_name)


@unit_of_work
def end(sign_in_id: str) -> ResponseReturnValue:
    mine = people.sign_ins(session(), signed_in(), at=now())
    found = next((one for one in mine if one.id == sign_in_id), None)
    if found is None:
        raise NotFound
    accounts.end_sign_in(session(), found, actor=signed_in(), at=now())
    succeed(ENDED)
    return redirect(url_for("account.sign_ins.index"), 303)
