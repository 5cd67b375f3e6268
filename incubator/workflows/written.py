"""Values that programme files write as words: "6 months", "7 days before"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from incubator.errors import DefinitionError


class Written:
    """A pydantic field of such a type is read from its words, and written as them in TOML and JSON."""

    __slots__ = ()

    if TYPE_CHECKING:

        @classmethod
        def parse(cls, text: str) -> Self:
            """Each type reads its own words; DefinitionError when they mean nothing."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema(),
            json_schema_input_schema=core_schema.str_schema(),
        )  # fmt: skip

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        try:
            return cls.parse(value if isinstance(value, str) else repr(value))
        except DefinitionError as error:
            raise ValueError(str(error)) from error
