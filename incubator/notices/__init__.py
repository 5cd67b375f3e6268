"""TELL: every letter the application writes, as plain values; no database, no web."""

from incubator.notices import account, applying, checking, decision, programme_life, staff
from incubator.notices.letters import LETTERS, Door, Letter
from incubator.notices.rendering import Rendered, Sender, render

__all__ = [
    "LETTERS", "Door", "Letter", "Rendered", "Sender", "account", "applying", "checking", "decision",
    "programme_life", "render", "staff",
]  # fmt: skip
