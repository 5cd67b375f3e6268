"""docs/settings.md and the table of the README: every setting with its variable, default and purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from annotated_types import Ge, Le, MaxLen, MinLen
from flask import Flask
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from incubator.cli.documents.markdown import codes, head, table, whole
from incubator.errors import IncubatorError
from incubator.settings import ROOT, Settings

INTRODUCTION = """\
A value is looked for in the environment, then in `<instance>/settings.toml`, then in
`config/settings.toml`, then here; the first one found holds. In the files the key is the name of the
setting. An empty variable counts as none. A value that makes no sense, or a key that is no setting,
stops the start with one sentence.
"""
BEGIN, END = "<!-- settings, by `docs write` -->", "<!-- end of settings -->"
_BOUNDS: dict[type, str] = {
    Ge: "at least {0.ge}", Le: "at most {0.le}",
    MinLen: "not empty", MaxLen: "at most {0.max_length} characters",
}  # fmt: skip


def page(_app: Flask) -> str:
    return whole(_lines())


def placed(readme: str) -> str:
    """The README with its table as the settings are: all that stands between the two marks is replaced."""
    before, begin, rest = readme.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise IncubatorError(f"The README has lost its marks {BEGIN} and {END}.")
    rows = (_row(name, field) for name, field in Settings.model_fields.items())
    shorter = ((name, variable, default, what) for name, variable, default, _values, what in rows)
    lines = table(("setting", "environment", "default", "what it is"), shorter)
    return "\n".join((f"{before}{BEGIN}", "", *lines, f"{END}{after}"))


def _lines() -> Iterator[str]:
    yield from head("Settings")
    yield from (*INTRODUCTION.splitlines(), "")
    rows = (_row(name, field) for name, field in Settings.model_fields.items())
    yield from table(("setting", "environment", "default", "values", "what it is"), rows)


def _row(name: str, field: FieldInfo) -> tuple[str, str, str, str, str]:
    return (
        f"`{name}`",
        f"`{variable(name, field)}`",
        _default(field),
        _values(field),
        field.description or "",
    )


def variable(name: str, field: FieldInfo) -> str:
    """The variable of the environment that gives this setting."""
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return f"{Settings.model_config['env_prefix']}{name}".upper()


def _default(field: FieldInfo) -> str:
    value = field.default
    if value in ("", None):
        return "none"
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}/`"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


def _values(field: FieldInfo) -> str:
    """The closed set, the bounds, or the kind of value."""
    told: Any = field.annotation
    options = [one for one in get_args(told) if isinstance(one, str)]
    if options:
        return codes(options)
    bounds = [_BOUNDS[type(one)].format(one) for one in field.metadata if type(one) in _BOUNDS]
    kind = {bool: "`true` or `false`", int: "a whole number", Path: "a folder"}.get(told, "text")
    return ", ".join([kind, *bounds])
