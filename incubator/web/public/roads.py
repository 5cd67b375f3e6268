"""What happens from the opening of a call to the last day of the programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from incubator import words
from incubator.web import formats
from incubator.web.language import current_language, say
from incubator.web.public.billboards import Billboard
from incubator.web.public.lengths import duration_words
from incubator.web.texts import _
from incubator.workflows.programme import Edition

Step = tuple[str, str, str, str]  # title, when, past|now|future, note


def road(board: Billboard) -> list[Step]:
    """The dates of one call; what has no date yet is left out."""
    return [
        (title, when, _position(board, at), note) for title, at, when, note in _dated(board) if at is not None
    ]


def typical_road(edition: Edition) -> list[Step]:
    """The steps of every call of this edition, without dates."""
    steps = {
        "check": (_("We check the rules"), _("If something is missing, we ask you for it.")),
        "review": (_("Experts read it"), _("They read the science, the need, the team and the plan.")),
        "interview": (_("You are invited to an interview"), _("You tell the project and answer questions.")),
        "decision": (_("A decision is taken"), _decides(edition)),
        "confirmation": (
            _("You confirm your place"),
            _("Within %(time)s after the letter.", time=say(edition.confirm_within.words)),
        ),
    }
    first = (_("You apply"), _("Online, in several sittings if you like, until the call closes."))
    last = (_("You start"), say(duration_words(edition)))
    told = [first, *(steps[stage] for stage in edition.stages), last]
    return [(title, "", "future", note) for title, note in told]


def _decides(edition: Edition) -> str:
    who = say(WHO[edition.decides])
    if edition.signs:
        return _("Proposed by %(who)s, signed by %(signs)s.", who=who, signs=say(WHO[edition.signs]))
    return _("By %(who)s. You receive the reasons with it.", who=who)


WHO = {
    "manager": words.Words("the programme manager", "la personne responsable du programme"),
    "director": words.Words("the director", "la direction"),
}


def _dated(board: Billboard) -> Iterator[tuple[str, datetime | date | None, str, str]]:
    call, zone = board.call, board.call.zone
    yield _("Opens"), call.opens_at, formats.instant(call.opens_at, zone), ""
    yield _("Closes"), board.closing.at, formats.instant(board.closing.at, zone), _extended(board)
    yield _("The committee meets"), call.committee_on, _day(call.committee_on), ""
    yield _("You receive the decision"), call.results_on, _day(call.results_on), ""
    yield _("The programme starts"), call.entry_on, _day(call.entry_on), say(duration_words(board.edition))
    term = board.term
    if term is not None and term.last_day is not None:
        yield _("Last day"), term.last_day, _day(term.last_day), _more(board.edition)


def _extended(board: Billboard) -> str:
    if not board.was_extended:
        return ""
    first = formats.day(board.call.closes_at)
    return _("Extended for everybody; the first date was %(day)s.", day=first)


def _more(edition: Edition) -> str:
    if edition.extension is None:
        return ""
    return _("An extension of %(time)s may be asked for.", time=say(edition.extension.length.words))


def _day(value: date | None) -> str:
    return words.weekday(value, current_language()) if value else ""


def _position(board: Billboard, at: datetime | date) -> str:
    if isinstance(at, datetime):
        if at <= board.at:
            return "past"
        return "now" if board.is_open and at == board.closing.at else "future"
    today = board.at.astimezone(ZoneInfo(board.call.zone)).date()
    return "past" if at < today else "now" if at == today else "future"
