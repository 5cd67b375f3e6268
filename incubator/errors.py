"""One family of refusals; each holds a sentence a founder can read and act on."""

from __future__ import annotations

from collections.abc import Sequence

from incubator.words import Words


class IncubatorError(Exception):
    """Anything this application refuses on purpose."""

    def __init__(self, words: Words | str, *, field: str | None = None) -> None:
        self.words = Words(words, words) if isinstance(words, str) else words.written()
        self.field = field
        super().__init__(self.words.en)


class Refused(IncubatorError):
    """A rule says no. Holds every failed reason, not the first."""

    def __init__(
        self, words: Words | str, *, field: str | None = None, reasons: Sequence[Words] = ()
    ) -> None:
        super().__init__(words, field=field)
        self.reasons = tuple(reason.written() for reason in reasons) or (self.words,)


class NotAllowed(IncubatorError):
    """The person may not do this; the sentence says who may."""


class NotFound(IncubatorError):
    """It does not exist, or not for this person: the two look the same."""

    def __init__(self, words: Words | str | None = None) -> None:
        super().__init__(words or Words("This page does not exist.", "Cette page n’existe pas."))


class Stale(IncubatorError):
    """Somebody else changed it first; the sentence says what happened."""


class Gone(IncubatorError):
    """It existed and is over (a used link, a closed call); the sentence says what to do next."""


class TooMany(IncubatorError):
    """Too many tries; the sentence says when to try again."""


class Unreachable(IncubatorError):
    """The database or another machine does not answer; the sentence says which and what to check."""


class DefinitionError(IncubatorError):
    """A programme, a machine or a setting is defined wrongly: file, key, reason."""
