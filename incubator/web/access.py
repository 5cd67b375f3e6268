"""The access table: endpoint -> predicate. An endpoint that is not listed is refused.

Whether a given application or company may be seen is decided by the scoped queries: what
is not yours does not exist (404). This table says who may open the kind of page at all.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from incubator.errors import NotFound
from incubator.web import shell
from incubator.web.account.access import ACCESS as ACCOUNT
from incubator.web.founder.access import ACCESS as FOUNDER
from incubator.web.juror.access import ACCESS as JUROR
from incubator.web.mentor.access import ACCESS as MENTOR
from incubator.web.predicates import Predicate, Table
from incubator.web.public.access import ACCESS as PUBLIC
from incubator.web.refusals import RoleNeeded
from incubator.web.site import site
from incubator.web.staff.access import ACCESS as STAFF
from incubator.web.work import actor

KEY = "incubator.access"
ACCESS: Table = {**shell.ACCESS, **PUBLIC, **ACCOUNT, **FOUNDER, **STAFF, **MENTOR, **JUROR}


class Unlisted(RuntimeError):
    """An endpoint without a row in the access table: a mistake of ours, loud while developing."""


def predicate_of(endpoint: str) -> Predicate | None:
    return ACCESS.get(endpoint)


def install(app: Flask) -> None:
    app.extensions[KEY] = ACCESS  # the documents are written from it too
    app.before_request(refuse_or_pass)


def refuse_or_pass() -> ResponseReturnValue | None:
    """Runs before every view: unlisted, not signed in, wrong role, or on you go."""
    if request.endpoint is None:
        return None  # no such address: the router's own 404
    predicate = predicate_of(request.endpoint)
    if predicate is None:
        return _unlisted(request.endpoint)
    if predicate.needs_sign_in and actor() is None:
        return redirect("/sign-in?" + urlencode({"next": _here()}), 303)
    if not predicate.allows(actor()):
        raise RoleNeeded(predicate.roles)
    return None


def _here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def _unlisted(endpoint: str) -> ResponseReturnValue:
    settings = site().settings
    if settings.development:
        raise Unlisted(f"{endpoint} has no row in the access table")
    raise NotFound
