"""docs/access.md: every address, what it answers to, and who may open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from flask import Flask
from werkzeug.routing import Rule

from incubator.cli.documents.markdown import codes, head, table, whole
from incubator.store.people import ROLES

KEY = "incubator.access"  # where the screens leave their access table
IN_DEVELOPMENT = frozenset({"shell.styleguide"})
FOLDERS = {
    "static": "Files of the pages themselves",
    "shell": "Around the pages",
    "public": "Everybody",
    "account": "Signing in, and what is about oneself",
    "founder": "Founders",
    "staff": "Managers, the director and admins",
    "mentor": "Mentors",
    "juror": "Jurors",
}
INTRODUCTION = """\
An address that is not in this table is refused. The table says who may open a kind of page at all;
what is not yours does not exist: whoever asks for an application, a company or a file that is not
theirs gets the same 404 as for one that was never there. A page for another role answers 403 and
names the roles it is for. Who is not signed in is asked to sign in.

Whatever changes something is a POST and carries the token of its form. A HEAD is answered like a GET.
"""


class Row(Protocol):
    """What the access table says of a page."""

    needs_sign_in: bool
    roles: tuple[str, ...]


def page(app: Flask) -> str:
    return whole(_lines(app))


def _lines(app: Flask) -> Iterator[str]:
    allowed: Mapping[str, Row] = app.extensions[KEY]
    yield from head("Who may open which page")
    yield from INTRODUCTION.splitlines()
    yield ""
    for folder, title in FOLDERS.items():
        yield from (f"## {title}", "")
        names = ("address", "methods", "page", "not signed in", *ROLES)
        yield from table(names, (_row(rule, allowed[rule.endpoint]) for rule in _rules(app, folder)))
    yield "With `development` on, `/styleguide` is there too, for everybody. The demo’s sign-in answers only"
    yield "where `demo` is on."


def _rules(app: Flask, folder: str) -> list[Rule]:
    found = (rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] == folder)
    return sorted((rule for rule in found if rule.endpoint not in IN_DEVELOPMENT), key=lambda rule: rule.rule)


def _row(rule: Rule, row: Row) -> tuple[str, ...]:
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    by_role = (_said(not row.roles or role in row.roles) for role in ROLES)
    return (
        f"`{rule.rule}`", codes(methods), f"`{rule.endpoint}`", _said(not row.needs_sign_in), *by_role,
    )  # fmt: skip


def _said(is_open: bool) -> str:
    return "yes" if is_open else ""
