"""The consequence document: everything an act would do, shown before it is done.

One object, three renderings (page, JSON, command line). It is made by the same planning
that then runs, so what was shown is what happens.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from incubator.words import Words, counted

Group = Literal["will", "needs", "cannot"]
Change = Literal["created", "cancelled", "moved"]


@dataclass(frozen=True)
class LetterPreview:
    """A letter as it will leave: rendered, to one person, in that person's language.

    Not written out (`text` is empty) where hundreds are announced and read one by one.
    """

    kind: str
    to_name: str
    to_email: str
    language: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class DateChange:
    """A deadline or a reminder that the act creates, cancels or moves."""

    what: str  # a reminder kind or a deadline code; its label is in the catalogues
    at: datetime
    change: Change
    owner: str = ""


@dataclass(frozen=True)
class UnmetRule:
    """A blocking rule that is not met and may be waived by the role named."""

    id: str
    words: Words
    waived_by: str


@dataclass(frozen=True)
class RuleNote:
    """A rule that stands in the way, stops being met before the entry, or has to hold by the entry."""

    id: str
    kind: Literal["stands", "lapses", "later"]
    title: Words  # what it asks for
    words: Words | None  # None where the reason given for not moving says it already
    mend: Words | None = None
    on: date | None = None
    owner: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "required": _words(self.title),
            "sentence": self.words and _words(self.words),
            "mend": self.mend and _words(self.mend),
            "on": self.on and self.on.isoformat(),
            "owner": self.owner,
        }


@dataclass(frozen=True)
class ConsequenceRow:
    """One subject: where it goes and what follows, or why it stays."""

    subject_kind: str
    subject_id: str
    ref: str
    label: str
    group: Group
    version: int
    from_state: str
    to_state: str | None = None
    outcome: str | None = None
    reasons: tuple[Words, ...] = ()
    unmet: tuple[UnmetRule, ...] = ()
    rules_met: int = 0
    rules_total: int = 0
    told: tuple[RuleNote, ...] = ()
    letters: tuple[LetterPreview, ...] = ()
    dates: tuple[DateChange, ...] = ()
    notes: tuple[Words, ...] = ()

    def as_json(self) -> dict[str, Any]:
        named = {"kind": self.subject_kind, "id": self.subject_id, "ref": self.ref, "label": self.label}
        unmet = [{"id": one.id, "waived_by": one.waived_by, **_words(one.words)} for one in self.unmet]
        return {
            "subject": named,
            "group": self.group,
            "version": self.version,
            "from": self.from_state,
            "to": self.to_state,
            "outcome": self.outcome,
            "reasons": [_words(reason) for reason in self.reasons],
            "unmet": unmet,
            "rules": {"met": self.rules_met, "total": self.rules_total},
            "told": [note.as_json() for note in self.told],
            "letters": [vars(letter) for letter in self.letters],
            "dates": [{**vars(change), "at": change.at.isoformat()} for change in self.dates],
            "notes": [_words(note) for note in self.notes],
        }


@dataclass(frozen=True)
class Places:
    """Places of a call: how many there are, how many are taken before and after the act."""

    total: int
    before: int
    after: int

    @property
    def is_over(self) -> bool:
        return self.after > self.total


@dataclass(frozen=True)
class Consequences:
    """What one act does to one or many subjects. Nothing has changed yet."""

    move: str
    rows: tuple[ConsequenceRow, ...]
    at: datetime
    hold_until: datetime
    places: Places | None = None
    notes: tuple[Words, ...] = ()
    token: str = field(init=False)

    def __post_init__(self) -> None:
        seen = [(r.subject_id, r.version, r.group, r.to_state, r.outcome) for r in self.rows]
        text = json.dumps([self.move, seen], separators=(",", ":"))
        object.__setattr__(self, "token", hashlib.sha256(text.encode()).hexdigest()[:32])

    @property
    def will(self) -> tuple[ConsequenceRow, ...]:
        return self._in("will")

    @property
    def needs(self) -> tuple[ConsequenceRow, ...]:
        return self._in("needs")

    @property
    def cannot(self) -> tuple[ConsequenceRow, ...]:
        return self._in("cannot")

    @property
    def letters(self) -> tuple[LetterPreview, ...]:
        return tuple(letter for row in self.will for letter in row.letters)

    @property
    def dates(self) -> tuple[DateChange, ...]:
        return tuple(change for row in self.will for change in row.dates)

    def summary(self) -> Words:
        """3 will move, 1 needs you first, 2 cannot move; 4 letters."""
        letters = counted(len(self.letters), Words("letter", "courriel"), Words("letters", "courriels"))
        return Words(
            "{will} will move, {needs} need you first, {cannot} cannot move; {letters}.",
            "À déplacer : {will}. À votre charge : {needs}. Impossible : {cannot}. {letters}.",
        ).format(will=len(self.will), needs=len(self.needs), cannot=len(self.cannot), letters=letters)

    def as_json(self) -> dict[str, Any]:
        places = self.places and {**vars(self.places), "is_over": self.places.is_over}
        return {
            "move": self.move,
            "token": self.token,
            "at": self.at.isoformat(),
            "hold_until": self.hold_until.isoformat(),
            "places": places,
            "notes": [_words(note) for note in self.notes],
            "rows": [row.as_json() for row in self.rows],
        }

    def _in(self, group: Group) -> tuple[ConsequenceRow, ...]:
        return tuple(row for row in self.rows if row.group == group)


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "fr": words.fr}
