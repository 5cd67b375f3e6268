"""What the style guide shows: one plausible value for every component."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from incubator.web import work
from incubator.web.bars import budget_bar, term_bar
from incubator.web.forms.fields import DayField, EurosField, InstantField
from incubator.web.labels import FAMILIES
from incubator.words import Words
from incubator.workflows.consequences import (
    ConsequenceRow,
    Consequences,
    DateChange,
    LetterPreview,
    Places,
)
from incubator.workflows.eligibility.findings import Account, Finding, Result, WaiverNote

YES_NO = [SelectChoice("y", "Yes"), SelectChoice("n", "No")]
CHOICES = [
    SelectChoice("health", "Health"),
    SelectChoice("environment", "Environment"),
    SelectChoice("food", "Agriculture and food"),
]


class SampleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    name = StringField("Name of the project", [InputRequired("Give the project a name.")])
    email = EmailField("Your address", [InputRequired("Give your mail address.")])
    pitch = TextAreaField("Describe the science", [InputRequired("Describe the science.")])
    people = IntegerField("People in the team", [InputRequired("Say how many you are.")])
    money = EurosField("Private money raised so far")
    starts_on = DayField("First day")
    closes_at = InstantField("Closing")
    field = SelectField("Field", choices=CHOICES)
    doctor = RadioField("Does a founder hold a doctorate?", [InputRequired()], choices=YES_NO)
    needs = SelectMultipleField(
        "What you need", choices=CHOICES, option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget()
    )
    sure = BooleanField("I have read the rules of this call")
    summary = FileField("Two-page summary")

    class Meta:
        csrf = False


def forms() -> tuple[SampleForm, SampleForm]:
    """One as it opens, one sent back with every error."""
    fresh = SampleForm(formdata=None, prefix="a-")
    wrong = SampleForm(formdata=None, prefix="b-", data={"name": "", "pitch": "Enzymes " * 130})
    wrong.validate()
    return fresh, wrong


def families() -> list[tuple[str, str]]:
    return [tuple(key.split(".")) for key in FAMILIES]  # type: ignore[misc]  # every key has one dot


def bars() -> dict[str, Any]:
    today = work.today()
    start = today - timedelta(days=130)
    end = start + timedelta(days=364)
    later = end + timedelta(days=365)
    return {
        "plain": term_bar(start, end, today_on=today),
        "extended": term_bar(start, end, today_on=today, extended_on=later),
        "asked": term_bar(start, end, today_on=today, asked_on=later),
        "budget": budget_bar(40, confirmed=21, logged=4),
        "over": budget_bar(10, confirmed=11),
        "free": budget_bar(None, confirmed=9, logged=2),
    }


def consequences() -> Consequences:
    at = work.now()
    letter = LetterPreview(
        "in_review", "Inès Maurel", "ines.maurel@example.org", "fr", "Votre candidature est en évaluation",
        "Bonjour,\n\nVotre candidature est lue par trois personnes.\n\nLa suite : une réponse le 19 mai.",
    )  # fmt: skip
    due = DateChange("confirm_by", at + timedelta(days=29), "created", owner="founder")
    why = Words("The company is 55 days too old.", "L’entreprise a 55 jours de trop.")
    rows = (
        ConsequenceRow("application", "1", "BST-27A-0007", "Osmogène", "will", 3, "eligible", "in_review",
                       rules_met=4, rules_total=4, letters=(letter,), dates=(due,)),
        ConsequenceRow("application", "2", "BST-27A-0031", "Halobiote", "needs", 2, "submitted", "eligible",
                       reasons=(why,), rules_met=3, rules_total=4),
        ConsequenceRow("application", "3", "BST-27A-0012", "Ambrecell", "cannot", 5, "waitlisted",
                       reasons=(Words("It is already decided.", "La décision est déjà prise."),)),
    )  # fmt: skip
    return Consequences("start_review", rows, at, at + timedelta(minutes=15), Places(10, 5, 6))


@dataclass(slots=True)
class _Said(Account):
    """An account that is written here."""

    asks: Words
    says: Words
    comes_from: str
    later: tuple[date, Result] | None = None

    def required(self) -> Words:
        return self.asks

    def words(self) -> Words:
        return self.says

    def source(self) -> str | None:
        return self.comes_from

    def turns(self) -> tuple[date, Result] | None:
        return self.later


def findings() -> tuple[Finding, ...]:
    today = work.today()
    waiver = WaiverNote("Hélène Garrigue", work.now(), "Delayed by the transfer of the patent.")
    field, age, money = (
        Words("Life sciences.", "Sciences du vivant."),
        Words("The company is under 2 years old.", "L’entreprise a moins de 2 ans."),
        Words("At most €200,000 of private money.", "Au plus 200 000 € de fonds privés."),
    )
    enzymes = Words("Marine enzymes.", "Enzymes marines.")
    created = Words("Created on 3 February 2025.", "Créée le 3 février 2025.")
    silent = Words("Not answered yet.", "Pas encore répondu.")
    later = today + timedelta(days=90)
    return (
        Finding("field", "choice", "block", "met", "submission", today, False, None,
                _Said(field, enzymes, "answer:field")),
        Finding("age", "date", "block", "unmet", "call_closing", today, False, None,
                _Said(age, created, "registry"), waived=waiver),
        Finding("money", "amount", "target", "unknown", "entry", today, True, "manager",
                _Said(money, silent, "typed", (later, "met"))),
    )  # fmt: skip
