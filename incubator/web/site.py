"""What every screen can reach: settings, database, clock, ids, programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import current_app, url_for

if TYPE_CHECKING:
    from incubator.running import Running

KEY = "incubator.running"


def site() -> Running:
    return cast("Running", current_app.extensions[KEY])


def absolute_url(endpoint: str, **values: Any) -> str:
    """The address people type, from the settings: the Host header is never believed."""
    return site().settings.origin + url_for(endpoint, **values)


def safe_next(path: str | None, *, default: str = "/") -> str:
    """A path on this site to go on to, never another host."""
    if not path or not path.startswith("/") or path[1:2] in ("/", "\\") or len(path) > 500:
        return default
    return path if path.isprintable() and "\\" not in path else default
