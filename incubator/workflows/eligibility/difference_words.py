"""Differences between two assessments in words, in the order in which they were found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from incubator.words import Words, both, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.differences import Difference
from incubator.workflows.eligibility.explained import reference_words
from incubator.workflows.eligibility.wording import fact_words, quoted

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition


def told(differences: Iterable[Difference], edition: Edition) -> tuple[Words, ...]:
    """“Company under 2 years old”: met before, not met now. New value: the company’s registration date."""
    return tuple(_sentence(one, edition) for one in differences)


def _sentence(one: Difference, edition: Edition) -> Words:
    rule = edition.rule(one.rule)
    name = quoted(rule.asked(edition.labels) if rule else Words(one.rule, one.rule))
    before, after = RESULTS.get(one.before or "", _NO_RULE), RESULTS.get(one.after or "", _NO_RULE)
    lead = _STILL if one.before == one.after else _TURNED
    whys = [_why(why, one, edition) for why in one.why]
    return both(
        lambda language: " ".join(
            [
                lead[language].format(rule=name[language], before=before[language], after=after[language]),
                *(words[language] for words in whys),
            ]
        )
    )


def _why(why: str, one: Difference, edition: Edition) -> Words:
    facts = joined(fact_words(name, edition.labels) for name in one.facts)
    reference = reference_words(one.reference) if one.reference else _NO_RULE
    return WHYS[why].format(facts=facts, reference=reference)


RESULTS = {
    "met": Words("met", "remplie"),
    "unmet": Words("not met", "non remplie"),
    "unknown": Words("not known yet", "pas encore connue"),
}
_NO_RULE = Words("no such rule", "règle absente")
_TURNED = Words(
    "{rule}: {before} before, {after} now.", typeset("{rule} : {before} avant, {after} maintenant.")
)
_STILL = Words("{rule}: {after} as before.", typeset("{rule} : {after} comme avant."))
WHYS = {
    "edition": Words("The rules of another edition apply.", "Les règles d’une autre édition s’appliquent."),
    "fact": Words("New value: {facts}.", typeset("Nouvelle valeur : {facts}.")),
    "judgement": Words("Somebody has judged it.", "Un avis a été donné."),
    "waiver": Words("A waiver was granted.", "Une dérogation a été accordée."),
    "moved": Words("The date it goes by has moved: {reference}.",
                   typeset("La date retenue a changé : {reference}.")),
    "due": Words("The date it goes by has come.", "La date retenue est arrivée."),
    "jury": Words("The jury has changed.", "Le jury a changé."),
    "register": Words("A list that it asks has changed.", "Une liste qu’elle consulte a changé."),
    "time": Words("Time has passed.", "Le temps a passé."),
}  # fmt: skip
BECAUSE = {
    "answers": Words("answers have changed", "des réponses ont changé"),
    "files": Words("a file was given", "un fichier a été fourni"),
    "venture": Words("the venture’s record has changed", "la fiche du projet a changé"),
    "programmes": Words("a programme began or ended", "un programme a commencé ou pris fin"),
    "judgement": Words("somebody has judged a rule", "un avis a été donné sur une règle"),
    "waiver": Words("a waiver was granted", "une dérogation a été accordée"),
    "dates": Words("dates of the call have changed", "des dates de l’appel ont changé"),
    "jury": Words("the jury has changed", "le jury a changé"),
    "register": Words("a list that the rules ask has changed", "une liste consultée par les règles a changé"),
    "back": Words("it waits for a decision again", "elle attend de nouveau une décision"),
    "time": Words("a date has come", "une date est arrivée"),
    "asked": Words("somebody asked for it", "quelqu’un l’a demandé"),
}
