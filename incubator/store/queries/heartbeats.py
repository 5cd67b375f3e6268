"""When each part of the worker last ended a round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.letters import Heartbeat


def latest(session: Session) -> dict[str, datetime]:
    """Part -> instant, in real time whatever the demo's clock says; empty: it never ran."""
    return {beat.name: beat.at for beat in session.scalars(select(Heartbeat).order_by(Heartbeat.name))}
