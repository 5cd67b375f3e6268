"""A page is the template named by its endpoint: staff.calls.show -> staff/calls/show.html."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from incubator.web.language import say
from incubator.words import Words


def page(template: str | None = None, /, *, status: int | None = None, **values: Any) -> ResponseReturnValue:
    """Render this endpoint's template; a `form` with errors answers 422 and undoes the unit of work."""
    form = values.get("form")
    has_errors = isinstance(form, Form) and bool(errors_of(form))
    text = render_template(template or template_of(request.endpoint or ""), has_errors=has_errors, **values)
    return text, status or (422 if has_errors else 200)


def template_of(endpoint: str) -> str:
    return endpoint.replace(".", "/") + ".html"


def succeed(words: Words | str) -> None:
    """Say on the next page that it worked."""
    flash(say(words) if isinstance(words, Words) else words, "ok")


def inform(words: Words | str) -> None:
    flash(say(words) if isinstance(words, Words) else words, "info")


def errors_of(form: Form) -> list[tuple[str, str]]:
    """(anchor, sentence) for every error of a form, in the order of its fields."""
    found = [("", str(error)) for error in form.form_errors]
    for field in form:
        found += [(field.id, sentence) for sentence in sentences(field.errors)]
    return found


def sentences(errors: Any) -> list[str]:
    """An enclosed form gives a mapping or nested lists: flattened, each sentence once."""
    if not isinstance(errors, Mapping | list | tuple):
        return [str(errors)]
    nested = errors.values() if isinstance(errors, Mapping) else errors
    return list(dict.fromkeys(sentence for part in nested for sentence in sentences(part)))
