"""Dates, money and numbers as people write them; ValueError when they cannot be understood."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12, "janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7,
}  # fmt: skip
YEARS = range(1900, 2200)  # beyond them terms and closings could not be counted
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:of\s+)?([a-z]+)\.?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEKDAY = re.compile(
    r"^(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*di,?\s+|^dimanche,?\s+|^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+"
)
_AMOUNT = re.compile(r"(\d+)(?:[.,](\d{1,2}))?(k|m)?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]0{1,2})?")
_SCALE = {"k": 1_000, "m": 1_000_000, None: 1}
_CURRENCY = re.compile(r"€|\beuros?\b|\beur\b", re.IGNORECASE)


def read_day(text: str) -> date:
    """30/3/2027, 30 mars 2027, March 30, 2027 or 2027-03-30; the day comes before the month."""
    folded = _WEEKDAY.sub("", fold(text))
    if found := _ISO.fullmatch(folded):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(folded):
        day, month, year = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(folded):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := _MONTH_FIRST.fullmatch(folded):
        day, month, year = int(found[2]), _month(found[1]), int(found[3])
    else:
        raise ValueError(text)
    if year not in YEARS:
        raise ValueError(text)
    return date(year, month, day)


def read_money(text: str) -> int:
    """Whole euros: 200 000 €, €200,000, 200.000, 200k, 1,5 M€. Cents are refused unless they are nought."""
    return _read_amount(_CURRENCY.sub("", text))


def read_whole(text: str) -> int:
    return _read_amount(text)


def read_text(text: str | None) -> str:
    """The same whatever the browser: one kind of line end, no invisible control characters."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def read_version(text: str | None) -> int | None:
    """The version that a page showed, as its form sends it back; None for anything else."""
    shown = text or ""
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else None


def fold(text: str) -> str:
    """Lower case, plain spaces, no accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return " ".join(plain.split())


def _month(name: str) -> int:
    if name not in _MONTHS:
        raise ValueError(name)
    return _MONTHS[name]


def _read_amount(text: str) -> int:
    compact = "".join(fold(text).split()).replace("'", "").replace("’", "")
    if _GROUPED.fullmatch(compact):
        grouped = re.sub(r"[.,]0{1,2}$", "", compact) if len(re.split(r"[.,]", compact)[-1]) < 3 else compact
        compact = re.sub(r"[.,]", "", grouped)
    found = _AMOUNT.fullmatch(compact)
    if found is None or len(found[1]) > 12:
        raise ValueError(text)
    cents, scale = int((found[2] or "0").ljust(2, "0")), _SCALE[found[3]]
    hundredths = (int(found[1]) * 100 + cents) * scale
    if hundredths % 100:
        raise ValueError(text)
    return hundredths // 100
