"""How long a letter waits after a staff decision, unless the caller says otherwise."""

from __future__ import annotations

from datetime import timedelta

HOLD = timedelta(minutes=15)
