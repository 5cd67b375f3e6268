"""What must hold later than the day of sending: who sees to it, by when, and where it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from incubator.actions.eligibility.assessed import Assessed
from incubator.words import Words, both, weekday
from incubator.workflows.eligibility.findings import GROUPS, OPINION, Finding, Result
from incubator.workflows.eligibility.judging import UnderCondition
from incubator.workflows.eligibility.references import local_day
from incubator.workflows.eligibility.rule import Rule
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

State = Literal["open", "met", "unmet"]
STATES: Mapping[Result, State] = {"unknown": "open", "met": "met", "unmet": "unmet"}
ON_RECORD = ("registered_on", "siren", "private_funds", "sector")  # kept on the page of the company
AFTER_ENTRY = ("mid_programme",)


@dataclass(frozen=True, slots=True)
class Place:
    """`name`: a fact of the company, a question with its task, or the rule somebody must judge."""

    kind: Literal["company", "question", "document", "judgement", "team"]
    name: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """`open` while it can still come; `unmet` as things stand; `is_due` once its day has come."""

    finding: Finding
    owner: str  # founders, manager, director
    due_on: date | None  # None: the day is not set yet
    state: State
    is_due: bool
    place: Place

    @property
    def key(self) -> str:
        """One rule may have to hold on several days."""
        return f"{self.finding.id}-{self.finding.reference}"

    @property
    def is_waived(self) -> bool:
        return self.finding.waived is not None

    @property
    def to_do(self) -> Words:
        """For whoever would let it enter: what is found, then the next step."""
        step = _JUDGE if self.place.kind == "judgement" else _STEPS[self.owner]
        asked, day = self.finding.required, self.due_on
        when = both(lambda language: f" ({weekday(day, language)})") if day else Words("", "")
        return _TO_DO.format(asked=asked, when=when, told=self.finding.told, step=step)

    def holds_up_entry(self, first_day: date | None) -> bool:
        """Required, not there, and due by the first day of the programme; a day not set yet comes before."""
        if self.state == "met" or self.is_waived or self.finding.severity != "block":
            return False
        if self.due_on is None or first_day is None:
            return self.finding.reference not in AFTER_ENTRY
        return self.due_on <= first_day


def conditions_in(assessed: Assessed, *, zone: str, at: datetime) -> list[Condition]:
    """Those put off, and those whose day has come since; the first due comes first.

    From an assessment that was made just now: the database is not asked.
    """
    sent = assessed.references.submission or at
    sent_on = local_day(sent, zone) if isinstance(sent, datetime) else sent
    found = [
        _condition(one, assessed, sent_on)
        for finding in assessed.assessment.findings
        for one in _put_off(finding, sent_on)
    ]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.max))


def _put_off(finding: Finding, sent_on: date) -> Iterator[Finding]:
    """A rule that must hold on several days gives one for each later day."""
    if finding.parts and all(part.id == finding.id for part in finding.parts):
        for part in finding.parts:
            if _is_later(part, sent_on):
                yield replace(part, waived=finding.waived)
    elif not _does_not_apply(finding) and _is_later(finding, sent_on):
        yield finding


def _is_later(finding: Finding, sent_on: date) -> bool:
    """Due after the sending: still to come, or come since and decisive."""
    if finding.deferred:
        return True
    return any(_comes_after(leaf, sent_on) for leaf in _deciding(finding))


def _comes_after(leaf: Finding, sent_on: date) -> bool:
    return leaf.deferred or (leaf.on is not None and leaf.on > sent_on and leaf.reference != "now")


def _deciding(finding: Finding) -> Iterator[Finding]:
    """The single rules behind a result."""
    if finding.rule not in GROUPS or not finding.parts:
        yield finding
        return
    deciding = [part for part in finding.parts if finding.rule == "not" or part.result == finding.result]
    for part in deciding or finding.parts:
        yield from _deciding(part)


def _does_not_apply(finding: Finding) -> bool:
    account = finding.account
    return finding.result == "met" and isinstance(account, UnderCondition) and account.is_aside


def _condition(finding: Finding, assessed: Assessed, sent_on: date) -> Condition:
    place = _place(finding, assessed.edition.rule(finding.id), assessed)
    return Condition(
        finding, owner_of(finding), due_on(finding, sent_on), _state(finding, place), not finding.deferred,
        place,
    )  # fmt: skip


def _state(finding: Finding, place: Place) -> State:
    """Until its day, a file that is not there can still be given."""
    may_come = finding.deferred and place.kind == "document" and finding.result == "unmet"
    return "open" if may_come else STATES[finding.result]


def owner_of(finding: Finding) -> str:
    """Who sees to it: an opinion is the manager’s to give, the rest the founders’, unless the rule says."""
    return finding.owner or ("manager" if _opinion(finding) else "founders")


def due_on(finding: Finding, sent_on: date) -> date | None:
    """Of a group: the first day on which something that is not there yet is due."""
    later = [leaf for leaf in _leaves(finding) if _comes_after(leaf, sent_on)]
    waiting = [leaf for leaf in later if leaf.result != "met"] or later
    return min((leaf.on for leaf in waiting if leaf.on is not None), default=None)


def _leaves(finding: Finding) -> Iterator[Finding]:
    if finding.rule not in GROUPS or not finding.parts:
        yield finding
    else:
        for part in finding.parts:
            yield from _leaves(part)


def _opinion(finding: Finding) -> Finding | None:
    """What somebody has still to judge, or judged otherwise."""
    return next((one for one in _leaves(finding) if one.rule == OPINION and one.result != "met"), None)


def _place(finding: Finding, rule: Rule | None, assessed: Assessed) -> Place:
    opinion = _opinion(finding)
    if opinion is not None:
        return Place("judgement", opinion.id)
    names = finding.missing or (rule.needs() if rule is not None else ())
    found = (_place_of(name, assessed) for name in names)
    return next((place for place in found if place is not None), Place("team"))


def _place_of(name: str, assessed: Assessed) -> Place | None:
    """The company’s own page, unless the form was answered: an answer goes before it."""
    question, task = _asking(name, assessed)
    is_answered = (assessed.facts.source_of(name) or "").startswith("answer:")
    if name in ON_RECORD and not is_answered:
        return Place("company", name)
    if question is None:
        return None
    return Place("document" if question.kind == "file" else "question", question.key, task)


def _asking(name: str, assessed: Assessed) -> tuple[Question | None, str]:
    edition: Edition = assessed.edition
    for task in edition.tasks:
        for question in task.shown(assessed.facts.answers):
            if name in (question.key, question.fact):
                return question, task.key
    return None, ""


_TO_DO = Words("{asked}{when}. {told} {step}", "{asked}{when}. {told} {step}")
_JUDGE = Words(
    "Give an opinion on the page of its rules, or ask for a waiver.",
    "Donnez un avis sur la page de ses règles, ou demandez une dérogation.",
)
_STEPS = {
    "founders": Words(
        "Ask the founders to see to it, choose a later first day, or ask for a waiver.",
        "Demandez à l’équipe fondatrice de s’en occuper, choisissez un premier jour plus tardif, "
        "ou demandez une dérogation.",
    ),
    "manager": Words(
        "See to this first, or ask for a waiver.",
        "Réglez d’abord ce point, ou demandez une dérogation.",
    ),
    "director": Words(
        "Ask the director to see to it, or ask for a waiver.",
        "Demandez à la direction de s’en occuper, ou demandez une dérogation.",
    ),
}
