"""What is wrong in something written: where, why, and what to write instead."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

Loc = tuple[str | int, ...]
UNKNOWN_KEY = "unknown key"
LISTED = 12  # names that a sentence still holds
_NO_DATE = ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
_MEND = re.compile(r"(?:: |; |, )(?=(?:write|give|say|ask|split|name)\b)")
_MEANT = re.compile(r": did you mean “(.*?)”\?")
_KNOWN = re.compile(r" \(known: (.*?)\)")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2}).*")
_PATTERN = re.compile(r"[^a-z0-9_-]+")

_ALTERNATIVES = {"bool", "str", "int", "date", "float", "Limit"}
_WRITE = "write it "
_DATE_WANTED = ("a date", "write it as 2027-03-30")

EXAMPLES = {
    "key": 'key = "1"', "id": 'id = "age"', "dated": "dated = 2027-01-01",
    "stages": 'stages = ["check", "review", "decision"]', "confirm_within": 'confirm_within = "14 days"',
    "edition": "[[edition]] and its keys", "task": "[[edition.task]] and its keys",
    "question": "[[edition.task.question]] and its keys", "step": 'step = "check"', "rule": 'rule = "date"',
    "length": 'length = "6 months"', "asks_before": 'asks_before = "60 days"', "owner": 'owner = "founders"',
    "anchor": 'anchor = "enrolment_end"', "offset": 'offset = "7 days before"',
    "of": 'of = [{ rule = "date", … }]',
    "fact": 'fact = "…"', "kind": 'kind = "…"', "choices": "choices = [{ key = …, label = … }]",
    "accept": 'accept = ["pdf"]', "max_mb": "max_mb = 10",
}  # fmt: skip
TEXTS = ("name", "summary", "audience", "source", "title", "why", "label", "words")
HEADS = {
    "edition": "[[edition]]", "task": "[[edition.task]]", "question": "[[edition.task.question]]",
    "eligibility": "[[edition.eligibility]]", "reminder": "[[edition.reminder]]",
}  # fmt: skip
_WANTED = {
    "string_type": ("a text", "write it between quotes"),
    "int_type": ("a whole number", "write it in figures, without quotes"),
    "int_parsing": ("a whole number", "write it in figures, without quotes"),
    "int_from_float": ("a whole number", "write it without a point"),
    "bool_type": ("yes or no", "write true or false, without quotes"),
    "bool_parsing": ("yes or no", "write true or false, without quotes"),
    "tuple_type": ("a list", "write it between [ and ]"),
    "list_type": ("a list", "write it between [ and ]"),
    "named_tuple_type": ("a question and its answer", 'write ["question", true]'),
    "dict_type": ("a table", "write { key = value }"),
    "mapping_type": ("a table", "write { key = value }"),
    "model_type": ("a table", "write { key = value }"),
    "model_attributes_type": ("a table", "write { key = value }"),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A reason that names the nearest of what is known: looked for only when it is told."""

    lead: str
    name: str
    known: Collection[str] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.lead} — {meant(self.name, self.known)}"


Why = str | Hint
Problem = tuple[Loc, Why]  # where, as the keys that lead there; why, as a sentence


def nested(problems: Iterable[Problem]) -> PydanticCustomError:
    """Several problems, each with its own path, as one error pydantic can carry."""
    return PydanticCustomError("nested", "several problems", {"problems": list(problems)})


def problems_of(error: ValidationError, *, known: Iterable[str] = ()) -> list[Problem]:
    """A list left empty by its broken items is no problem of its own."""
    found = error.errors(include_url=False)
    broken = {one["loc"][:length] for one in found for length in range(len(one["loc"]))}
    names = tuple(known)
    typos = _typos(found, names)
    told = (
        one
        for one in found
        if not (one["type"] == "too_short" and one["loc"] in broken)
        and not (one["type"] == "missing" and one["loc"] in typos)
    )
    return [problem for one in _together(told) for problem in _spread(one, names)]


def _typos(found: list[Any], known: tuple[str, ...]) -> set[Loc]:
    """Keys that are missing because they are written wrongly: the wrong key alone is told."""
    if not any(one["type"] == "missing" for one in found):
        return set()
    wrong = [one["loc"] for one in found if one["type"] == "extra_forbidden"][:LISTED]
    names = sorted(known)
    return {(*loc[:-1], close_to(str(loc[-1]), names)) for loc in wrong}


