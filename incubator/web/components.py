"""`ui.name(...)` in any template is the macro of that name in components/name.html."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import Environment
from markupsafe import Markup
from wtforms import Field

from incubator.web.forms.fields import control_type
from incubator.web.language import current_language
from incubator.web.pages import errors_of, sentences
from incubator.web.texts import REMEMBERED

PURE = frozenset({"badge", "result", "tag"})  # the same words give the same markup, whoever reads


class Components:
    """Looked up when first used, so that a page imports nothing."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._found: dict[tuple[str, str], Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        key = (current_language(), name)
        if key not in self._found or self._environment.auto_reload:
            self._found[key] = self._find(name)
        return self._found[key]

    def _find(self, name: str) -> Any:
        module = self._environment.get_template(f"components/{name}.html").module
        macro = getattr(module, name)
        # a text and the same text as markup are equal, and not escaped alike
        return lru_cache(REMEMBERED, typed=True)(macro) if name in PURE else macro


def described(field: Field, hint: str = "", *, with_invalid: bool = True) -> Markup:
    """The attributes that tie a control to its hint, its error and its counter."""
    parts = [f"{field.id}-hint"] if hint else []
    if field.errors:
        parts.append(f"{field.id}-error")
    text = Markup(' aria-describedby="{}"').format(" ".join(parts)) if parts else Markup()
    return text + Markup(' aria-invalid="true"') if field.errors and with_invalid else text


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        ui=Components(app.jinja_env),
        control_type=control_type,
        described=described,
        errors_of=errors_of,
        sentences=sentences,
    )
