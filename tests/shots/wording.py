"""Whether a page says everything in the language it is read in."""

from __future__ import annotations

import re
from functools import cache

from playwright.sync_api import Page

from incubator.cli.catalogues import merged
from tests.house.rooms import TRANSLATIONS

TEXTS = """() => {
  const texts = [document.title], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const text = walker.currentNode.data.replace(/[ \\t\\n]+/g, " ").trim();
    const isForeign = holder.closest("[lang]").lang !== document.documentElement.lang;
    const isGiven = holder.closest("script, style, textarea, code, .ref, .said, .menu-who, blockquote");
    if (text && !isForeign && !isGiven) texts.push(text);
  }
  return texts;
}"""
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
GAP = re.compile(r"%\(\w+\)[sd]|\{\w+\}|^None$|^undefined$|&[a-z]+;|\bWords\(|<[a-z]+>")


def untranslated(page: Page, language: str) -> list[str]:
    """A code instead of its words, a gap nobody filled, or words of the other language."""
    rooms, foreign = _rooms(), _foreign(language)
    return [
        f"untranslated: {text[:80]}"
        for text in dict.fromkeys(page.evaluate(TEXTS))
        if plain(text) in foreign
        or GAP.search(text)
        or any(code[0].split(".")[0] in rooms for code in _codes(text))
    ]


def plain(text: str) -> str:
    """Printers' spaces are for the eye."""
    return re.sub(r"\s+", " ", text)


def _codes(text: str) -> list[re.Match[str]]:
    return [found for word in text.split() if (found := CODE.fullmatch(word.strip("«»“”(),:;")))]


@cache
def _said(language: str) -> dict[str, set[str]]:
    """Every text of the catalogues in this language, by its key; English texts are their own keys."""
    english, french = merged(TRANSLATIONS, "en"), merged(TRANSLATIONS, "fr")
    said: dict[str, set[str]] = {}
    for message in french:
        key = message.id if isinstance(message.id, str) else message.id[0]
        known = english.get(message.id, message.context)
        spoken = message.string if language == "fr" else known.string if known else message.id
        said[key] = {plain(text) for text in ([spoken] if isinstance(spoken, str) else spoken or ())}
    return said


@cache
def _rooms() -> frozenset[str]:
    """The first words of the keys: state.application.draft is in the room `state`."""
    return frozenset(key.split(".")[0] for key in _said("en") if CODE.fullmatch(key))


@cache
def _foreign(language: str) -> frozenset[str]:
    """Whole texts that only the other language has."""
    other = "en" if language == "fr" else "fr"
    theirs = {text for texts in _said(other).values() for text in texts}
    ours = {text for texts in _said(language).values() for text in texts}
    return frozenset(text for text in theirs - ours if len(text) > 2 and not GAP.search(text))
