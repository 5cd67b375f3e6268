"""Every application that time alone is about to make ineligible, the soonest first."""

from __future__ import annotations

from datetime import timedelta

from flask.typing import ResponseReturnValue

from incubator.store.queries import standings
from incubator.web.pages import page
from incubator.web.work import session, signed_in, today

AHEAD = timedelta(days=366)
MOST = 200


def index() -> ResponseReturnValue:
    found = standings.lapsing(session(), signed_in(), until=today() + AHEAD, limit=MOST)
    return page(lapsing=found, today=today(), most=MOST)
