"""The shell's own addresses: preferences of this browser, health, and the style guide in development."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from incubator.settings import Settings
from incubator.web import health, metrics
from incubator.web.language import keep
from incubator.web.predicates import Table, public
from incubator.web.routes import GET, POST, Route
from incubator.web.site import safe_next, site
from incubator.words import LANGUAGES

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "incubator_theme"
A_YEAR = 365 * 24 * 3600

ACCESS: Table = {
    "static": public,
    "shell.preferences": public,
    "shell.healthz": public,
    "shell.readyz": public,
    "shell.metrics": public,  # for this machine and who holds the token: the page itself looks
    "shell.styleguide": public,
}


def urls(settings: Settings) -> tuple[Route, ...]:
    always = (
        Route("/preferences", "shell.preferences", change, POST),
        Route("/healthz", "shell.healthz", health.healthz, GET),
        Route("/readyz", "shell.readyz", health.readyz, GET),
        Route("/metrics", "shell.metrics", metrics.show, GET),
    )
    if not settings.development:
        return always
    from incubator.web.styleguide import pages

    return (*always, Route("/styleguide", "shell.styleguide", pages.show, GET))


def theme() -> str:
    chosen = request.cookies.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def change() -> ResponseReturnValue:
    """Theme and language of this browser: cookies, never the database."""
    response = redirect(safe_next(request.form.get("next")), 303)
    if request.form.get("theme") in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            request.form["theme"],
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=site().settings.is_secure,
        )
    if request.form.get("language") in LANGUAGES:
        keep(response, request.form["language"])
    return response
