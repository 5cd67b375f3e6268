"""The screens: one address table and one access table per persona, one shell around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined

from incubator.web import (
    access,
    arriving,
    chrome,
    components,
    errors,
    formats,
    intake,
    labels,
    language,
    logs,
    navigation,
    rule_lines,
    security,
    shell,
    sign_ins,
    texts,
    work,
)
from incubator.web.account.urls import URLS as ACCOUNT
from incubator.web.founder.urls import URLS as FOUNDER
from incubator.web.juror.urls import URLS as JUROR
from incubator.web.mentor.urls import URLS as MENTOR
from incubator.web.public.urls import URLS as PUBLIC
from incubator.web.routes import add
from incubator.web.site import KEY
from incubator.web.spoken import Spoken
from incubator.web.staff.urls import URLS as STAFF

if TYPE_CHECKING:
    from incubator.running import Running


def install(app: Flask, site: Running) -> None:
    """Order matters: the CSRF check comes before anything opens the database for writing."""
    app.extensions[KEY] = site
    app.jinja_environment = Spoken
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = False  # a redirect for a slash would be built from the Host header
    app.url_map.merge_slashes = False
    for part in (logs, arriving, intake, security, language, sign_ins, work, access, errors):
        part.install(app)
    for part in (texts, formats, labels, components, chrome, navigation, rule_lines):
        part.install(app)
    for routes in (shell.urls(site.settings), PUBLIC, ACCOUNT, FOUNDER, STAFF, MENTOR, JUROR):
        add(app, routes)