def _together(found: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """A key that takes several sorts of value has one problem, not one for each sort."""
    alternatives: dict[Loc, list[Mapping[str, Any]]] = {}
    for one in found:
        where = tuple(one["loc"])
        if len(where) > 1 and is_alternative(where[-1]) and one["type"] in (*_WANTED, *_NO_DATE):
            alternatives.setdefault(where[:-1], []).append(one)
        else:
            yield one
    for where, some in alternatives.items():
        yield some[0] if len(some) == 1 else {**some[0], "loc": where, "type": "alternatives", "ctx": {
            "wanted": [_WANTED.get(one["type"], _DATE_WANTED) for one in some]}}  # fmt: skip


def is_alternative(step: str | int) -> bool:
    """Not a key, but one of the sorts of value that a key takes."""
    return isinstance(step, str) and (step in _ALTERNATIVES or "[" in step)


def _spread(found: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    where = tuple(found["loc"])
    if found["type"] == "nested":
        yield from ((where + loc, why) for loc, why in found["ctx"]["problems"])
    else:
        yield where, _why(found, str(where[-1]) if where else "", known)


def _why(found: Mapping[str, Any], key: str, known: tuple[str, ...]) -> Why:
    sort, context = found["type"], found.get("ctx", {})
    if sort == "extra_forbidden":
        return Hint(UNKNOWN_KEY, key, known)
    if (sort == "missing" and isinstance(found["loc"][-1], int)) or found["msg"].startswith("NamedTuple"):
        return 'a question and its answer are wanted — write ["question", true]'
    if sort == "missing":
        return f"is missing — write {_example(key)}"
    if sort == "too_short":
        return "needs at least one item — write one, or remove the key"
    if sort in _NO_DATE:
        return (
            no_such_day(str(found["input"]))
            or f"{shown(found['input'])} is not a date — write for example 2027-03-30"
        )
    if sort == "alternatives":
        sorts, mends = zip(*context["wanted"], strict=True)
        what = f"{shown(found['input'])} is {sort_of(found['input'])} where {' or '.join(sorts)} is wanted"
        return f"{what} — {mends[0]}{''.join(f', or {mend.removeprefix(_WRITE)}' for mend in mends[1:])}"
    if sort == "literal_error":
        names = re.findall(r"'([^']*)'", context["expected"])
        return Hint(f"unknown value {shown(found['input'])}", str(found["input"]), names)
    if sort in _WANTED:
        wanted, mend = _WANTED[sort]
        mend = f"write {HEADS[key]} with two brackets" if key in HEADS and wanted == "a list" else mend
        return f"{shown(found['input'])} is {sort_of(found['input'])} where {wanted} is wanted — {mend}"
    if sort == "string_pattern_mismatch":
        plain = _PATTERN.sub("-", str(found["input"]).lower()).strip("-_") or "a-name"
        return f"{shown(found['input'])} is no key: small letters, digits, - and _ — write “{plain[:60]}”"
    return _bounds(context, found["input"]) or in_two(found["msg"].removeprefix("Value error, "))


def _bounds(context: Mapping[str, Any], value: Any) -> str:
    for name, side in (("ge", "or more"), ("gt", "or more"), ("le", "or less"), ("lt", "or less")):
        if name in context:
            bound = context[name] + 1 if name == "gt" else context[name]
            return f"{shown(value)} is out of bounds — write {bound} {side}"
    return ""


def in_two(why: str) -> str:
    """A reason, a dash, and what to write instead."""
    why = f"{why[:1].lower()}{why[1:]}".rstrip(".")
    if " — " in why:
        return why
    why = _KNOWN.sub(r" — write one of: \1", _MEANT.sub(r" — write “\1”", why, count=1), count=1)
    return why if " — " in why else _MEND.sub(" — ", why, count=1)


def _example(key: str) -> str:
    if key in TEXTS:
        return f'{key} = {{ en = "…", fr = "…" }}'
    return EXAMPLES.get(key, f"{key} = …")


def shown(value: Any) -> str:
    """“12 month s”; 3; true; a list and a table are not repeated."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"“{value[:57]}…”" if len(value) > 60 else f"“{value}”"
    return "this" if isinstance(value, Mapping | list | tuple) or value is None else str(value)[:60]


def sort_of(value: Any) -> str:
    sorts: tuple[tuple[Any, str], ...] = (
        (bool, "true or false"), (str, "a text"), (int | float, "a number"), (Mapping, "a table"),
        (list | tuple, "a list"), (date, "a date"),
    )  # fmt: skip
    return next((name for kind, name in sorts if isinstance(value, kind)), "something else")


def no_such_day(written: str) -> str:
    """31 February: the month has fewer days. Empty when it is no date at all, or a real one."""
    found = _DATE.fullmatch(written.strip())
    if found is None:
        return ""
    year, month, day = (int(part) for part in found.groups())
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return f"“{written}” is no day: there are twelve months — write for example 2027-03-30"
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return ""
    return f"“{written}” is no day: that month has {last} — write {year:04}-{month:02}-{last:02}"


def path_of(loc: Loc, data: Any = None) -> str:
    """edition[7].eligibility[age].under: an item by its own key where it has one, else counted from 1."""
    path = ""
    for step in loc:
        data = _inside(data, step)
        path += f"[{_name(data, step)}]" if isinstance(step, int) else f".{_step(step)}"
    return path.removeprefix(".")


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return data[step] if isinstance(data, list | tuple) and step < len(data) else None
    return data.get(step) if isinstance(data, Mapping) else None


def _name(item: Any, position: int) -> str:
    named = [item.get(name) for name in ("key", "id", "kind")] if isinstance(item, Mapping) else []
    return next((name[:60] for name in named if isinstance(name, str) and name), str(position + 1))


def _step(name: str) -> str:
    """A name with a dot in it is written between quotes."""
    name = f"{name[:57]}…" if len(name) > 60 else name
    return f'"{name}"' if re.search(r"[^\w…-]", name) or not name else name


def nearest(name: str, known: Iterable[str]) -> str:
    """: did you mean “under”? when something known resembles it; otherwise what is known."""
    names = sorted(known)
    close = close_to(name, names, cutoff=0.4)
    if close:
        return f": did you mean “{close}”?"
    return f" (known: {', '.join(names)})" if names else ""


def meant(name: str, known: Iterable[str]) -> str:
    """write “under”; or, where nothing resembles it, write one of …"""
    names = sorted(known)
    close = close_to(name, names)
    return f"write “{close}”" if close else one_of(names)


def one_of(names: Iterable[str]) -> str:
    listed = sorted(names)
    more = ", …" if len(listed) > LISTED else ""
    return f"write one of: {', '.join(listed[:LISTED])}{more}" if listed else "remove it"


def close_to(name: str, names: list[str], *, cutoff: float = 0.6) -> str:
    return next(iter(get_close_matches(name.lower()[:100], names, n=1, cutoff=cutoff)), "")
