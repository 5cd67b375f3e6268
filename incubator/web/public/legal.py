"""What the law asks a public body to say: accessibility, personal data, a plan of the site."""

from __future__ import annotations

from flask import current_app
from flask.typing import ResponseReturnValue

from incubator.web import language, sign_ins
from incubator.web.pages import page
from incubator.web.public.billboards import announced, open_first
from incubator.web.public.programmes import listed
from incubator.web.shell import THEME_COOKIE
from incubator.web.texts import _

DEFENDER = "https://www.defenseurdesdroits.fr/"  # links to follow: nothing is loaded from there
AUTHORITY = "https://www.cnil.fr/"


def accessibility() -> ResponseReturnValue:
    return page(defender=DEFENDER)


def privacy() -> ResponseReturnValue:
    return page(kept=_kept(), cookies=_cookies(), authority=AUTHORITY)


def plan() -> ResponseReturnValue:
    return page(programmes=listed(), boards=open_first(announced()))


def _kept() -> list[tuple[str, str, str]]:
    """What, what for, who reads it."""
    team = _("You, your co-founders, the programme team")
    return [
        (_("Your address, name, language and time zone"),
         _("To write to you and show dates as you read them"), team),
        (_("Your applications: answers, files, and when each was written"),
         _("To examine the application and to be able to explain the decision"),
         _("You, your co-founders, the programme team, and the jury of that call")),
        (_("What happened: who did what, when and why"), _("To account for every decision"), team),
        (_("Your programme: dates, coaching days, extensions"),
         _("To support you and to report on the programme"),
         _("You, your co-founders, your mentors, the programme team")),
        (_("The letters sent to you"), _("To know what you were told"), _("You, the programme team")),
        (_("Your sign-ins: browser, since when, until when"), _("So that you can end them"), _("You")),
    ]  # fmt: skip


def _cookies() -> list[tuple[str, str, str]]:
    """Name, what for, until when."""
    a_year = _("One year")
    return [
        (sign_ins.cookie_name(), _("Keeps you signed in"), _("You sign out, or 30 days")),
        (current_app.config["SESSION_COOKIE_NAME"], _("Protects forms; holds your answers to a self-check"),
         _("You close the browser")),
        (language.COOKIE, _("Your language, once you have changed it"), a_year),
        (THEME_COOKIE, _("Light or dark, once you have chosen"), a_year),
    ]  # fmt: skip
