"""What browsers are told, asked of the application itself: the check Django would make, on real answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module

from flask import Flask
from werkzeug.test import TestResponse

from incubator.cli.deploy.demands import STORED, demand, unless
from incubator.running import Running

A_YEAR = 31_536_000
PAGE = "/metrics/none"  # an error page: it carries what every page does, and asks no database
MARKS = ("__Host-", "Secure", "HttpOnly", "SameSite=")
STRANGER = "stranger.example"


@lru_cache(maxsize=1)
def _application(found: Running) -> Flask:
    app: Flask = import_module("incubator").create_app(found.settings)  # whole, pages and all
    return app


def _visit(found: Running, path: str, *, method: str = "GET", origin: str = "") -> TestResponse:
    client = _application(found).test_client()
    return client.open(path, method=method, base_url=origin or found.settings.origin)


def _header(found: Running, name: str) -> str:
    return _visit(found, PAGE).headers.get(name, "")


@demand("hsts", "Browsers are told to stay on https for a year.", STORED)
def hsts(found: Running) -> str:
    said = _header(found, "Strict-Transport-Security")
    is_long = f"max-age={A_YEAR}" in said
    unless(is_long, "Strict-Transport-Security is not sent: set origin to the https address people type.")
    return said


@demand("cookies", "Cookies travel over https alone, out of reach of scripts and of other sites.", STORED)
def cookies(found: Running) -> str:
    said = _visit(found, PAGE).headers.getlist("Set-Cookie")
    kept = [one for one in said if all(mark in one for mark in MARKS)]
    unless(
        bool(said) and kept == said,
        "A cookie lacks Secure, HttpOnly, SameSite or its __Host- name: set origin to https.",
    )
    return f"{len(said)} sealed"


@demand("content-policy", "Pages load nothing from another host and run nothing written into them.", STORED)
def content_policy(found: Running) -> str:
    said = _header(found, "Content-Security-Policy")
    is_tight = "default-src 'self'" in said and "unsafe" not in said and "//" not in said
    unless(
        is_tight,
        "Content-Security-Policy lets other hosts or inline scripts in: mend incubator/web/security.py.",
    )
    return "this host alone"


@demand("framing", "No other site can show our pages inside its own.", STORED)
def framing(found: Running) -> str:
    said = _header(found, "Content-Security-Policy")
    unless(
        "frame-ancestors 'none'" in said,
        "Pages may be framed by other sites: mend incubator/web/security.py.",
    )
    return "refused"


@demand("sniffing", "Browsers take a file for what it is said to be.", STORED)
def sniffing(found: Running) -> str:
    said = _header(found, "X-Content-Type-Options")
    unless(said == "nosniff", "X-Content-Type-Options is not nosniff: mend incubator/web/security.py.")
    return said


@demand("referrer", "Other sites are not told which page a visitor came from.", STORED)
def referrer(found: Running) -> str:
    said = _header(found, "Referrer-Policy")
    is_kept = said in ("same-origin", "no-referrer", "strict-origin")
    unless(is_kept, "Referrer-Policy tells other sites our addresses: mend incubator/web/security.py.")
    return said


@demand("forged-forms", "A form sent from elsewhere is refused.", STORED)
def forged_forms(found: Running) -> str:
    status = _visit(found, "/preferences", method="POST").status_code
    unless(
        status == 400, f"A form without its token was answered {status}: set WTF_CSRF_ENABLED back to true."
    )
    return "refused"


@demand("foreign-names", "A request for another host name is refused.", STORED)
def foreign_names(found: Running) -> str:
    status = _visit(found, "/", origin=f"https://{STRANGER}").status_code
    unless(status == 400, f"A request for {STRANGER} was answered {status}: switch demo and development off.")
    return "refused"


@demand("largest-file", "Every file a programme asks for is let in.", STORED)
def largest_file(found: Running) -> str:
    asked = max((size for size in _sizes(found)), default=0)
    limit = (_application(found).config["MAX_CONTENT_LENGTH"] or 0) // 1024**2
    unless(
        asked < limit,
        f"A programme file asks for files of {asked} MB, and {limit} MB in all are let in: lower max_mb.",
    )
    return f"{asked} MB asked for, {limit} MB let in"


def _sizes(found: Running) -> Iterator[int]:
    for programme in found.catalogue.programmes:
        for edition in programme.editions:
            for task in edition.tasks:
                yield from (question.max_mb or 0 for question in task.questions if question.kind == "file")
