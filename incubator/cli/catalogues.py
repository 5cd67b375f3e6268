"""The translations: every room's .po of a language becomes one catalogue that pages read."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from incubator.cli.output import group
from incubator.errors import DefinitionError
from incubator.typography import french
from incubator.words import LANGUAGES

FOLDER = Path(__file__).parent.parent / "translations"

commands = group("catalogues", "Compile the translations.")


@commands.command("compile")
def compile_command() -> None:
    """Write the catalogues whose sources have changed."""
    compile_catalogues()


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Write <language>/LC_MESSAGES/messages.mo where a source is newer; say which were written."""
    return [written for language in LANGUAGES if (written := _compiled(folder / language, language))]


def merged(folder: Path, language: str) -> Catalog:
    """All rooms of a language as one; the same text translated in two ways is an error."""
    whole = Catalog(locale=language, charset="utf-8")
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as source:
            room = read_po(source, locale=language, charset="utf-8", abort_invalid=True)
        for message in room:
            if message.id:
                _take(whole, message, file, language)
    return whole


def _take(whole: Catalog, message: Message, file: Path, language: str) -> None:
    text = _typeset(message.string or "", language)
    known = whole.get(message.id, message.context)
    if known is not None and known.string and text and known.string != text:
        said = f"“{_first(message.id)}” is already translated as “{_first(known.string)}”"
        raise DefinitionError(f"{file.parent.name}/{file.name}: {said}")
    if _first(text) or language == "en":
        whole.add(message.id, text, context=message.context, flags=message.flags)


def _typeset(text: str | list[str] | tuple[str, ...], language: str) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return french(text) if language == "fr" else text
    return tuple(french(one) if language == "fr" else one for one in text)


def _first(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _compiled(folder: Path, language: str) -> Path | None:
    target = folder / "LC_MESSAGES" / "messages.mo"
    sources = [*folder.glob("*.po"), Path(__file__)]
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
