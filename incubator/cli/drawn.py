"""Whether a secret was drawn at random, as far as it can be seen."""

from __future__ import annotations

DIFFERENT = 10  # characters of a secret that was drawn; one that was typed may repeat a few


def is_drawn(secret: str, *, at_least: int) -> bool:
    """Long, of many different characters, and not a short piece said again and again."""
    return len(secret) >= at_least and len(set(secret)) >= DIFFERENT and _period(secret) > len(secret) // 2


def _period(text: str) -> int:
    """After how many characters it begins again, even when the last piece is cut short."""
    return next((step for step in range(1, len(text)) if text.startswith(text[step:])), len(text))
