"""A decision has a reason."""

from __future__ import annotations

from incubator.errors import Refused
from incubator.words import Words, counted

LONGEST = 2_000  # characters
_CHARACTERS = Words("character", "caractère"), Words("characters", "caractères")
_SHORTEN = Words(
    "{over} too many: {longest} at most.",
    "{over} en trop : {longest} au maximum.",
)


def given(text: str, *, field: str = "reason") -> str:
    """The text without its edges; Refused when there is nothing in it, or a whole book."""
    if not text.strip():
        raise Refused(
            Words(
                "Please write the reason: it is kept with the decision.",
                "Indiquez la raison : elle est conservée avec la décision.",
            ),
            field=field,
        )
    reason = text.strip()
    if len(reason) > LONGEST:
        over, longest = counted(len(reason) - LONGEST, *_CHARACTERS), counted(LONGEST, *_CHARACTERS)
        raise Refused(_SHORTEN.format(over=over, longest=longest), field=field)
    return reason
