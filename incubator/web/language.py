"""The reader's language: the address, then ?lang=, the cookie, the person, the browser."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from flask import Flask, g, request
from flask_babel import Babel
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from incubator.typography import french
from incubator.web.site import KEY, site
from incubator.words import LANGUAGES, Words

COOKIE = "incubator_language"
A_YEAR = 365 * 24 * 3600
Answer = TypeVar("Answer", bound=Response)


class LanguageConverter(BaseConverter):
    """/fr/… and /en/… and no other."""

    regex = "(?:fr|en)"


def current_language() -> str:
    language: str | None = g.get("language")
    if language is None:
        g.language = language = _asked() or _kept() or _of_the_person() or _of_the_browser()
    return language


def say(words: Words | Mapping[str, str]) -> str:
    """A text in the reader's language; the store keeps some as a mapping."""
    language = current_language()
    return french(words[language]) if language == "fr" else words[language]


def other_language() -> str:
    return "en" if current_language() == "fr" else "fr"


def same_page_in(language: str) -> str:
    """This page's address in another language; the rest of the query stays."""
    query = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    path = request.path
    if "lang" in (request.view_args or {}):
        path = f"/{language}{path[3:]}"
    return f"{quote(path)}?{urlencode([*query, ('lang', language)])}"


def keep(response: Response, language: str) -> None:
    response.set_cookie(
        COOKIE,
        language,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=site().settings.is_secure,
    )


def install(app: Flask) -> None:
    app.url_map.converters["lang"] = LanguageConverter
    Babel(
        app,
        default_locale=site_language(app),
        default_timezone="UTC",
        default_translation_directories="translations",
        locale_selector=current_language,
    )

    @cache
    def expects(endpoint: str) -> bool:
        return app.url_map.is_endpoint_expecting(endpoint, "lang")

    @app.url_defaults
    def in_the_language_read(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and expects(endpoint):
            values["lang"] = current_language()

    @app.url_value_preprocessor
    def the_view_needs_no_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.path_language = (values or {}).get("lang")
        if values:
            values.pop("lang", None)

    @app.after_request
    def remember_a_switch(response: Answer) -> Answer:
        if request.args.get("lang") in LANGUAGES:
            keep(response, request.args["lang"])
        return response


def site_language(app: Flask) -> str:
    return str(app.extensions[KEY].settings.language)


def _asked() -> str | None:
    in_path = g.get("path_language")
    return in_path or _known(request.args.get("lang"))


def _kept() -> str | None:
    return _known(request.cookies.get(COOKIE))


def _of_the_person() -> str | None:
    from incubator.web.work import actor

    person = actor()
    return _known(person.language) if person else None


def _of_the_browser() -> str:
    return request.accept_languages.best_match(LANGUAGES) or site().settings.language


def _known(language: str | None) -> str | None:
    return language if language in LANGUAGES else None
