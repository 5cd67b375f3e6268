"""The road of an application: past, now and to come, with dates and who acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from incubator.web.formats import instant, weekday
from incubator.web.founder.dossier import Dossier, is_held
from incubator.web.labels import label
from incubator.web.texts import _

Step = tuple[str, str, str, str]  # title, when, past | now | future, who acts

PLACE = {
    "draft": "send", "submitted": "check", "info_requested": "check", "eligible": "review",
    "in_review": "review", "shortlisted": "interview", "waitlisted": "decision", "accepted": "confirmation",
    "confirmed": "start", "entered": "start",
}  # fmt: skip
ORDER = ["start_draft", "send", "check", "review", "interview", "decision", "confirmation", "start"]
ENDED = {"rejected", "redirected", "ineligible", "declined", "withdrawn", "expired", "cancelled"}


def road(dossier: Dossier) -> list[Step]:
    """The steps of this programme, in order; after an ending, only what has happened."""
    stops = list(_stops(dossier))
    keys = [key for key, *_rest in stops]
    if dossier.state in ENDED:
        past = stops[: keys.index(_last_reached(dossier)) + 1]
        ending = (label(f"state.application.{dossier.state}", "founder"), "", "now", "")
        return [*((title, at, "past", who) for _key, title, at, who in past), ending]
    here = _position(dossier, keys)
    return [(title, at, _when(place, here), who) for place, (_key, title, at, who) in enumerate(stops)]


def coming(dossier: Dossier, *, most: int = 3) -> list[Step]:
    """The next dates, for the receipt."""
    return [step for step in road(dossier) if step[2] != "past" and step[1]][:most]


def _when(place: int, here: int) -> str:
    return "past" if place < here else "now" if place == here else "future"


def _position(dossier: Dossier, keys: list[str]) -> int:
    wanted = PLACE[dossier.state]
    later = [key for key in ORDER[ORDER.index(wanted) :] if key in keys]
    return keys.index(later[0]) if later else len(keys) - 1


def _last_reached(dossier: Dossier) -> str:
    if dossier.application.notified_at is not None and not is_held(dossier.application):
        return "decision"
    return "start_draft" if dossier.application.submitted_at is None else "send"


def _stops(dossier: Dossier) -> Iterator[tuple[str, str, str, str]]:
    application, call, stages = dossier.application, dossier.application.call, dossier.edition.stages
    you, team = _("You"), _("The team")
    yield "start_draft", _("You started"), weekday(application.created_at), you
    if application.submitted_at is not None:
        yield "send", _("You sent it"), instant(application.submitted_at, call.zone), you
    else:
        yield "send", _("You send it"), _("by %(at)s", at=instant(dossier.closing.at, call.zone)), you
    if "check" in stages:
        yield "check", _("We check the rules"), "", team
    if "review" in stages:
        yield "review", _("Experts read it"), "", _("Experts and the team")
    if "interview" in stages:
        yield "interview", _("Interview"), _on(call.committee_on), _("You and the committee")
    told = application.notified_at if dossier.is_told else None
    yield "decision", _("Decision"), weekday(told) if told else _by(call.results_on), team
    if dossier.confirms:
        by = application.confirm_by if dossier.state == "accepted" else None
        at = _("by %(at)s", at=instant(by, call.zone)) if by else ""
        yield "confirmation", _("You confirm your place"), at, you
    yield "start", _("The programme starts"), _on(call.entry_on), _("You and the team")


def _on(value: date | None) -> str:
    return weekday(value) if value else ""


def _by(value: date | None) -> str:
    return _("by %(at)s", at=weekday(value)) if value else ""
