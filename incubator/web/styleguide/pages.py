"""Every component in every state, on one page."""

from __future__ import annotations

from datetime import timedelta

from flask.typing import ResponseReturnValue

from incubator.web import work
from incubator.web.pages import page
from incubator.web.styleguide import samples


def show() -> ResponseReturnValue:
    fresh, wrong = samples.forms()
    return page(
        "styleguide/show.html",
        bars=samples.bars(),
        document=samples.consequences(),
        families=samples.families(),
        findings=samples.findings(),
        fresh=fresh,
        wrong=wrong,
        moments=[work.now() + timedelta(minutes=minutes) for minutes in (-40, 1800, 17280)],
    )
