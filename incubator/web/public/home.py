"""The front page: three doors, the calls that are open, and who we are."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.web.language import current_language
from incubator.web.pages import page
from incubator.web.public.billboards import Billboard, announced, open_first
from incubator.web.public.lengths import duration_words
from incubator.web.public.programmes import listed
from incubator.words import Words
from incubator.workflows.programme import Programme

DOORS = {
    "shaker": (Words("I have an idea", "J’ai une idée"), "idea"),
    "booster": (Words("I have a young company", "J’ai une jeune entreprise"), "sprout"),
    "growth-hub": (Words("I am growing", "Je suis en croissance"), "building"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """One programme, in the visitor's words; `board` is the call she could answer next."""

    programme: Programme
    words: Words
    icon: str
    board: Billboard | None

    @property
    def lasts(self) -> Words:
        return duration_words(self.board.edition if self.board else self.programme.latest)


def root() -> ResponseReturnValue:
    """The address without a language goes to the reader's."""
    return redirect(url_for("public.home.show", lang=current_language()), 302)


def show() -> ResponseReturnValue:
    boards = open_first(announced())
    doors = [_door(programme, boards) for programme in listed()]
    opened = [board for board in boards if board.is_open]
    return page(doors=doors, opened=opened, coming=[board for board in boards if board.is_coming])


def _door(programme: Programme, boards: list[Billboard]) -> Door:
    words, icon = DOORS.get(programme.key, (programme.audience, "mark"))
    own = (board for board in boards if board.programme.key == programme.key)
    return Door(programme, words, icon, next(own, None))
