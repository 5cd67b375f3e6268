"""What differs between what was found before and what is found now: rule by rule, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from incubator.workflows.eligibility.facts import FACTS, Facts
from incubator.workflows.eligibility.findings import Assessment, Finding
from incubator.workflows.eligibility.rule import Rule, every

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

WHYS = ("edition", "fact", "judgement", "waiver", "moved", "due", "jury", "register", "time")
TIES = "ties"  # the fact that is about whoever decides


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule; before or after is None where one of the two editions has no such rule."""

    rule: str
    before: str | None
    after: str | None
    why: tuple[str, ...]  # of WHYS
    facts: tuple[str, ...] = ()  # those with another value, and questions by their key
    reference: str | None = None  # the date that was moved

    def as_json(self) -> dict[str, Any]:
        """For the journal: keys alone, put into words when somebody reads it."""
        said = {"rule": self.rule, "from": self.before, "to": self.after, "why": list(self.why)}
        more = {"facts": list(self.facts), "reference": self.reference}
        return said | {key: value for key, value in more.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Difference:
        return cls(
            data["rule"], data.get("from"), data.get("to"), tuple(data.get("why", ())),
            tuple(data.get("facts", ())), data.get("reference"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """An assessment as it was kept."""

    at: datetime
    document: Mapping[str, Any]  # Assessment.as_json
    facts: Mapping[str, Any]  # Facts, as JSON, what is not known left out
    is_former: bool = False  # written before these comparisons: only its results are trusted


class Watched:
    """What the rules of an edition look at; made once for many applications."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rules = {rule.id: (_facts_of(rule), _judged_in(rule)) for rule in edition.rules}
        self.facts = tuple(sorted({name for names, _ in self.rules.values() for name in names}))

    def fingerprint(self, found: Assessment, facts: Facts) -> str:
        """The same for the same findings: a short cut past what was kept, never the last word."""
        results = [(*_shape(one), *_days(one), one.waived is not None) for one in found.findings]
        known = [facts.value(name) for name in self.facts]
        return sha256(repr((self.edition.key, results, known)).encode()).hexdigest()


def differences(
    kept: Kept, found: Assessment, *, facts: Facts, watched: Watched, because: str | None = None
) -> tuple[Difference, ...]:
    """In the order of the edition, rules that are gone at the end; equal gives none."""
    before = {finding["id"]: finding for finding in kept.document["findings"]}
    is_other = kept.document.get("edition") != watched.edition.key
    held = None if kept.is_former else facts.model_dump(mode="json", exclude_defaults=True)
    told = [
        _difference(before.get(one.id), one, kept=kept, facts=held, watched=watched, because=because)
        for one in found.findings
    ]
    ids = {one.id for one in found.findings}
    gone = [Difference(key, before[key]["result"], None, ("edition",)) for key in before if key not in ids]
    listed = [one for one in (*told, *gone) if one is not None]
    return tuple(replace(one, why=("edition",)) for one in listed) if is_other else tuple(listed)


def _difference(
    before: Mapping[str, Any] | None, found: Finding, *, kept: Kept, facts: Mapping[str, Any] | None,
    watched: Watched, because: str | None,
) -> Difference | None:  # fmt: skip
    if before is None:
        return Difference(found.id, None, found.result, ("edition",))
    names, judged = watched.rules.get(found.id, ((), ()))
    changed = () if facts is None else tuple(n for n in names if _value(kept.facts, n) != _value(facts, n))
    moved = None if facts is None else next(_moved(before, found), None)
    is_other = _same(before) != _same(found) if facts is None else _kept_shape(before) != _shape(found)
    signs = {
        "fact": bool(changed),
        "judgement": facts is not None and _ruled(kept.facts, judged) != _ruled(facts, judged),
        "waiver": found.waived is not None and found.waived.at > kept.at,
        "moved": moved is not None,
        "due": before["deferred"] and not found.deferred and moved is None,
    }
    why = tuple(name for name, holds in signs.items() if holds)
    if not why and not is_other:
        return None
    left = "jury" if because == "jury" and TIES in names else "time"
    left = "register" if because == "register" and any(_asking(watched.edition, found.id)) else left
    return Difference(found.id, before["result"], found.result, why or (left,), changed, moved)


def _asking(edition: Edition, rule_id: str) -> Iterator[str]:
    """The lists of the house this rule asks."""
    return next((rule.registers() for rule in edition.rules if rule.id == rule_id), iter(()))


def _same(finding: Mapping[str, Any] | Finding) -> tuple[object, ...]:
    if isinstance(finding, Finding):
        return finding.result, finding.deferred
    return finding["result"], finding["deferred"]


def _shape(finding: Finding) -> tuple[Any, ...]:
    """Results and what is put off, down to the parts; nothing of the texts."""
    return finding.id, finding.result, finding.deferred, tuple([_shape(part) for part in finding.parts])


def _kept_shape(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    parts = tuple([_kept_shape(part) for part in finding.get("parts", ())])
    return finding["id"], finding["result"], finding["deferred"], parts


def _days(finding: Finding) -> list[tuple[str, str]]:
    """The dates it was judged on; today moves by itself and is none."""
    own = [(finding.reference, finding.on.isoformat())] if finding.on and finding.reference != "now" else []
    return [*own, *(day for part in finding.parts for day in _days(part))]


def _kept_days(finding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if finding["on"] and finding["reference"] != "now":
        yield finding["reference"], finding["on"]
    for part in finding.get("parts", ()):
        yield from _kept_days(part)


def _moved(before: Mapping[str, Any], found: Finding) -> Iterator[str]:
    """The references that now fall on another day."""
    held = dict(_kept_days(before))
    return (name for name, day in _days(found) if held.get(name, day) != day)


def _value(facts: Mapping[str, Any], name: str) -> Any:
    return facts.get(name) if name in FACTS else facts.get("answers", {}).get(name)


def _ruled(facts: Mapping[str, Any], rules: Sequence[str]) -> list[Any]:
    judged = facts.get("judgements", {})
    return [judged.get(rule) for rule in rules]


def _facts_of(rule: Rule) -> tuple[str, ...]:
    """Its own, those of its parts and of its conditions, each once."""
    return tuple(dict.fromkeys(name for one in every([rule]) for name in one.needs()))


def _judged_in(rule: Rule) -> tuple[str, ...]:
    return tuple(one.id for one in every([rule]) if one.rule == "judgement")
