"""Search without accents, capitals or punctuation: what is kept and what is typed fold alike."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

MOST_WORDS, LONGEST = 8, 200
LETTERS = 24  # as much of a word as is kept to look it up by
LEAST_SPELT = 4  # shorter words have too many neighbours
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})


def fold(text: str) -> str:
    """ "L’Œil-Étoilé SHK-27A" -> "l oeil etoile shk 27a"."""
    plain = "".join(c for c in normalize("NFKD", text.casefold().translate(_LIGATURES)) if not combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


def search_text(*parts: str | None, length: int = 400) -> str:
    """What goes into a `search` column: every part folded, each word once, cut at the column's length."""
    words = dict.fromkeys(word for part in parts if part for word in fold(part).split())
    return " ".join(words)[:length]


def typed_words(typed: str) -> list[str]:
    return list(dict.fromkeys(fold(typed[:LONGEST]).split()))[:MOST_WORDS]


def spelt_words(folded: str) -> set[str]:
    """The words worth correcting: neither short ones nor numbers."""
    return {word for word in folded.split() if is_spelt(word)}


def is_spelt(word: str) -> bool:
    return word.isalpha() and LEAST_SPELT <= len(word) <= LETTERS


def spellings(word: str) -> set[str]:
    """The word and what is left when one of its letters is: two words one slip apart share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_one_slip(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours swapped."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])
