"""What every written definition shares: frozen, no unknown key, texts in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    SerializationInfo,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from incubator.words import LANGUAGES, NARROW, WIDE, Words

UNKNOWN_KEY = "unknown key"
_NO_DATE = ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
KEY = r"^[a-z0-9][a-z0-9_-]{0,59}$"

Loc = tuple[str | int, ...]
Problem = tuple[Loc, str]  # where, as the keys that lead there; why, as a sentence


class Defined(BaseModel):
    """Frozen; an unknown key is a problem that names the nearest known one."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    @model_validator(mode="wrap")
    @classmethod
    def _with_problems(cls, data: Any, handler: Callable[[Any], Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            raise nested(problems_of(error, known=cls.keys())) from None

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The keys as they are written in a file."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


def nested(problems: Iterable[Problem]) -> PydanticCustomError:
    """Several problems, each with its own path, as one error pydantic can carry."""
    return PydanticCustomError("nested", "several problems", {"problems": list(problems)})


def problems_of(error: ValidationError, *, known: Iterable[str] = ()) -> list[Problem]:
    """A list left empty by its broken items is no problem of its own."""
    found = error.errors()
    broken = {one["loc"][:length] for one in found for length in range(len(one["loc"]))}
    told = (one for one in found if one["type"] != "too_short" or one["loc"] not in broken)
    return [problem for one in told for problem in _spread(one, tuple(known))]


def _spread(found: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    where = tuple(found["loc"])
    if found["type"] == "nested":
        yield from ((where + loc, why) for loc, why in found["ctx"]["problems"])
    elif found["type"] == "extra_forbidden":
        yield where, UNKNOWN_KEY + nearest(str(where[-1]), known)
    elif found["type"] == "too_short":
        yield where, "needs at least one item"
    elif found["type"] == "missing":
        yield where, "is missing"
    elif found["type"] in _NO_DATE:
        yield where, f"“{found['input']}” is not a date: write for example 2027-03-30"
    elif found["type"] == "literal_error":
        known = tuple(re.findall(r"'([^']*)'", found["ctx"]["expected"]))
        yield where, f"unknown value “{found['input']}”{nearest(str(found['input']), known)}"
    else:
        message = found["msg"].removeprefix("Value error, ")
        yield where, f"{message[0].lower()}{message[1:]}"


def path_of(loc: Loc, data: Any = None) -> str:
    """edition[7].eligibility[age].under: an item by its own key where it has one, else counted from 1."""
    path = ""
    for step in loc:
        data = _inside(data, step)
        path += f"[{_name(data, step)}]" if isinstance(step, int) else f".{step}"
    return path.lstrip(".")


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return data[step] if isinstance(data, list | tuple) and step < len(data) else None
    return data.get(step) if isinstance(data, Mapping) else None


def _name(item: Any, position: int) -> str:
    named = [item.get(name) for name in ("key", "id", "kind")] if isinstance(item, Mapping) else []
    return next((name for name in named if isinstance(name, str) and name), str(position + 1))


def nearest(name: str, known: Iterable[str]) -> str:
    """, did you mean "under"? when something known resembles it; otherwise what is known."""
    names = sorted(known)
    close = get_close_matches(name.lower(), names, n=1, cutoff=0.4)
    if close:
        return f": did you mean “{close[0]}”?"
    return f" (known: {', '.join(names)})" if names else ""


@lru_cache(maxsize=1024)
def typeset(french: str) -> str:
    """The plain spaces of « comme ceci : oui » become the narrow and fixed ones French asks for."""
    text = re.sub(r" (?=[;!?»])|(?<=«) ", NARROW, french)
    text = re.sub(r" (?=[:%€])", WIDE, text)
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NARROW, text)


def _text(value: Any) -> Words:
    if isinstance(value, Words):
        return value
    if not isinstance(value, Mapping):
        raise ValueError("must be a text in both languages: { en = …, fr = … }")
    unknown = [key for key in value if key not in LANGUAGES]
    problems: list[Problem] = [((key,), f"unknown language{nearest(key, LANGUAGES)}") for key in unknown]
    for language in LANGUAGES:
        text = value.get(language)
        if not isinstance(text, str) or not text.strip():
            problems.append(((language,), "the translation is missing"))
    if problems:
        raise nested(problems)
    return Words(en=value["en"].strip(), fr=typeset(value["fr"].strip()))


def _as_written(words: Words, info: SerializationInfo) -> dict[str, str] | None:
    """Words are no part of the meaning: a fingerprint leaves them out."""
    if info.context and info.context.get("meaning_only"):
        return None
    return {"en": words.en, "fr": words.fr}


Text = Annotated[Words, PlainValidator(_text), PlainSerializer(_as_written)]
