"""A sentence of the catalogues, typed: what Flask-Babel gives is anything at all."""

from __future__ import annotations

import flask_babel


def _(sentence: str, **values: object) -> str:
    """`_("Closes on %(at)s", at=…)` in the reader's language."""
    return str(flask_babel.gettext(sentence, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    return str(flask_babel.ngettext(one, many, num, **values))
