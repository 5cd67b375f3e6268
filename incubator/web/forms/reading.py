"""Dates, money and numbers as people write them: see `incubator.web.reading`."""

from __future__ import annotations

from incubator.web.reading import count_words, fold, read_day, read_money, read_text, read_whole

__all__ = ["count_words", "fold", "read_day", "read_money", "read_text", "read_whole"]
