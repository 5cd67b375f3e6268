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


def said(en: str, fr: str, meaning: str) -> Any:
    """How a field is called inside a sentence, and what it means in the documentation."""
    return Field(default=None, description=meaning, json_schema_extra={"en": en, "fr": fr})


class Item(BaseModel):
    """One entry of a list of facts; `nouns` call one and several of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    nouns: ClassVar[tuple[Words, Words]]


class Document(Item):
    """A piece of the file; a plain text is its kind, as is the key of the question that asked for it."""

    nouns = (Words("document", "document"), Words("documents", "documents"))

    kind: str | None = said("kind", "type", "Its kind, or the key of the question that asked for it.")
    issued_on: Day | None = said("date of issue", "date d’émission", "The day it was issued or signed.")
    valid_until: Day | None = said("end of validity", "fin de validité", "The last day on which it is valid.")
    issuer: str | None = said("issuer", "émetteur", "Who issued it: a company, a lab, an office.")
    issuer_site: str | None = said("issuer’s site", "site de l’émetteur", "Where the issuer is established.")
    issuer_role: str | None = said(
        "issuer’s role",
        "rôle de l’émetteur",
        "What the issuer is to the applicant: a host, a partner, a bank.",
    )
    signed_by: tuple[str, ...] | None = said("signatures", "signatures", "The roles of those who signed.")
    is_firm: bool | None = said("firm commitment", "engagement ferme", "Whether it commits its issuer.")

    @model_validator(mode="before")
    @classmethod
    def _by_its_kind(cls, value: Any) -> Any:
        return {"kind": value} if isinstance(value, str) else value


class Aid(Item):
    """Public money received: what the rolling ceilings count."""

    nouns = (Words("aid", "aide"), Words("aids", "aides"))

    granted_on: Day | None = said("date of the grant", "date d’octroi", "The day the aid was granted.")
    amount: Money | None = said("amount", "montant", "How much was granted.")
    regime: str | None = said(
        "regime", "régime", "The regime of aid it falls under: de minimis, an exemption."
    )
    granter: str | None = said("granting body", "organisme d’octroi", "Who granted it.")


class Stay(Item):
    """A time spent somewhere: both days counted; without a last day it goes on."""

    nouns = (Words("stay", "séjour"), Words("stays", "séjours"))

    first_on: Day | None = said("first day", "premier jour", "The first day spent there.")
    last_on: Day | None = said("last day", "dernier jour", "The last day spent there; absent: still there.")
    place: str | None = said("place", "lieu", "Where: a lab, a team, a country.")
    activity: str | None = said("activity", "activité", "What was done there: research, teaching, studies.")


class Publication(Item):
    """A paper, published or on its way."""

    nouns = (Words("publication", "publication"), Words("publications", "publications"))

    status: str | None = said("status", "statut", "Submitted, accepted or published.")
    author_rank: Number | None = said(
        "rank among the authors", "rang parmi les auteurs", "1 for the first author."
    )
    on: Day | None = said("date", "date", "The day it was published.")


class BudgetLine(Item):
    """One line of the budget of the project."""

    nouns = (Words("budget line", "ligne de budget"), Words("budget lines", "lignes de budget"))

    category: str | None = said("category", "catégorie", "What the money is for: staff, equipment, travel.")
    amount: Money | None = said("amount", "montant", "How much the line comes to.")
    on: Day | None = said("date of the expense", "date de la dépense", "The day of the expense.")
    payer: str | None = said("payer", "payeur", "Who pays it: the applicant, a partner, the grant.")
    hours: Number | None = said("hours", "heures", "Hours worked, for staff.")
    rate: Money | None = said("rate", "taux", "What an hour costs.")


class Holding(Item):
    """A part of the company’s capital."""

    nouns = (Words("shareholding", "participation au capital"),
             Words("shareholdings", "participations au capital"))  # fmt: skip

    holder: str | None = said("holder", "détenteur", "Who holds it.")
    kind: str | None = said(
        "kind of holder", "type de détenteur", "What the holder is: a founder, a company, a fund."
    )
    share: Share | None = said("share of the capital", "part du capital", "Which part of the capital it is.")


class Participation(Item):
    """Something this person, this company or this family of projects took part in before."""

    nouns = (Words("earlier participation", "participation antérieure"),
             Words("earlier participations", "participations antérieures"))  # fmt: skip

    programme: str | None = said("programme", "programme", "The key of the programme.")
    edition: str | None = said("edition", "édition", "Which of its editions.")
    state: str | None = said("outcome", "issue", "How it came out: active, completed, rejected.")
    prize: str | None = said("prize", "prix", "The prize won, if any.")
    of: str | None = said(
        "taken part as",
        "participation en tant que",
        "As this person, this company or this family of projects.",
    )
    ended_on: Day | None = said("end", "date de fin", "The day it ended.")


class Member(Item):
    """Somebody who works on the project."""

    nouns = (Words("team member", "membre de l’équipe"), Words("team members", "membres de l’équipe"))

    role: str | None = said("role", "rôle", "What the person does in the project.")
    time: Share | None = said(
        "working time given",
        "temps de travail consacré",
        "The part of the working time that goes to the project.",
    )
    on_site: bool | None = said(
        "present on site", "présence sur site", "Whether the person works on the site."
    )
    degree: str | None = said("degree", "diplôme", "The highest degree.")


class Tie(Item):
    """What links an applicant to somebody who takes part in the decision."""

    nouns = (Words("tie", "lien"), Words("ties", "liens"))

    to: str | None = said("with", "avec", "Whom: staff, a juror, an expert.")
    kind: str | None = said(
        "kind of tie", "nature du lien", "Of what nature: is that person, family, employer, shareholder."
    )
