"""The local day of an instant: a call and its programme have a zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.enrolments import Enrolment

HOME_ZONE = "Europe/Paris"  # of enrolments that no call began


def local_day(at: datetime, zone: str = HOME_ZONE) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def zone_of(session: Session, enrolment: Enrolment) -> str:
    query = select(Call.zone).join(Application, Application.call_id == Call.id)
    found = session.scalar(query.where(Application.id == enrolment.application_id))
    return found or HOME_ZONE


def day_of(session: Session, enrolment: Enrolment, at: datetime) -> date:
    """Which day it is for this enrolment."""
    return local_day(at, zone_of(session, enrolment))
