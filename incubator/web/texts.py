"""A sentence of the catalogues in the reader's language, for templates and for Python.

The catalogues never change while the application runs, so what was looked up once is remembered:
a list says the same few sentences a hundred times.
"""

from __future__ import annotations

import gettext
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup

from incubator.web.language import current_language

FOLDER = Path(__file__).parent.parent / "translations"
REMEMBERED = 4096  # more than there are; what people type in an address is soon forgotten


def _(sentence: str, **values: object) -> str:
    """`_("Closes on %(at)s", at=…)`."""
    text = text_in(current_language(), sentence)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    return _catalogue(current_language()).ngettext(one, many, num) % {"num": num, **values}


def install(app: Flask) -> None:
    """What templates say is markup: the values put into a sentence are escaped, the sentence is not."""
    app.jinja_env.globals.update(_=_shown, gettext=_shown, ngettext=_shown_counted)


def _shown(sentence: str, /, **values: object) -> Markup:
    language = current_language()
    return markup_in(language, sentence) % values if values else sentence_in(language, sentence)


def _shown_counted(one: str, many: str, num: int, /, **values: object) -> Markup:
    text = _catalogue(current_language()).ngettext(one, many, num)
    return Markup(text) % {"num": num, **values}  # noqa: S704 - our own words; values are escaped


@lru_cache(REMEMBERED)
def sentence_in(language: str, sentence: str) -> Markup:
    """A sentence without values; a per cent sign is doubled in the catalogues all the same."""
    return markup_in(language, sentence) % {}


@lru_cache(REMEMBERED)
def markup_in(language: str, sentence: str) -> Markup:
    return Markup(text_in(language, sentence))  # noqa: S704 - our own words, from the catalogues


@lru_cache(REMEMBERED)
def text_in(language: str, sentence: str) -> str:
    return _catalogue(language).gettext(sentence)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", FOLDER, [language], fallback=True)
