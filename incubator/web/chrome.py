"""What the shell shows around every page: links of the footer and menu, banners, icons, fingerprints."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from incubator import words
from incubator.clock import DemoClock
from incubator.web.language import current_language
from incubator.web.shell import theme
from incubator.web.site import site
from incubator.web.work import now

MENTIONS = {  # the three the RGAA allows
    "none": "Accessibility: not compliant",
    "partial": "Accessibility: partly compliant",
    "full": "Accessibility: fully compliant",
}
FOOTER = (
    ("Personal data", "public.legal.privacy"),
    ("Programmes", "public.programmes.index"),
    ("Calls", "public.calls.index"),
    ("Plan of the site", "public.legal.plan"),
)
ACCOUNT = (
    ("My details", "account.profile.show"),
    ("My dates", "account.dates.index"),
    ("My sign-ins", "account.sign_ins.index"),
)


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        account_links=lambda: _known(ACCOUNT),
        asset=asset,
        clock_banner=clock_banner,
        footer_links=footer_links,
        here=here,
        icon=icon,
        theme=theme,
        zone_label=lambda: words.zone_name(site().settings.zone, current_language()),
    )
    app.jinja_env.filters["initials"] = initials


def asset(name: str) -> str:
    """A static file's address with its fingerprint, so that browsers may keep it for good.

    Asked of the disk once; in development the file is looked at every time.
    """
    if site().settings.development:
        return _address(name)
    known: dict[str, str] = current_app.extensions.setdefault("incubator.assets", {})
    if name not in known:
        known[name] = _address(name)
    return known[name]


def footer_links() -> list[tuple[str, str]]:
    """The accessibility mention comes first: the law asks for it on every page."""
    mention = (MENTIONS[site().settings.accessibility], "public.legal.accessibility")
    return _known((mention, *FOOTER))


def icon(name: str) -> Markup:
    """A drawing beside a text that says the same."""
    return _drawn(name, asset("icons.svg"))


def clock_banner() -> datetime | None:
    """The instant shown when somebody moved the demo's clock."""
    clock = site().clock
    return now() if isinstance(clock, DemoClock) and clock.setting() is not None else None


def here() -> str:
    """This page, to come back to after a change of theme."""
    if request.method != "GET":
        return "/"
    return quote(request.path) + request.full_path[len(request.path) :].rstrip("?")


def initials(name: str) -> str:
    letters = [part[0] for part in name.split() if part[0].isalpha()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper() or "?"


def _address(name: str) -> str:
    path = Path(current_app.static_folder or "") / name
    return url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime_ns))


def _known(links: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [link for link in links if link[1] in current_app.view_functions]


@lru_cache(maxsize=128)
def _drawn(name: str, source: str) -> Markup:
    drawn = Markup('<svg class="icon icon-{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>')
    return drawn.format(name, source, name)


@lru_cache(maxsize=64)
def _fingerprint(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
