"""The answers of a self-check, kept by the visitor's own browser in its signed cookie and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import session as browser_session

CHECKED = "checked"
ROOM = 1_500  # a cookie holds 4 kB in all


def remembered() -> dict[str, Any]:
    """Question key -> answer, as an application stores it."""
    held = browser_session.get(CHECKED)
    return dict(held) if isinstance(held, dict) else {}


def remember(answers: Mapping[str, Any]) -> None:
    """The newest answer to each question; too much for a cookie is not kept."""
    kept = {**remembered(), **answers}
    if len(json.dumps(kept)) <= ROOM:
        browser_session[CHECKED] = kept
