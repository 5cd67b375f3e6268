"""Slips of writing in a programme file: what stands there, what to write, and the line to go on with."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_PAIR = re.compile(r"(?P<before>\s*)(?P<key>[A-Za-z0-9_.-]+|\"[^\"]*\")\s*(?P<sign>=|:)\s*(?P<rest>.*?)\s*")
_ODD_KEY = re.compile(r"\s*(?P<key>[^\s\[\]{}\"'#=][^\[\]{}\"'#=]*?)\s*=\s*(?P<rest>\S.*)")
_HEAD = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w. \"-]+?)\s*\]*\s*(?:#.*)?")
_CURLY = "“”„«»‘’‚"
_YES_NO = {
    "true": "true", "yes": "true", "oui": "true", "vrai": "true", "on": "true",
    "false": "false", "no": "false", "non": "false", "faux": "false", "off": "false",
}  # fmt: skip
_SUM = re.compile(r"-?\d[\d \u202f\u00a0,.]*(?P<unit>\s*(?:€|\$|£|%|EUR|USD|GBP|CHF))?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_CLASH = ("overwrite", "twice", "Duplicate", "mutate")


class Slip(NamedTuple):
    """`instead` is None where what follows cannot be read without mending it first."""

    why: str
    instead: str | None = None
    key: str = ""
    is_twice: bool = False


def not_closed(line: str) -> Slip:
    key = re.match(r"\s*([A-Za-z0-9_-]+)\s*=", line)
    why = "a list or a table begins here and is not closed — close it with ] or }"
    return Slip(why, key=key[1] if key else "")


def slip(line: str, error: str, *, column: int) -> Slip:
    """Of a line that is not TOML, from what the reader says of it."""
    pair = _PAIR.fullmatch(line)
    if any(word in error for word in _CLASH):
        return _twice(line, pair)
    if "Unescaped" in error:
        why = "a backslash begins a special sign — write two of them, or put the text between ' and '"
        return Slip(why, line.replace("\\", "\\\\"), pair["key"] if pair else "")
    if pair is not None and (found := _value(pair, error)):
        rest = json.dumps(pair["rest"].strip(_CURLY + "'\""))
        return Slip(found, f"{pair['before']}{pair['key']} = {rest}", pair["key"])
    return _other(line, error, column)


def _other(line: str, error: str, column: int) -> Slip:
    if odd := _ODD_KEY.fullmatch(line):
        why = f"“{odd['key']}” is no key: plain letters, digits, - and _, without accents or blanks"
        return Slip(f"{why} — write the key as the documentation does", f'"{odd["key"]}" = {odd["rest"]}')
    if head := _HEAD.fullmatch(line):
        whole = f"{head['open']}{head['name']}{head['open'].replace('[', ']')}"
        return Slip(f"the head of this table is not closed — write {whole}", whole)
    if "Unclosed" in error or "Unterminated" in error:
        return Slip('a text, a list or a table begins here and is not closed — close it with ", ] or }')
    if "=" not in line and ":" not in line:
        return Slip('there is a text without a key — write key = "…", or # before a remark', f"# {line}")
    where = f" from the sign {column} on" if column > 1 else ""
    return Slip(f'this line cannot be read{where} — write key = value, texts between " and "')


def _twice(line: str, pair: re.Match[str] | None) -> Slip:
    if pair is not None:
        why = f"“{pair['key']}” is written twice in this table — keep one of the two"
        return Slip(why, f"# {line}", pair["key"], is_twice=True)
    head = line.strip().strip("[] ")
    several = f"write [[{head}]] with two brackets each time when there are several"
    return Slip(f"the table “{head}” is written twice — {several}, or keep one", is_twice=True)


def _value(pair: re.Match[str], error: str) -> str:
    """Why the value cannot be read and how it is written; empty when this says nothing about it."""
    key, rest = pair["key"], pair["rest"]
    if pair["sign"] == ":":
        return f"a colon stands where = is wanted — write {key} = {_between_quotes(rest)}"
    if not rest or rest.startswith("#"):
        return f"nothing stands after the = sign — write a value, or remove “{key}”"
    if rest[0] in _CURLY:
        return f"curly quotes are no quotes here — write {key} = {_between_quotes(rest.strip(_CURLY + ' '))}"
    if rest[0] in "\"'":
        return _text(key, rest, error)
    return "" if rest[0] in "[{" else _bare(key, rest)


def _bare(key: str, rest: str) -> str:
    """A value without quotes that is neither a number, nor a date, nor true or false."""
    if (word := _YES_NO.get(rest.lower())) is not None:
        return f"“{rest}” is no yes or no here — write {key} = {word}"
    if found := _DAY.fullmatch(rest):
        day, month, year = found.groups()
        return f"“{rest}” is no date here: the year comes first — write {key} = {year}-{month:0>2}-{day:0>2}"
    if found := _SUM.fullmatch(rest):
        number, unit = re.sub(r"[^\d.-]", "", rest), (found["unit"] or "").strip()
        amount = f'{key} = "{number} {unit or "EUR"}"'
        return (
            f"“{rest}” is no number — write {amount}{'' if unit else f', or {key} = {number} without a unit'}"
        )
    return f"a text stands without quotes — write {key} = {_between_quotes(rest)}"


def _text(key: str, rest: str, error: str) -> str:
    if "Illegal character '\\n'" in error or "Unterminated" in error:
        return f"the text is not closed — write {key} = {_between_quotes(rest.strip(rest[0]))}"
    if "Expected newline" in error:
        return f'something follows the text — write {key} = "…" alone on its line, quotes inside as \\"'
    return f'the text holds a sign that cannot stand in it — write {key} = "…" anew'


def _between_quotes(rest: str) -> str:
    return rest if rest[:1] in ('"', "'", "[", "{") else f'"{rest}"'
