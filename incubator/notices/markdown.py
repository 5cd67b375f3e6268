"""The small Markdown of the letters, as simple HTML and as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import css_inline
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {"p", "a", "strong", "em", "ul", "ol", "li", "blockquote", "hr", "br"}
_UNUSED = [  # no letter has them, and what people type is escaped
    "code", "fence", "heading", "html_block", "lheading", "reference",
    "autolink", "backticks", "entity", "html_inline", "image",
]  # fmt: skip
_STYLE = """
body { margin: 0; background: #f4f6f5; color: #1c2426; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36em; margin: 0 auto; padding: 24px; background: #ffffff; }
a { color: #0b5d63; }
a.button { display: inline-block; padding: 12px 20px; border-radius: 6px; background: #0b5d63;
  color: #ffffff; text-decoration: none; font-weight: 600; }
blockquote { margin: 16px 0; padding: 0 0 0 16px; border-left: 3px solid #9fb4b5; }
hr { margin: 24px 0; border: 0; border-top: 1px solid #cdd8d8; }
"""


def as_html(source: str, *, title: str, language: str) -> str:
    """Nothing but the tags above survives, whatever was written."""
    parser = _parser()
    body = nh3.clean(
        parser.renderer.render(_parsed(source), parser.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "class"}},
        url_schemes={"http", "https", "mailto"},
    )
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{nh3.clean_text(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
    return css_inline.inline(page, load_remote_stylesheets=False) + "\n"


def as_text(source: str, *, colon: str = ":") -> str:
    """What the HTML says, for those who read plain text; `colon` stands between a button and its address."""
    return "\n\n".join(_blocks(_parsed(source), colon)) + "\n"


@lru_cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(_UNUSED)


@lru_cache(maxsize=4)  # a letter is read for its text, then for its HTML
def _parsed(source: str) -> tuple[Token, ...]:
    """Shared by whoever asks next: marked here, and only read from then on."""
    tokens = _parser().parse(source)
    _mark_buttons(tokens)
    return tuple(tokens)


def _mark_buttons(tokens: Sequence[Token]) -> None:
    """A link alone in its paragraph is the letter's button."""
    for token in tokens:
        children = token.children or []
        if token.type == "inline" and [c.type for c in children] == ["link_open", "text", "link_close"]:
            children[0].attrSet("class", "button")


def _blocks(tokens: Sequence[Token], colon: str) -> list[str]:
    """Paragraphs, items and quotations, each as the lines a mail reader shows."""
    blocks: list[str] = []
    prefixes: list[str] = []
    joins = False
    for token in tokens:
        if token.type in ("blockquote_open", "list_item_open"):
            prefixes.append("> " if token.type == "blockquote_open" else "- ")
        elif token.type in ("blockquote_close", "list_item_close"):
            joins = prefixes.pop() == "- "
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            joins = False
        elif token.type == "hr":
            blocks.append("-- ")
        elif token.type == "inline":
            lines = _prefixed(_line(token.children or [], colon), prefixes)
            if joins and blocks:
                blocks[-1] += "\n" + lines
            else:
                blocks.append(lines)
            joins = False
    return blocks


def _prefixed(text: str, prefixes: Sequence[str]) -> str:
    first = "".join(prefixes)
    others = first.replace("- ", "  ")
    return "\n".join((others if n else first) + line for n, line in enumerate(text.split("\n")))


def _line(children: Sequence[Token], colon: str) -> str:
    """Words as they are; a link keeps its address after its label."""
    written, addresses = "", []
    for child in children:
        if child.type == "link_open":
            addresses.append(str(child.attrGet("href")))
        elif child.type == "link_close":
            address = addresses.pop()
            alone = len(children) == 3
            written += f"{colon}\n{address}" if alone else f" ({address})"
        elif child.type in ("softbreak", "hardbreak"):
            written += "\n"
        else:
            written += child.content
    return written
