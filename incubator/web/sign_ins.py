"""Who is asking: a cookie that only names a row, which anyone may end, on every worker at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask, Request, g
from flask_login import LoginManager, UserMixin
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from incubator.web.site import site
from incubator.web.work import now, session

if TYPE_CHECKING:
    from incubator.store.people import Person, SignIn

COOKIE = "incubator_sign_in"


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login holds for this request: the person, and the sign-in that says so."""

    def __init__(self, sign_in: SignIn) -> None:
        self.sign_in = sign_in
        self.person: Person = sign_in.person

    def get_id(self) -> str:
        return self.person.id


def cookie_name() -> str:
    """Over https the name itself forbids a wider domain."""
    return f"__Host-{COOKIE}" if site().settings.is_secure else COOKIE


def token_of(request: Request) -> str:
    return request.cookies.get(cookie_name(), "")


def remember(response: Response, token: str, *, expires_at: datetime) -> None:
    """Hand the browser the token of the sign-in just made."""
    response.set_cookie(
        cookie_name(),
        token,
        expires=expires_at,
        httponly=True,
        samesite="Lax",
        secure=site().settings.is_secure,
        path="/",
    )


def forget(response: Response) -> None:
    response.delete_cookie(cookie_name(), path="/", secure=site().settings.is_secure, httponly=True)


def load(request: Request) -> SignedIn | None:
    token = token_of(request)
    if not token:
        return None
    from incubator.actions.people.accounts import current_sign_in

    try:
        sign_in = current_sign_in(session(), token, at=now())
    except DBAPIError:
        if g.get("is_over"):
            return None  # the page that says the database is silent needs nobody
        raise
    if sign_in is None:
        return None
    g.person_id = sign_in.person_id  # for the log, which asks nothing of the database
    return SignedIn(sign_in)


def install(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # the row is the protection; a changed address is no sign-out
    manager.request_loader(load)
    manager.init_app(app)
