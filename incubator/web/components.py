"""`ui.name(...)` in any template is the macro of that name in components/name.html."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import Environment
from markupsafe import Markup
from wtforms import Field

from incubator.web.forms.fields import control_type
from incubator.web.pages import errors_of, sentences
from incubator.web.texts import REMEMBERED

PURE = frozenset({"badge", "result", "tag", "verdict"})  # the same words give the same markup, whoever reads


class Components:
    """Looked up when first used, so that a page imports nothing."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        module = self._environment.get_template(f"components/{name}.html").module
        return getattr(module, name)


class ComponentsInOneLanguage(Components):
    """Each macro is kept once it was found; one whose markup is always the same, with what it made."""

    def __getattr__(self, name: str) -> Any:
        macro = super().__getattr__(name)
        if name in PURE:  # a text and the same text as markup are equal, and not escaped alike
            macro = lru_cache(REMEMBERED, typed=True)(macro)
        if not self._environment.auto_reload:
            setattr(self, name, macro)
        return macro


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
