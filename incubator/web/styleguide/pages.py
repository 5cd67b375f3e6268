"""Every component in every state, on one page."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.web.pages import page


def show() -> ResponseReturnValue:
    return page("styleguide/show.html")
