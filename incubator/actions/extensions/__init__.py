"""Ask for more time in a programme; grant it or refuse it."""

from incubator.actions.extensions.asking import ask, cannot_ask
from incubator.actions.extensions.deciding import (
    ExtensionPreview,
    grant,
    preview_decision,
    refuse,
)  # fmt: skip

__all__ = ["ExtensionPreview", "ask", "cannot_ask", "grant", "preview_decision", "refuse"]
