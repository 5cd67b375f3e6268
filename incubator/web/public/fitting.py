"""Does this call fit these answers? The rules the questions feed, judged as if it were sent at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from incubator.actions.days import local_day
from incubator.web.public.asking import asked, own_facts
from incubator.web.public.billboards import Billboard
from incubator.web.told import Link, Told, answering, told, told_later
from incubator.words import Words
from incubator.workflows.eligibility import assess, facts_from_answers
from incubator.workflows.eligibility.findings import Finding, Result, worst
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Unasked:
    """`how` it is settled: the form asks for it, an opinion is given, or the team checks it."""

    words: Words
    severity: str
    how: str


@dataclass(frozen=True)
class Fit:
    """`judged` is what the questions can settle; `later` is looked at once an application is there."""

    board: Billboard
    questions: tuple[Question, ...]
    answers: Mapping[str, Any]
    judged: tuple[Finding, ...]
    later: tuple[Finding, ...]

    @property
    def due(self) -> tuple[Told, ...]:
        """What counts when it is sent."""
        now = [finding for finding in self.judged if not finding.deferred]
        return told(now, self.board.edition, self._link)

    @property
    def deferred(self) -> tuple[Told, ...]:
        """What is looked at on a day after the sending."""
        put_off = [finding for finding in self.judged if finding.deferred]
        sent_on = local_day(self.board.sent_at, self.board.call.zone)
        return told_later(put_off, self.board.edition, self._link, sent_on=sent_on)

    @property
    def unasked(self) -> tuple[Unasked, ...]:
        """What no answer here can settle."""
        return tuple(Unasked(one.required, one.severity, self._how(one)) for one in self.later)

    def _how(self, finding: Finding) -> str:
        if finding.opinions:
            return "opinion"
        rule = self.board.edition.rule(finding.id)
        asks = (rule.looks_at(question) for question in self.board.edition.questions) if rule else ()
        return "form" if any(asks) else "team"

    @property
    def is_open(self) -> bool:
        """An answer here would make it surer."""
        return any(one.asks for one in (*self.due, *self.deferred))

    def _link(self, name: str) -> Link | None:
        """To the question on this page."""
        for question in self.questions:
            if name in (question.key, question.fact) and question.is_shown(self.answers):
                return answering(question), f"#q-{question.key}"
        return None

    @property
    def verdict(self) -> Result:
        """The worst of what blocks; something only pointed out, or not told, is to be confirmed."""
        blocking = worst(finding.result for finding in self.judged if finding.counts)
        if blocking != "met":
            return blocking
        due = (finding for finding in self.judged if not finding.deferred)
        return "met" if all(finding.result == "met" for finding in due) else "unknown"

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.judged if finding.counts and finding.result == "unmet")


def fit(board: Billboard, answers: Mapping[str, Any], told_elsewhere: Mapping[str, Any] = NOTHING) -> Fit:
    """What can be said before anybody has applied: our own records and opinions come later."""
    edition, questions = board.edition, asked(board.edition)
    facts = facts_from_answers(edition, answers, venture={**told_elsewhere, **own_facts(edition, answers)})
    found = assess(edition, facts, board.references, now=board.sent_at, zone=board.call.zone)
    fed = {rule.id for rule in edition.rules if any(rule.looks_at(question) for question in questions)}
    judged = tuple(finding for finding in found.findings if finding.id in fed)
    later = tuple(finding for finding in found.findings if finding.id not in fed)
    return Fit(board, questions, answers, judged, later)


def alternatives(board: Billboard, others: Iterable[Billboard], answers: Mapping[str, Any]) -> list[Fit]:
    """Other open calls that these answers fit, the surest first."""
    told = _told(board.edition, answers)
    fits = [fit(other, answers, told) for other in others if other.is_open and other.call.id != board.call.id]
    return sorted((one for one in fits if one.verdict != "unmet"), key=lambda one: one.verdict != "met")


def _told(edition: Edition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The facts in these answers, which another form may ask in other words."""
    known = facts_from_answers(edition, answers, venture=own_facts(edition, answers))
    named = [name for name, source in known.sources.items() if source != "application"]
    return {name: getattr(known, name) for name in named}
