"""Search without accents, capitals or punctuation: what is kept and what is typed fold alike."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.orm import InstrumentedAttribute

MOST_WORDS, LONGEST = 8, 200
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})


def fold(text: str) -> str:
    """ "L’Œil-Étoilé SHK-27A" -> "l oeil etoile shk 27a"."""
    plain = "".join(c for c in normalize("NFKD", text.casefold().translate(_LIGATURES)) if not combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


def search_text(*parts: str | None, length: int = 400) -> str:
    """What goes into a `search` column: every part folded, each word once, cut at the column's length."""
    words = dict.fromkeys(word for part in parts if part for word in fold(part).split())
    return " ".join(words)[:length]


def matches(column: InstrumentedAttribute[str], typed: str) -> ColumnElement[bool]:
    """Every typed word occurs somewhere in the folded column; nothing typed matches all."""
    words = fold(typed[:LONGEST]).split()[:MOST_WORDS]
    return and_(true(), *(column.contains(word, autoescape=True) for word in words))
