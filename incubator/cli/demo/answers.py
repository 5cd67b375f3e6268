"""Plausible answers of invented people, in the language they apply in."""

from __future__ import annotations

from random import Random
from typing import Any

from stdnum import luhn

from incubator.cli.demo.companies import Company
from incubator.words import Words
from incubator.workflows.questions import Question

TEXTS = {
    "science": Words(
        "Our measurements show the effect in two independent models. We now need six months to repeat them "
        "at a larger scale and to learn which parameter limits the yield.",
        "Nos mesures montrent l’effet dans deux modèles indépendants. Il nous faut maintenant six mois pour "
        "les répéter à plus grande échelle et comprendre quel paramètre limite le rendement.",
    ),
    "market": Words(
        "Twelve interviews with future users say the same thing: today’s solution is slow and costs too "
        "much. "
        "The first market is France, then Germany and the Netherlands.",
        "Douze entretiens avec de futurs utilisateurs disent la même chose : la solution actuelle est "
        "lente et "
        "trop chère. Le premier marché est la France, puis l’Allemagne et les Pays-Bas.",
    ),
    "team": Words(
        "Two scientists and an engineer who have worked together for three years. We are looking for "
        "somebody "
        "who knows how to sell.",
        "Deux scientifiques et une ingénieure qui travaillent ensemble depuis trois ans. Nous cherchons une "
        "personne qui sache vendre.",
    ),
}
PLAIN = Words(
    "We will describe this in detail at the interview; the main steps are planned month by month.",
    "Nous le détaillerons à l’oral ; les principales étapes sont prévues mois par mois.",
)


def answer_to(question: Question, company: Company, language: str, random: Random) -> Any:
    """What the founders of this company would answer."""
    if question.key == "pitch":
        return company.pitch[language]
    if question.key == "sector":
        return company.sector
    if question.key == "siren":
        return siren(random)
    return _by_kind(question, language, random)


def _by_kind(question: Question, language: str, random: Random) -> Any:
    match question.kind:
        case "choice":
            return question.choices[0].key
        case "choices":
            return [choice.key for choice in question.choices[:2]]
        case "yes_no":
            return True
        case "number":
            return random.randint(2, 12)
        case "money":
            return random.randint(2, 18) * 10_000
        case "date":
            return None
        case _:
            return TEXTS.get(question.key, PLAIN)[language]


def siren(random: Random) -> str:
    """Nine digits whose last one checks the others, as the register gives them."""
    eight = f"9{random.randint(0, 9_999_999):07d}"
    return eight + luhn.calc_check_digit(eight)
