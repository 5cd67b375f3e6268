"""What every written definition shares: frozen, no unknown key, texts in both languages, problems with a path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel, ConfigDict, PlainSerializer, PlainValidator, SerializationInfo, ValidationError, model_validator,
)
from pydantic_core import PydanticCustomError

from incubator.words import LANGUAGES, NARROW, WIDE, Words

KEY = r"^[a-z0-9][a-z0-9_-]{0,59}$"

Problem = tuple[str, str]  # where, as a path of keys; why, as a sentence


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
    return [problem for found in error.errors() for problem in _spread(found, tuple(known))]


def _spread(found: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    where = _path(found["loc"])
    if found["type"] == "nested":
        yield from ((joined_path(where, path), why) for path, why in found["ctx"]["problems"])
    elif found["type"] == "extra_forbidden":
        yield where, f"unknown key{nearest(str(found['loc'][-1]), known)}"
    elif found["type"] == "missing":
        yield where, "is missing"
    else:
        message = found["msg"].removeprefix("Value error, ")
        yield where, f"{message[0].lower()}{message[1:]}"


def _path(loc: Iterable[str | int]) -> str:
    """("edition", 0, "term") -> edition[1].term: counted from 1, as people count."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in loc).lstrip(".")


def joined_path(first: str, second: str) -> str:
    return first + second if second.startswith("[") or not first or not second else f"{first}.{second}"


def nearest(name: str, known: Iterable[str]) -> str:
    """, did you mean "under"? when something known resembles it; otherwise what is known."""
    names = sorted(known)
    close = get_close_matches(name.lower(), names, n=1, cutoff=0.4)
    if close:
        return f": did you mean “{close[0]}”?"
    return f" (known: {', '.join(names)})" if names else ""


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
    problems: list[Problem] = [(key, f"unknown language{nearest(key, LANGUAGES)}") for key in value if key not in LANGUAGES]
    for language in LANGUAGES:
        text = value.get(language)
        if not isinstance(text, str) or not text.strip():
            problems.append((language, "the translation is missing"))
    if problems:
        raise nested(problems)
    return Words(en=value["en"].strip(), fr=typeset(value["fr"].strip()))


def _as_written(words: Words, info: SerializationInfo) -> dict[str, str] | None:
    """Words are no part of the meaning: a fingerprint leaves them out."""
    if info.context and info.context.get("meaning_only"):
        return None
    return {"en": words.en, "fr": words.fr}


Text = Annotated[Words, PlainValidator(_text), PlainSerializer(_as_written)]
