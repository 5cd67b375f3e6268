"""For the machines that watch over this one: is it alive, and is it ready."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.health import examine, readiness
from incubator.web.site import site


def healthz() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return {"status": "ok"}


def readyz() -> ResponseReturnValue:
    """Names and states alone: anybody may ask, so the reasons stay with `doctor`."""
    checks = examine(readiness(site().settings, site().database))
    is_ready = all(check.is_ok for check in checks)
    body = {
        "status": "ok" if is_ready else "not ready",
        "checks": {check.name: "ok" if check.is_ok else "failed" for check in checks},
    }
    return body, 200 if is_ready else 503
