"""The facts of a company as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import HiddenField

from incubator.actions.ventures import facts_of
from incubator.web.forms.limits import at_most
from incubator.web.forms.question_fields import DayField, MoneyField, OneLineField, OneOfField, options_of
from incubator.web.language import say
from incubator.web.site import site
from incubator.web.texts import _

if TYPE_CHECKING:
    from incubator.store.ventures import Venture

FACTS = ("name", "legal_name", "registered_on", "private_funds_eur", "siren", "sector")


class CompanyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """`seen` is the version the page showed."""

    seen = HiddenField()
    name = OneLineField(validators=[at_most(200)])
    legal_name = OneLineField(validators=[at_most(200)])
    registered_on = DayField()
    siren = OneLineField(validators=[at_most(50)])
    private_funds_eur = MoneyField()
    sector = OneOfField("")


def company_form(venture: Venture) -> CompanyForm:
    facts = facts_of(venture)
    form = CompanyForm(obj=facts, seen=str(venture.version))
    _describe(form)
    named = sectors()
    form.sector.choices = options_of(named.items())
    if form.sector.data not in named:
        form.sector.data = None
    return form


def sectors() -> dict[str, str]:
    """The fields named by the programmes' own question."""
    questions = [q for programme in site().catalogue.programmes for q in programme.latest.questions]
    return {choice.key: say(choice.label) for q in questions if q.fact == "sector" for choice in q.choices}


def _describe(form: CompanyForm) -> None:
    """The words of each field, in the reader's language."""
    told = {
        "name": (_("Name of the project or company"), _("The name people know you by.")),
        "legal_name": (_("Registered name"), _("As in the trade register, if it is not the same.")),
        "registered_on": (
            _("Became a company on"),
            _("The day it was entered in the trade register, such as 30/3/2027 or 30 March 2027. "
              "The age of the company is counted from this day. Leave it empty while there is no company."),
        ),
        "siren": (_("SIREN"), _("Nine digits, on the registration document.")),
        "private_funds_eur": (
            _("Private money raised so far"), _("In whole euros. Some calls look at this amount."),
        ),
        "sector": (_("Main field"), _("Some calls are open to certain fields only.")),
    }  # fmt: skip
    for name, (label, hint) in told.items():
        form[name].label.text, form[name].description = label, hint
    form.name.flags.required = True
