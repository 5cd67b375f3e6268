"""A decision has a reason."""

from __future__ import annotations

from incubator.errors import Refused
from incubator.words import Words


def given(text: str, *, field: str = "reason") -> str:
    """The text without its edges; Refused when there is nothing in it."""
    if not text.strip():
        raise Refused(
            Words(
                "Please write the reason: it is kept with the decision.",
                "Indiquez la raison : elle est conservée avec la décision.",
            ),
            field=field,
        )
    return text.strip()
