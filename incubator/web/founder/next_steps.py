"""What happens next with an application: one sentence, who acts, and one button, in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import url_for

from incubator.web.formats import instant, relative, weekday
from incubator.web.founder.conditions import ON_THE_WAY_IN, OwnCondition
from incubator.web.founder.dossier import Dossier
from incubator.web.language import say
from incubator.web.texts import _


@dataclass(frozen=True, slots=True)
class NextStep:
    """`who` is "you", "us", or nobody (""); `rank` orders several: the smaller is the more urgent."""

    title: str
    text: str
    who: str
    button: str
    url: str
    rank: int


def next_step(dossier: Dossier, conditions: Iterable[OwnCondition] = ()) -> NextStep:
    """Once the place is theirs, what they must still bring comes before waiting for the first day."""
    step = STEPS[dossier.state](dossier)
    waiting = (one for one in conditions if one.is_theirs and one.is_open)
    first = next(waiting, None) if dossier.state in ON_THE_WAY_IN and step.who == "us" else None
    return step if first is None else _to_bring(dossier, first)


def _to_bring(dossier: Dossier, condition: OwnCondition) -> NextStep:
    on = condition.due_on
    text = _("This is needed before you enter the programme.")
    if on is not None:
        text = _("Needed by %(on)s (%(apart)s).", on=weekday(on), apart=relative(on))
    button, url = condition.link or (_("See your application"), _show(dossier))
    return NextStep(say(condition.title), text, "you", button, url, 1)


def _draft(dossier: Dossier) -> NextStep:
    if dossier.reception == "closed":
        text = _("What you wrote is kept. Write to the contact of the call if something went wrong.")
        return _look(dossier, _("This call has closed"), text, _("Read your answers"), who="", rank=5)
    at = instant(dossier.closing.at, dossier.application.call.zone)
    title, text = _("Finish and send your application"), _("The call closes on %(at)s.", at=at)
    if dossier.reception == "late":
        title = _("Send your application now")
        until = instant(dossier.closing.grace_until, dossier.application.call.zone)
        text = _("The call has just closed. We still accept your application until %(until)s.", until=until)
    return NextStep(title, text, "you", _("Continue your application"), _show(dossier), 1)


def _submitted(dossier: Dossier) -> NextStep:
    text = _("The team checks it against the rules of the call. You will be told by e-mail.")
    return _look(dossier, _("Your application has been sent"), text)


def _info_requested(dossier: Dossier) -> NextStep:
    text = _("The team asks you to complete a few answers. Only those are open; the rest stays as it is.")
    return NextStep(_("We need something from you"), text, "you", _("See what is asked"), _show(dossier), 0)


def _eligible(dossier: Dossier) -> NextStep:
    text = _("It meets the rules of the call. The next stage starts soon. You have nothing to do.")
    return _look(dossier, _("Your application goes on"), text)


def _in_review(dossier: Dossier) -> NextStep:
    return _look(dossier, _("Your application is being reviewed"), _results(dossier))


def _shortlisted(dossier: Dossier) -> NextStep:
    text = _("Your contact writes to you with the day and the place.")
    return _look(dossier, _("You are invited to an interview"), text)


def _accepted(dossier: Dossier) -> NextStep:
    if not dossier.confirms:
        return _look(dossier, _("You are accepted"), _entry(dossier), rank=2)
    by = dossier.application.confirm_by
    if by is not None and dossier.at >= by:
        text = _("The date to confirm has passed. Write to your contact: they can tell you what is possible.")
        return _look(dossier, _("A place was offered to you"), text, rank=2)
    text = _("The place is kept for you until you answer.")
    if by is not None:
        text = _("The place is kept for you until %(at)s.", at=instant(by, dossier.application.call.zone))
    url = url_for("founder.applications.confirm", ref=dossier.ref)
    return NextStep(_("A place is offered to you"), text, "you", _("Confirm your place"), url, 0)


def _confirmed(dossier: Dossier) -> NextStep:
    return _look(dossier, _("Your place is confirmed"), _entry(dossier), rank=3)


def _waitlisted(dossier: Dossier) -> NextStep:
    rank = dossier.application.rank
    text = _("We write to you as soon as a place is free. You have nothing to do.")
    if rank:
        text = _("You are number %(rank)s on the list.", rank=rank) + " " + text
    return _look(dossier, _("You are on the waiting list"), text)


def _entered(dossier: Dossier) -> NextStep:
    url = url_for("founder.programmes.index")
    text = _("Your dates, coaching days and reminders are on the page of your programme.")
    return NextStep(_("You are in the programme"), text, "you", _("Open your programme"), url, 4)


def _rejected(dossier: Dossier) -> NextStep:
    text = _("Your application was not selected this time.")
    return _look(dossier, _("The decision on your application"), text, _("Read the decision"), who="", rank=5)


def _redirected(dossier: Dossier) -> NextStep:
    text = _("Another programme suits your project better.")
    return _look(dossier, _("The decision on your application"), text, _("Read the decision"), who="", rank=5)


def _ineligible(dossier: Dossier) -> NextStep:
    url = url_for("founder.applications.eligibility", ref=dossier.ref)
    text = _("A rule of this call is not met. You can read which one, and why.")
    return NextStep(_("Outside this call"), text, "", _("See the rules and what we found"), url, 5)


def _over(title: Callable[[], str]) -> Callable[[Dossier], NextStep]:
    def step(dossier: Dossier) -> NextStep:
        if dossier.may_reopen:
            text = _("You can take it up again while the call is open: what you wrote is kept.")
            return _look(dossier, title(), text, _("Open the application"), who="", rank=4)
        text = _("There is nothing left to do here. Other calls may suit you.")
        return NextStep(title(), text, "", _("See the open calls"), url_for("public.calls.index"), 6)

    return step


STEPS: dict[str, Callable[[Dossier], NextStep]] = {
    "draft": _draft,
    "submitted": _submitted,
    "info_requested": _info_requested,
    "eligible": _eligible,
    "in_review": _in_review,
    "shortlisted": _shortlisted,
    "decided": _in_review,
    "accepted": _accepted,
    "confirmed": _confirmed,
    "waitlisted": _waitlisted,
    "entered": _entered,
    "rejected": _rejected,
    "redirected": _redirected,
    "ineligible": _ineligible,
    "withdrawn": _over(lambda: _("You withdrew this application")),
    "expired": _over(lambda: _("This application was not completed in time")),
    "declined": _over(lambda: _("You gave up your place")),
    "cancelled": _over(lambda: _("This application was closed by the team")),
}


def _look(
    dossier: Dossier, title: str, text: str, button: str = "", *, who: str = "us", rank: int = 3
) -> NextStep:
    return NextStep(title, text, who, button or _("See your application"), _show(dossier), rank)


def _show(dossier: Dossier) -> str:
    return url_for("founder.applications.show", ref=dossier.ref)


def _results(dossier: Dossier) -> str:
    on = dossier.application.call.results_on
    waiting = _("You have nothing to do for now.")
    return _("Results are expected by %(on)s.", on=weekday(on)) + " " + waiting if on else waiting


def _entry(dossier: Dossier) -> str:
    on = dossier.application.call.entry_on
    if on is None:
        return _("Your contact writes to you about the first day.")
    return _("The programme starts on %(on)s.", on=weekday(on))
