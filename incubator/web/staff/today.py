"""What waits for me, the longest waiting first, one button per row."""

from __future__ import annotations

from datetime import timedelta

from flask.typing import ResponseReturnValue

from incubator.actions.closings import phase_of
from incubator.actions.eligibility.duties import duties_of
from incubator.store.queries import applications as application_queries
from incubator.store.queries import calls as call_queries
from incubator.store.queries import decisions, extensions, looks, standings, waivers
from incubator.web.pages import page
from incubator.web.predicates import roles_of
from incubator.web.work import now, session, signed_in, today

NEXT_MOVE = {  # what to do with an application in this state, in one word of the catalogues
    "submitted": "check", "eligible": "review", "in_review": "review", "shortlisted": "decide",
    "decided": "notify", "accepted": "enter", "confirmed": "enter",
}  # fmt: skip
SHOWN = 20
SOON = timedelta(days=60)
NEWS, FEW = timedelta(days=7), 10


def show() -> ResponseReturnValue:
    me = signed_in()
    roles = roles_of(me)
    signs = "director" in roles
    calls = call_queries.all_for_staff(session(), me)
    return page(
        waiting=application_queries.waiting_for_staff(session(), me, limit=SHOWN),
        next_move=NEXT_MOVE if "manager" in roles else {},
        is_manager="manager" in roles,
        extensions=extensions.waiting(session(), me, limit=SHOWN),
        waivers=waivers.waiting(session(), me, limit=SHOWN) if signs else [],
        to_sign=decisions.to_sign(session(), me, limit=SHOWN) if signs else [],
        lapsing=standings.lapsing(session(), me, until=today() + SOON, limit=SHOWN + 1),
        duties=duties_of(session(), me, roles=roles, at=now()),
        changed=looks.recent(session(), me, since=now() - NEWS, limit=FEW),
        shown=SHOWN,
        today=today(),
        open_calls=[call for call in calls if phase_of(call, at=now()) in ("open", "late")],
    )
