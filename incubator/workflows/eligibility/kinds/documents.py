"""Documents of one kind counted, with all that is asked of them: by whom, since when, signed by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import Words, both, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility import measuring
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Document
from incubator.workflows.eligibility.kinds.lists import Count, Entries
from incubator.workflows.eligibility.labels import OR, Labels, lowered
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.tallies import asked_for
from incubator.workflows.eligibility.where import Where
from incubator.workflows.eligibility.wording import capital


class DocumentRule(Count):
    """At least one document of this kind, and all that `where` asks of it."""

    kind: ClassVar[str] = "document"

    rule: Literal["document"]  # type: ignore[assignment]  # a kind of its own
    of: str = Field("documents", description="Always the documents: it may be left out.")
    document: str | tuple[str, ...] = Field(
        description="The kind of document, or the key of the question that asks for the file; or several."
    )

    @model_validator(mode="before")
    @classmethod
    def _one_at_least(cls, value: Any) -> Any:
        if isinstance(value, dict) and not any(name in value for name in measuring.SAID):
            return {**value, "at_least": 1}
        return value

    @model_validator(mode="after")
    def _of_that_kind(self) -> Any:
        self._where = Where.of(Document, {"kind": list(self.kinds()), **self.where})
        return self

    def needs(self) -> tuple[str, ...]:
        return ("documents", *self.kinds())

    def missing(self, ground: Ground) -> tuple[str, ...]:
        return ("documents",) if self.entries(ground) is None else ()

    def kinds(self) -> tuple[str, ...]:
        return (self.document,) if isinstance(self.document, str) else self.document

    def required(self, labels: Labels) -> Words:
        """Document: lease (date of issue: before that day)."""
        is_one = self.limits_given() == {"at_least": "1"}
        number = _DOCUMENT if is_one else asked_for(self, self.nouns())
        return _OF_THE_KIND.format(
            number=number, kinds=self._named(labels), once=self._once(), where=self.which(labels)
        )

    def limits_given(self) -> dict[str, str]:
        """As plain numbers; a share or several limits are no plain number."""
        given = {name: getattr(self, name) for name in measuring.SAID if getattr(self, name)}
        return {name: str(limits[0].value) if len(limits) == 1 else "" for name, limits in given.items()}

    def reckoned(self, entries: Entries, ground: Ground, at: Moment, on: date) -> Iterator[Words]:
        """Lease: no document; at least 1 is needed. Of the kind asked for alone."""
        of_kind = tuple(entry for entry in entries if getattr(entry, "kind", None) in (None, *self.kinds()))
        first, *rest = super().reckoned(of_kind, ground, at, on)
        yield _LEAD.format(kinds=capital(self._named(ground.labels)), number=_lowered(first))
        yield from rest

    def _kind(self, labels: Labels) -> Words:
        return _OF_KIND.format(kinds=self._named(labels), where=self.which(labels))

    def asked_of_entries(self) -> Where:
        """Besides their kind, which has words of its own."""
        return Where.of(Document, self.where)

    def _named(self, labels: Labels) -> Words:
        return joined((labels.document(kind) for kind in self.kinds()), last=OR)


def _lowered(words: Words) -> Words:
    return both(lambda language: lowered(words[language]))


_OF_KIND = Words(": {kinds}{where}", typeset(" : {kinds}{where}"))
_DOCUMENT = Words("Document", "Document")
_OF_THE_KIND = Words("{number}: {kinds}{once}{where}", typeset("{number} : {kinds}{once}{where}"))
_LEAD = Words("{kinds}: {number}", typeset("{kinds} : {number}"))
