"""What every written definition shares: frozen, no unknown key, texts in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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

from incubator.words import LANGUAGES, NARROW, WIDE, Words
from incubator.workflows.problems import Hint, Loc, Problem, nearest, nested, path_of, problems_of, shown

__all__ = [
    "KEY", "Defined", "Hint", "Loc", "Problem", "Text", "nearest", "nested", "path_of", "problems_of",
    "typeset",
]  # fmt: skip

KEY = r"^[a-z0-9][a-z0-9_-]{0,59}$"


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
        raise ValueError(f'{shown(value)} is no text in both languages — write {{ en = "…", fr = "…" }}')
    unknown = [key for key in value if key not in LANGUAGES]
    problems: list[Problem] = [((key,), Hint("unknown language", key, LANGUAGES)) for key in unknown]
    for language in LANGUAGES:
        text = value.get(language)
        if not isinstance(text, str) or not text.strip():
            problems.append(((language,), f'the translation is missing — write {language} = "…"'))
    if problems:
        raise nested(problems)
    return Words(en=value["en"].strip(), fr=typeset(value["fr"].strip()))


def _as_written(words: Words, info: SerializationInfo) -> dict[str, str] | None:
    """Words are no part of the meaning: a fingerprint leaves them out."""
    if info.context and info.context.get("meaning_only"):
        return None
    return {"en": words.en, "fr": words.fr}


Text = Annotated[Words, PlainValidator(_text), PlainSerializer(_as_written)]
