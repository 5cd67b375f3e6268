"""One line and one figure per request: which page, how it ended, how long it took; never what was asked."""

from __future__ import annotations

import logging
from time import perf_counter

from flask import Flask, Response, current_app, g, request

from incubator.ids import Ids
from incubator.web import metrics

log = logging.getLogger("incubator.web")
HEADER = "X-Request-Id"
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
_IDS = Ids()  # of its own: what is logged draws no id that a page or a test counts on


def install(app: Flask) -> None:
    """First of all: what the other parts refuse is told as well."""
    app.extensions[metrics.KEY] = metrics.Traffic()
    app.before_request(begin)
    app.after_request(tell)


def request_id() -> str:
    """The same in the answer's header, in the log and on the page that says something broke."""
    if "request_id" not in g:
        g.request_id = _IDS.new()[-12:]
    return g.request_id  # type: ignore[no-any-return]  # flask.g is untyped


def begin() -> None:
    g.began = perf_counter()


def tell(response: Response) -> Response:
    """The endpoint stands for the address: an address may hold a name or a sign-in link."""
    seconds = perf_counter() - g.get("began", perf_counter())
    method = request.method if request.method in METHODS else "other"
    endpoint = request.endpoint or "none"
    response.headers[HEADER] = request_id()
    current_app.extensions[metrics.KEY].count(method, endpoint, response.status_code, seconds)
    log.info(
        "request",
        extra={
            "method": method,
            "endpoint": endpoint,
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
            "request_id": request_id(),
            "person": g.get("person_id"),  # asked of nobody now: the database may be away
        },
    )
    return response
