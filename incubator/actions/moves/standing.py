"""What the rules say to a move: what stands in its way, what runs out before the entry, what comes later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from incubator.actions.moves import fitness
from incubator.actions.moves.context import Context
from incubator.actions.moves.planning import Plan
from incubator.words import Words, both, weekday
from incubator.workflows.consequences import RuleNote
from incubator.workflows.eligibility import Finding

# towards a place; who is turned down or let go needs no eligibility
ONWARD = frozenset({
    "find_eligible", "start_review", "shortlist", "accept", "waitlist", "notify_accepted",
    "notify_waitlisted", "enter",
})  # fmt: skip


def rules_told(planned: Plan, *, context: Context) -> tuple[RuleNote, ...]:
    """Nothing where the machine has no such move, and nothing about who is turned down."""
    if planned.group == "cannot" or planned.move not in ONWARD | {"request_information"}:
        return ()
    return tuple(_told(planned, context))


def _told(planned: Plan, context: Context) -> Iterator[RuleNote]:
    assessment = planned.assessed.assessment
    said = " ".join(reason.en for reason in planned.reasons)
    for finding in (*assessment.unmet, *assessment.unknown):
        yield _stands(finding, said)
    if planned.move in ONWARD:
        yield from _lapsing(planned)
        yield from _later(planned, context, said)


def _stands(finding: Finding, said: str) -> RuleNote:
    """A refused move has given the sentence already: then only what would change it is added."""
    told = finding.told
    return RuleNote(
        finding.id, "stands", finding.required, None if told.en in said else told, mend=finding.mend
    )


def _lapsing(planned: Plan) -> Iterator[RuleNote]:
    """Met today, and by time alone no longer when the programme begins."""
    entry_on = planned.request.starts_on or planned.application.call.entry_on
    for finding in planned.assessed.assessment.findings:
        if not (finding.counts and finding.result == "met"):
            continue
        day = finding.flips_on
        if day is not None and (entry_on is None or day <= entry_on):
            yield RuleNote(finding.id, "lapses", finding.required, _runs_out(day, entry_on), on=day)


def _runs_out(day: date, entry_on: date | None) -> Words:
    words = _BEFORE if entry_on else _NO_ENTRY
    return words.format(day=_weekday(day), entry=_weekday(entry_on) if entry_on else "")


def _later(planned: Plan, context: Context, said: str) -> Iterator[RuleNote]:
    """Not needed for this move, and without it nobody enters."""
    for condition in fitness.waiting(planned.application, planned.request, context):
        finding = condition.finding
        words = None if finding.told.en in said else finding.told
        yield RuleNote(
            finding.id, "later", finding.required, words, mend=finding.mend, on=condition.due_on,
            owner=condition.owner,
        )  # fmt: skip


def _weekday(on: date) -> Words:
    return both(lambda language: weekday(on, language))


_BEFORE = Words(
    "This rule stops being met on {day}, before the entry on {entry}.",
    "Cette règle cesse d’être remplie le {day}, avant l’entrée le {entry}.",
)
_NO_ENTRY = Words(
    "This rule stops being met on {day}; the first day of the programme is not set yet.",
    "Cette règle cesse d’être remplie le {day} ; le premier jour du programme n’est pas encore fixé.",
)
