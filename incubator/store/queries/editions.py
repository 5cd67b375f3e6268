"""The programme and the edition something runs on, as it was published."""

from __future__ import annotations

from incubator.store.editions import edition_of

__all__ = ["edition_of"]
