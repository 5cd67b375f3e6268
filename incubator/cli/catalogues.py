"""The translations: every room's .po of a language becomes one catalogue that pages read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from incubator.cli.output import group
from incubator.errors import Refused
from incubator.typography import french
from incubator.words import LANGUAGES, Words

FOLDER = Path(__file__).parent.parent / "translations"

commands = group("catalogues", "Compile the translations.")


@commands.command("compile")
def compile_command() -> None:
    """Write the catalogues whose sources have changed; fail when two rooms contradict one another."""
    compile_catalogues()
    found = [said for language in LANGUAGES for said in contradictions(FOLDER, language)]
    if found:
        raise Refused("The translations contradict one another.", reasons=[Words(one, one) for one in found])


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Write <language>/LC_MESSAGES/messages.mo where a source is newer; say which were written."""
    return [written for language in LANGUAGES if (written := _compiled(folder, language))]


def merged(folder: Path, language: str) -> Catalog:
    """All rooms of a language as one, set as a printer would; the first room to say a text is heard."""
    whole = Catalog(locale=language, charset="utf-8")
    for _room, message in _messages(folder / language):
        if whole.get(message.id, message.context) is None:
            text = _typeset(message.string or "", language)
            whole.add(message.id, text, context=message.context, flags=message.flags)
    return whole


def contradictions(folder: Path, language: str) -> list[str]:
    """Texts that two rooms translate differently."""
    first: dict[tuple[object, str | None], tuple[str, Message]] = {}
    found = []
    for room, message in _messages(folder / language):
        known_room, known = first.setdefault((message.id, message.context), (room, message))
        if known.string != message.string:
            said = f"“{known.string}” in {known_room}, “{message.string}” in {room}"
            found.append(f"{language}: “{message.id}” is {said}.")
    return found


def _messages(folder: Path) -> Iterator[tuple[str, Message]]:
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as source:
            room = read_po(source, locale=folder.name, charset="utf-8", abort_invalid=True)
        yield from ((file.name, message) for message in room if message.id and message.string)


def _typeset(text: str | list[str] | tuple[str, ...], language: str) -> str | tuple[str, ...]:
    if language != "fr":
        return text if isinstance(text, str) else tuple(text)
    return french(text) if isinstance(text, str) else tuple(french(one) for one in text)


def _compiled(folder: Path, language: str) -> Path | None:
    target = folder / language / "LC_MESSAGES" / "messages.mo"
    sources = [*(folder / language).glob("*.po"), Path(__file__)]
    if target.exists() and all(source.stat().st_mtime < target.stat().st_mtime for source in sources):
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"messages.{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, merged(folder, language))
    draft.replace(target)  # whole or not at all, whoever reads meanwhile
    return target


if __name__ == "__main__":
    compile_catalogues()
