"""What the pages say, in the language they are read in: the same story can be told in both."""

from __future__ import annotations

import gettext
from datetime import date

from incubator.cli.catalogues import FOLDER
from incubator.words import Words, day
from incubator.workflows.programme import Programme
from incubator.workflows.questions import Question


class Texts:
    """`say("Send application")`: the button as the reader sees it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._held = gettext.translation("messages", FOLDER, [language], fallback=True)
        self._known = gettext.translation("messages", FOLDER, ["fr"])

    def __call__(self, text: str, **given: object) -> str:
        """A text of the pages, which always has its French."""
        if text not in self._known._catalog:  # type: ignore[attr-defined]  # what GNUTranslations keeps
            raise KeyError(f"no page says “{text}”")
        said = self._held.gettext(text)
        return said % given if given else said.replace("%%", "%")

    def many(self, one: str, several: str, num: int, **given: object) -> str:
        return self._held.ngettext(one, several, num) % {"num": num, **given}

    def label(self, key: str, audience: str = "staff") -> str:
        """A word of the application by its code; founders read some of them otherwise."""
        for code in (f"{key}.{audience}", key):
            said = self._held.gettext(code)
            if said != code:
                return said
        raise KeyError(f"no word for {key}")

    def words(self, words: Words) -> str:
        return words[self.language]

    def day(self, on: date) -> str:
        return day(on, self.language)

    def question(self, question: Question) -> str:
        return question.label[self.language]

    def programme(self, programme: Programme) -> str:
        return programme.name[self.language]
