"""French typography: the spaces a printer would set, so that nobody types them by hand."""

from __future__ import annotations

import re

from incubator.words import NARROW, WIDE

# People's own texts come through here: no pattern may begin twice in the same run of characters.
_KEPT = re.compile(  # addresses, mail addresses, tags and placeholders pass through untouched
    r"(?:https?|mailto|ftp)://?[^\s»]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|<[^<>]*>|%\(\w+\)[sd]|\{[^{}]*\}|\x01"
)
_SPACE = "[ \u00a0\u202f]"
_SPACES = f"(?<!{_SPACE}){_SPACE}+"
_RULES = (
    (re.compile(f"{_SPACES}(?=[;!?])"), NARROW),
    (re.compile(f"(?<=«){_SPACE}+|{_SPACES}(?=»)"), NARROW),
    (re.compile(f"{_SPACES}(?=:(?!//))"), WIDE),
    (re.compile(f"(?<=[\\w)\u0001]){_SPACE}+(?=[%€](?!\\())"), WIDE),
    (re.compile(f"(?<=\\d){_SPACE}(?=\\d{{3}}(?!\\d))"), NARROW),
)


def french(text: str) -> str:
    """Plain spaces before ; ! ? : % € », after « and between thousands become the right ones."""
    kept: list[str] = []

    def put_away(match: re.Match[str]) -> str:
        kept.append(match.group())
        return "\u0001"

    # punctuation that ends a sentence is no part of the address before it
    shown = _KEPT.sub(put_away, text)
    for pattern, space in _RULES:
        shown = pattern.sub(space, shown)
    originals = iter(kept)
    return re.sub("\u0001", lambda _mark: next(originals), shown)
