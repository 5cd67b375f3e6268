"""A letter written out: subject, plain text and simple HTML, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import jinja2

from incubator.notices import phrases
from incubator.notices.letters import Letter
from incubator.notices.markdown import as_html, as_text

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "letters"
FOOT = "\n---\n"  # what follows says why the reader gets this


@dataclass(frozen=True)
class Sender:
    """Who writes: the address people type, the organisation's name, where answers go."""

    origin: str = "http://127.0.0.1:8000"
    organisation: str = "Biocluster"
    reply_to: str = "programmes@example.org"


@dataclass(frozen=True)
class Rendered:
    """One letter as it leaves; `text` is what a page shows."""

    title: str
    text: str
    language: str
    source: str = field(repr=False)

    @cached_property
    def html(self) -> str:
        """Made when somebody asks: a page that shows what would leave never does."""
        return as_html(self.source, title=self.title, language=self.language)


def render(
    letter: Letter, language: str, *, origin: str, organisation: str, reply_to: str, name: str = ""
) -> Rendered:
    """The same words for the same values; a missing value is an error, never a blank."""
    values = {
        **letter.values(),
        "link": phrases.Safe(origin + letter.path),
        "origin": phrases.Safe(origin),
        "organisation": organisation,
        "answers_name": letter.contact_name or organisation,
        "answers_email": letter.contact_email or reply_to,
        "name": name,
    }
    title, said, foot = (piece.render(values).strip() for piece in _pieces(letter.kind, language))
    frame = _environment(language).get_template(f"frame.{language}.txt")
    source = frame.render({**values, "said": phrases.Safe(said), "foot": phrases.Safe(foot)})
    source, title = phrases.spaced(source, language), phrases.spaced(title, language)
    title = as_text(title).strip()
    text = as_text(source, colon=phrases.COLON[language])
    return Rendered(title, text, language, source)


@lru_cache(maxsize=256)
def _pieces(kind: str, language: str) -> tuple[jinja2.Template, ...]:
    """A template's subject (its first line), its body, and why the reader gets it."""
    source = (TEMPLATES / f"{kind}.{language}.txt").read_text("utf-8")
    title, rest = source.split("\n", 1)
    pieces = (title, *rest.split(FOOT))
    return tuple(_environment(language).from_string(piece) for piece in pieces)


@lru_cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        finalize=phrases.finalize(language),
        autoescape=False,  # noqa: S701 - these are Markdown, escaped by `finalize`; HTML is cleaned after
    )
    environment.filters.update(phrases.filters(language))
    return environment
