"""What the law asks a public body to say: accessibility, personal data, a plan of the site."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.web.pages import page
from incubator.web.public.billboards import announced, open_first
from incubator.web.public.programmes import listed


def accessibility() -> ResponseReturnValue:
    return page()


def privacy() -> ResponseReturnValue:
    return page()


def plan() -> ResponseReturnValue:
    return page(programmes=listed(), boards=open_first(announced()))
