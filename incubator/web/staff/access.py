"""The work of managers, the director and admins: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table, has

READS = has("manager", "director", "admin")
RUNS = has("manager", "admin")
MOVES = has("manager", "director")
MANAGES = has("manager")
SIGNS = has("director")

ACCESS: Table = {
    "staff.today.show": READS,
    "staff.calls.index": READS,
    "staff.calls.new": RUNS,
    "staff.calls.show": READS,
    "staff.calls.edit": RUNS,
    "staff.calls.publish": RUNS,
    "staff.calls.extend": RUNS,
    "staff.applications.index": READS,
    "staff.applications.summary": READS,
    "staff.applications.answers": READS,
    "staff.applications.eligibility": READS,
    "staff.applications.history": READS,
    "staff.facts.index": READS,
    "staff.facts.edit": MOVES,
    "staff.applications.file": READS,
    "staff.moves.preview": MOVES,
    "staff.moves.commit": MOVES,
    "staff.batches.show": READS,
    "staff.batches.undo": MOVES,
    "staff.closings.extend": MOVES,
    "staff.waivers.ask": MOVES,
    "staff.waivers.decide": MOVES,
    "staff.judgements.judge": MOVES,
    "staff.enrolments.index": READS,
    "staff.enrolments.show": READS,
    "staff.enrolments.move": MANAGES,
    "staff.enrolments.pause": MANAGES,
    "staff.mentors.name": MANAGES,
    "staff.coaching.reverse": MANAGES,
    "staff.extensions.index": READS,
    "staff.extensions.show": READS,
    "staff.outbox.index": READS,
    "staff.outbox.show": READS,
    "staff.outbox.send": READS,
    "staff.outbox.cancel": READS,
    "staff.reminders.index": READS,
    "staff.reminders.log": READS,
    "staff.decisions.index": SIGNS,
    "staff.decisions.sign": SIGNS,
    "staff.decisions.waive": SIGNS,
    "staff.people.index": READS,
    "staff.people.invite": RUNS,
    "staff.programmes.index": READS,
    "staff.programmes.show": READS,
    "staff.programmes.draw": READS,
    "staff.applications.search": READS,
    "staff.standings.index": READS,
    "staff.standings.ask": MOVES,
}
