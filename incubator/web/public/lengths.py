"""How long a programme lasts, in words and drawn as a bar."""

from __future__ import annotations

from dataclasses import dataclass

from incubator.web.bars import Span
from incubator.words import Words
from incubator.workflows.programme import Edition
from incubator.workflows.terms import Length

NO_END = Words("No end is set", "Sans fin fixée")


@dataclass(frozen=True, slots=True)
class LengthBar:
    """The term, and the extensions that may follow it, in per cent of the drawing."""

    main: Span
    extensions: tuple[Span, ...]


def length_bar(edition: Edition) -> LengthBar:
    """An edition without an end fills the drawing."""
    if edition.term is None:
        return LengthBar(Span(0, 100), ())
    policy = edition.extension
    parts = [_size(edition.term)]
    if policy is not None:
        parts += [_size(policy.length)] * policy.max_count
    whole = sum(parts)
    spans, x = [], 0.0
    for part in parts:
        spans.append(Span(round(x, 2), round(part / whole * 100, 2)))
        x += part / whole * 100
    return LengthBar(spans[0], tuple(spans[1:]))


def duration_words(edition: Edition) -> Words:
    """6 months, and 6 more if needed."""
    if edition.term is None:
        return NO_END
    if edition.extension is None:
        return edition.term.words
    both = Words("{term}, and {more} more if needed", "{term}, et {more} de plus si besoin")
    return both.format(term=edition.term.words, more=edition.extension.length.words)


def _size(length: Length) -> float:
    return length.months + length.days / 30
