"""My dates: what is due for me, the next first."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from incubator.actions.dates import PersonalDate, dates_of
from incubator.web.pages import page
from incubator.web.work import now, session, signed_in

KEYS = {  # the name of the key in the address of each page a date leads to
    "founder.applications.show": "ref", "founder.programmes.show": "enrolment_id",
    "mentor.companies.show": "enrolment_id", "staff.calls.show": "slug",
}  # fmt: skip


def index() -> ResponseReturnValue:
    found = dates_of(session(), signed_in(), at=now())
    return page(dates=[(one, address(one)) for one in found])


def address(one: PersonalDate) -> str:
    values: dict[str, Any] = {KEYS[one.endpoint]: one.key}
    return url_for(one.endpoint, **values)
