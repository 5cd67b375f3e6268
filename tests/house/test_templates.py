"""Every template has a reader: an endpoint, another template, or the one place that renders it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from tests.house.rooms import APPLICATION, TEMPLATES, files, text

PAGES = [path.relative_to(TEMPLATES).as_posix() for path in files(TEMPLATES, ".html")]
COMPONENTS = [name for name in PAGES if name.startswith("components/")]
OTHERS = [name for name in PAGES if not name.startswith(("components/", "letters/", "errors/"))]


@pytest.mark.parametrize("name", OTHERS)
def test_a_template_is_rendered_by_its_endpoint_or_included(name: str, app: Flask) -> None:
    endpoints = {endpoint.replace(".", "/") + ".html" for endpoint in app.view_functions}
    included = f'"{name}"' in _written_elsewhere(name)

    assert (
        name in endpoints
        or included
        or (name.startswith("styleguide/") and "shell.styleguide" not in endpoints)
    )


def test_a_component_holds_the_macro_of_its_name() -> None:
    assert [
        name for name in COMPONENTS if f"macro {_macro(name)}(" not in (TEMPLATES / name).read_text("utf-8")
    ] == []


def test_a_component_is_used() -> None:
    assert [
        name for name in COMPONENTS if not re.search(rf"\bui\.{_macro(name)}\b", _written_elsewhere(name))
    ] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_template_compiles_and_refuses_what_it_was_not_given(name: str, app: Flask) -> None:
    template = app.jinja_env.get_template(name)

    assert template.environment.undefined is StrictUndefined


def _macro(name: str) -> str:
    return name.removeprefix("components/").removesuffix(".html")


def _written_elsewhere(name: str) -> str:
    """The text of every other template, and of the code that renders pages."""
    others = [path for path in files(TEMPLATES, ".html") if path.relative_to(TEMPLATES).as_posix() != name]
    return "\n".join(text(path) for path in [*others, *files(APPLICATION / "web", ".py")])
