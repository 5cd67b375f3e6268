"""When each part of the worker last ended a round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.letters import RESTORED, Heartbeat


def latest(session: Session) -> dict[str, datetime]:
    """Part -> instant, in real time whatever the demo's clock says; empty: it never ran."""
    query = select(Heartbeat).where(Heartbeat.name != RESTORED).order_by(Heartbeat.name)
    return {beat.name: beat.at for beat in session.scalars(query)}
