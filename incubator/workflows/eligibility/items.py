"""What the lists of facts hold: one document, one aid received, one line of a budget …

A field that is left out is not known. An empty list says: there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from incubator.errors import DefinitionError
from incubator.words import Words
from incubator.workflows.eligibility.amounts import PERCENT, Amount


def _not_a_number(value: Any) -> Any:
    """A bare number would be read as seconds since 1970."""
    if isinstance(value, int | float):
        raise PydanticCustomError("date_type", "not a date")
    return value


def _in(unit: str) -> Callable[[Any], Any]:
    """A plain number is counted in this unit; an amount says its own."""

    def read(value: Any) -> Any:
        is_plain = isinstance(value, int | float) and not isinstance(value, bool)
        try:
            amount = Amount.of(value, unit) if is_plain or isinstance(value, str) else value
        except DefinitionError as error:
            raise ValueError(str(error)) from None
        if isinstance(amount, Amount) and (amount.unit == PERCENT) != (unit == PERCENT):
            raise ValueError(f"“{value}” is not {'a share' if unit == PERCENT else 'an amount of this kind'}")
        if isinstance(amount, Amount) and not unit and amount.unit:
            raise ValueError(f"“{value}” is a number without a unit")
        return amount

    return read


Day = Annotated[date, BeforeValidator(_not_a_number), Field(ge=date(1700, 1, 1), le=date(2999, 12, 31))]
Money = Annotated[Amount, BeforeValidator(_in("EUR"))]
Share = Annotated[Amount, BeforeValidator(_in(PERCENT))]
Number = Annotated[Amount, BeforeValidator(_in(""))]


def said(en: str, fr: str) -> Any:
    """How a fact is called inside a sentence; its English name also stands in the documentation."""
    return Field(default=None, description=en, json_schema_extra={"en": en, "fr": fr})


class Item(BaseModel):
    """One entry of a list of facts; `nouns` call one and several of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    nouns: ClassVar[tuple[Words, Words]]


class Document(Item):
    """A piece of the file; a plain text is its kind, as is the key of the question that asked for it."""

    nouns = (Words("document", "document"), Words("documents", "documents"))

    kind: str | None = said("kind", "type")
    issued_on: Day | None = said("date of issue", "date d’émission")
    valid_until: Day | None = said("end of validity", "fin de validité")
    issuer: str | None = said("issuer", "émetteur")
    issuer_site: str | None = said("issuer’s site", "site de l’émetteur")
    issuer_role: str | None = said("issuer’s role", "rôle de l’émetteur")
    signed_by: tuple[str, ...] | None = said("signed by", "signature de")
    is_firm: bool | None = said("firm commitment", "engagement ferme")

    @model_validator(mode="before")
    @classmethod
    def _by_its_kind(cls, value: Any) -> Any:
        return {"kind": value} if isinstance(value, str) else value


class Aid(Item):
    """Public money received: what the rolling ceilings count."""

    nouns = (Words("aid", "aide"), Words("aids", "aides"))

    granted_on: Day | None = said("date of the grant", "date d’octroi")
    amount: Money | None = said("amount", "montant")
    regime: str | None = said("regime", "régime")
    granter: str | None = said("granting body", "organisme d’octroi")


class Stay(Item):
    """A time spent somewhere: both days counted; without a last day it goes on."""

    nouns = (Words("stay", "séjour"), Words("stays", "séjours"))

    first_on: Day | None = said("first day", "premier jour")
    last_on: Day | None = said("last day", "dernier jour")
    place: str | None = said("place", "lieu")
    activity: str | None = said("activity", "activité")


class Publication(Item):
    nouns = (Words("publication", "publication"), Words("publications", "publications"))

    status: str | None = said("status", "statut")
    author_rank: Number | None = said("rank among the authors", "rang parmi les auteurs")
    on: Day | None = said("date", "date")


class BudgetLine(Item):
    nouns = (Words("budget line", "ligne de budget"), Words("budget lines", "lignes de budget"))

    category: str | None = said("category", "catégorie")
    amount: Money | None = said("amount", "montant")
    on: Day | None = said("date of the expense", "date de la dépense")
    payer: str | None = said("paid by", "financée par")
    hours: Number | None = said("hours", "heures")
    rate: Money | None = said("rate", "taux")


class Holding(Item):
    """A part of the company’s capital."""

    nouns = (Words("shareholding", "participation au capital"),
             Words("shareholdings", "participations au capital"))  # fmt: skip

    holder: str | None = said("holder", "détenteur")
    kind: str | None = said("kind of holder", "type de détenteur")
    share: Share | None = said("share of the capital", "part du capital")


class Participation(Item):
    """Something this person, this company or this family of projects took part in before."""

    nouns = (Words("earlier participation", "participation antérieure"),
             Words("earlier participations", "participations antérieures"))  # fmt: skip

    programme: str | None = said("programme", "programme")
    edition: str | None = said("edition", "édition")
    state: str | None = said("outcome", "issue")
    prize: str | None = said("prize", "prix")
    of: str | None = said("taken part as", "participation en tant que")
    ended_on: Day | None = said("end", "date de fin")


class Member(Item):
    nouns = (Words("team member", "membre de l’équipe"), Words("team members", "membres de l’équipe"))

    role: str | None = said("role", "rôle")
    time: Share | None = said("working time given", "temps de travail consacré")
    on_site: bool | None = said("present on site", "présence sur site")
    degree: str | None = said("degree", "diplôme")


class Tie(Item):
    """What links an applicant to somebody who takes part in the decision."""

    nouns = (Words("tie", "lien"), Words("ties", "liens"))

    to: str | None = said("with", "avec")
    kind: str | None = said("kind of tie", "nature du lien")
