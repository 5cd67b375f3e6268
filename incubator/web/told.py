"""What founders and visitors read of the rules: groups with their parts, and how to settle what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from incubator.actions.eligibility.conditions import ON_RECORD, due_on, owner_of
from incubator.web.language import say
from incubator.web.rule_lines import RuleLine, rule_lines
from incubator.web.texts import _
from incubator.words import Words
from incubator.workflows.eligibility.findings import Finding
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question

Link = tuple[str, str]  # what to do, and where
Links = Callable[[str], Link | None]


@dataclass(frozen=True, slots=True)
class Told:
    """`links` lead to what would settle it; nothing the reader holds would when `asks_team`.

    What is due later has an owner; its day is None while it is not set.
    """

    line: RuleLine
    links: tuple[Link, ...]
    asks_team: bool
    parts: tuple[Told, ...]
    is_settled: bool  # it is met, or the group it is in
    owner: str = ""
    due_on: date | None = None

    @property
    def mend(self) -> Words | None:
        """What would change the answer, where no link says it: a group leaves that to its parts."""
        finding = self.line.finding
        is_said = bool(self.is_settled or self.parts or self.links or self.asks_team)
        is_met_in_time = bool(self.owner) and finding.result != "unmet"
        return None if is_said or is_met_in_time else finding.mend

    @property
    def asks(self) -> bool:
        """An answer would settle it, or one of its parts."""
        return bool(self.links) or any(part.asks for part in self.parts)

    @property
    def weight(self) -> str:
        """What is only wished for never reads like a no."""
        finding = self.line.finding
        is_wish = finding.result == "unmet" and finding.severity != "block"
        return "unknown" if is_wish else finding.result


def told(findings: Sequence[Finding], edition: Edition, links: Links) -> tuple[Told, ...]:
    rules = [edition.rule(finding.id) for finding in findings]
    known = [(f, rule) for f, rule in zip(findings, rules, strict=True) if rule is not None]
    lines = rule_lines([f for f, _ in known], [rule for _, rule in known], edition.labels)
    return nested(lines, links)


def nested(lines: Sequence[RuleLine], links: Links) -> tuple[Told, ...]:
    return _side_by_side(lines, 0, 0, links, is_settled=False)[0]


def told_later(
    findings: Iterable[Finding], edition: Edition, links: Links, *, sent_on: date
) -> tuple[Told, ...]:
    """The first due comes first; a day that is not set comes last."""
    listed = list(findings)
    found = zip(listed, told(listed, edition, links), strict=True)
    later = [replace(one, owner=owner_of(f), due_on=due_on(f, sent_on)) for f, one in found]
    return tuple(sorted(later, key=lambda one: one.due_on or date.max))


def _side_by_side(
    lines: Sequence[RuleLine], at: int, depth: int, links: Links, *, is_settled: bool
) -> tuple[tuple[Told, ...], int]:
    """Those of one depth from a place on, and where they end; a group that is met asks nothing more."""
    found: list[Told] = []
    while at < len(lines) and lines[at].depth >= depth:
        line = lines[at]
        settled = is_settled or line.finding.result == "met"
        parts, at = _side_by_side(lines, at + 1, depth + 1, links, is_settled=settled)
        open_to = () if parts or settled else _links(line.finding, links)
        asks_team = not (parts or settled or open_to) and _only_the_team_knows(line.finding)
        found.append(Told(line, open_to, asks_team, parts, settled))
    return tuple(found), at


def _links(finding: Finding, links: Links) -> tuple[Link, ...]:
    found = (links(name) for name in finding.missing)
    return tuple(dict.fromkeys(link for link in found if link is not None))


def _only_the_team_knows(finding: Finding) -> bool:
    """No question asks for it, and the page of a company does not hold it."""
    return bool(finding.missing) and not set(finding.missing) & set(ON_RECORD)


def answering(question: Question) -> str:
    """The text of a link to a question."""
    asked = say(question.label)
    if question.kind == "file":
        return _("Give the file “%(question)s”", question=asked)
    return _("Answer “%(question)s”", question=asked)
