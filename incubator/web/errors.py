"""Every refusal becomes a full page, with navigation, in the reader's language."""

from __future__ import annotations

import logging

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from incubator import errors
from incubator.web import logs, work
from incubator.web.language import say
from incubator.web.refusals import RoleNeeded

log = logging.getLogger("incubator.web")

STATUS: tuple[tuple[type[errors.IncubatorError], int], ...] = (
    (errors.NotFound, 404),
    (errors.NotAllowed, 403),
    (errors.Stale, 409),
    (errors.Refused, 409),
    (errors.Gone, 410),
    (errors.TooMany, 429),
    (errors.Unreachable, 503),
)
PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 415, 429, 500, 503})


def install(app: Flask) -> None:
    app.register_error_handler(errors.IncubatorError, refused)
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(HTTPException, answered)
    app.register_error_handler(Exception, broken)


def status_of(error: errors.IncubatorError) -> int:
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def refused(error: errors.IncubatorError) -> ResponseReturnValue:
    status = status_of(error)
    if status == 500:
        return broken(error)
    if status == 404:
        return show(404)  # the same bytes, whether it is not there or not yours
    if isinstance(error, errors.Unreachable):  # which machine is silent is for us to know
        log.warning("unreachable: %s", error, extra={"request_id": logs.request_id()})
        return show(status, reference=logs.request_id())
    reasons = [say(reason) for reason in getattr(error, "reasons", ())]
    roles = error.roles if isinstance(error, RoleNeeded) else ()
    sentence = "" if roles else say(error.words)
    return show(status, sentence=sentence, reasons=[] if roles else reasons, roles=roles)


def forged(_error: Exception) -> ResponseReturnValue:
    return show(400, is_form_token=True)


def answered(error: Exception) -> ResponseReturnValue:
    """Werkzeug's own answers; redirects pass through."""
    assert isinstance(error, HTTPException)
    if error.code is None or error.code < 400:
        return error.get_response()
    shown = show(error.code if error.code in PAGES else 400)
    response = current_app.make_response(shown)
    response.status_code = error.code
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name.lower() in ("allow", "retry-after")
    )
    return response


def broken(error: Exception) -> ResponseReturnValue:
    """A lost race or a silent database is a refusal; the rest is ours to mend, logged under a reference."""
    refusal = work.close(because=error)
    if refusal is not None:
        return refused(refusal)
    if current_app.testing or current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    log.error("unexpected error", exc_info=error, extra={"request_id": logs.request_id()})
    return show(500, reference=logs.request_id())


def show(
    status: int,
    *,
    sentence: str = "",
    reasons: list[str] | None = None,
    roles: tuple[str, ...] = (),
    reference: str = "",
    is_form_token: bool = False,
) -> ResponseReturnValue:
    """What was begun is undone first; the page then only reads."""
    work.close()
    told = [reason for reason in reasons or [] if reason != sentence]
    text = render_template(
        f"errors/{status}.html",
        sentence=sentence,
        reasons=told,
        roles=roles,
        reference=reference,
        is_form_token=is_form_token,
        has_errors=False,
    )
    return text, status
