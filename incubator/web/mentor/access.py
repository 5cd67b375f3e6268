"""A mentor's companies and sessions: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table, has

MENTORS = has("mentor")

ACCESS: Table = {
    "mentor.companies.index": MENTORS,
    "mentor.companies.show": MENTORS,
    "mentor.companies.undo": MENTORS,
}
