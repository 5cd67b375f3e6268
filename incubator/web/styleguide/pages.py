"""Every component in every state, on one page."""

from __future__ import annotations

from datetime import timedelta

from flask.typing import ResponseReturnValue

from incubator.web import work
from incubator.web.pages import page
from incubator.web.rule_lines import rule_lines
from incubator.web.styleguide import samples
from incubator.web.told import nested


def show() -> ResponseReturnValue:
    fresh, wrong = samples.forms()
    return page(
        "styleguide/show.html",
        bars=samples.bars(),
        document=samples.consequences(),
        families=samples.families(),
        findings=samples.findings(),
        told=nested(rule_lines(samples.findings()), lambda _name: None),
        fresh=fresh,
        wrong=wrong,
        moments=[work.now() + timedelta(minutes=minutes) for minutes in (-40, 1800, 17280)],
    )
