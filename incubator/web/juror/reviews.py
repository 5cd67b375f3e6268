"""The applications a juror reads."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.web.pages import page


def index() -> ResponseReturnValue:
    return page()
