"""Is it alive, and is it ready: for the machine that watches, so plain JSON."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.health import examine, readiness
from incubator.web.site import site


def healthz() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return {"status": "ok"}


def readyz() -> ResponseReturnValue:
    """Database, tables, folder and worker; which one is not, never an address or a path."""
    checks = examine(readiness(site().settings, site().database))
    is_ready = all(check.is_ok for check in checks)
    said = {check.name: "ok" if check.is_ok else "failing" for check in checks}
    return {"status": "ok" if is_ready else "failing", "checks": said}, 200 if is_ready else 503
