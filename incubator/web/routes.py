"""One row per address: rule, endpoint, view, methods."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask import Flask
from flask.typing import ResponseReturnValue

GET = ("GET",)
POST = ("POST",)
FORM = ("GET", "POST")


class Route(NamedTuple):
    """The endpoint's dots are the template's slashes: staff.calls.show, staff/calls/show.html."""

    rule: str
    endpoint: str
    view: Callable[..., ResponseReturnValue]
    methods: tuple[str, ...] = GET


def add(app: Flask, routes: Iterable[Route]) -> None:
    for route in routes:
        app.add_url_rule(route.rule, route.endpoint, route.view, methods=list(route.methods))
