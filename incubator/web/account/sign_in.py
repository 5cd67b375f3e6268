"""Sign in with an address: a link and a code by mail, no password."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from incubator.actions.people import accounts
from incubator.actions.people.accounts import Welcome
from incubator.actions.people.demo_accounts import ACCOUNTS
from incubator.web.language import current_language, say
from incubator.web.pages import errors_of, page
from incubator.web.refusals import refusals_on
from incubator.web.sign_ins import forget, remember, token_of
from incubator.web.site import safe_next, site
from incubator.web.work import actor, now, session, unit_of_work

LINK = "sign_in_link"  # which mail this browser waits for; signed, and useless without its code
ADDRESS = "sign_in_address"  # where it went, so that a slip is seen
KEPT = frozenset({"checked"})  # the visitor's self-check goes into the application that is opened next


class AddressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    email = StringField(_l("Your e-mail address"), [InputRequired(_l("Type your address.")), Length(max=254)])
    next = HiddenField()


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    code = StringField(
        _l("The code in the mail"), [InputRequired(_l("Type the six digits.")), Length(max=20)]
    )


@unit_of_work(keep_when_refused=True)
def ask() -> ResponseReturnValue:
    if actor() is not None and request.method == "GET":
        return redirect(safe_next(request.args.get("next"), default=url_for("public.home.root")), 303)
    form = AddressForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        with refusals_on(form):
            asked = accounts.ask_link(
                session(),
                form.email.data or "",
                language=current_language(),
                at=now(),
                next_path=safe_next(form.next.data, default=""),
                network=request.remote_addr or "",
            )
        if not errors_of(form):
            browser_session[LINK], browser_session[ADDRESS] = asked.link_id, form.email.data
            return redirect(url_for("account.sign_in.code"), 303)
    return page(form=form, demo=ACCOUNTS if site().settings.demo else ())


@unit_of_work(keep_when_refused=True)
def code() -> ResponseReturnValue:
    link_id, form = browser_session.get(LINK), CodeForm()
    if not link_id:
        return redirect(url_for("account.sign_in.ask"), 303)
    if form.validate_on_submit():
        found = accounts.sign_in_with_code(
            session(), link_id, form.code.data or "", at=now(), browser=request.user_agent.string
        )
        if isinstance(found, Welcome):
            return let_in(found)
        form.code.errors = [say(found.words)]
    is_demo = site().settings.demo and not site().settings.smtp_url
    return page(form=form, email=browser_session.get(ADDRESS), is_demo=is_demo)


@unit_of_work
def link(token: str) -> ResponseReturnValue:
    """The mail's link opens a page with a button: scanners that open links use nothing up."""
    if request.method == "POST":
        browser = request.user_agent.string
        return let_in(accounts.sign_in_with_link(session(), token, at=now(), browser=browser))
    found = accounts.open_link(session(), token, at=now())
    return page(email=found.email)


@unit_of_work
def leave() -> ResponseReturnValue:
    accounts.sign_out(session(), token_of(request), at=now())
    browser_session.clear()
    response = make_response(redirect(url_for("public.home.root"), 303))
    forget(response)
    return response


def let_in(found: Welcome) -> ResponseReturnValue:
    """The browser gets the new sign-in; what it knew of another one is forgotten."""
    for key in set(browser_session) - KEPT:  # the token of its forms too: who knew it knows it no more
        browser_session.pop(key)
    response = make_response(redirect(found.next_path or url_for("account.profile.home"), 303))
    remember(response, found.token, expires_at=found.sign_in.expires_at)
    return response
