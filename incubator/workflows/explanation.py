"""An edition told in sentences, from the same objects that decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incubator.words import Words, both, counted, half_days, joined
from incubator.workflows.definitions import typeset
from incubator.workflows.eligibility.explained import rule_words
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.programme import Edition
from incubator.workflows.questions import Task

STAGES = {
    "check": Words("check", "vérification"),
    "review": Words("review", "évaluation"),
    "interview": Words("interview", "audition"),
    "decision": Words("decision", "décision"),
    "confirmation": Words("confirmation", "confirmation"),
}
PEOPLE = {
    "manager": Words("the programme manager", "la personne responsable du programme"),
    "director": Words("the director", "la direction"),
}


@dataclass(frozen=True, slots=True)
class Section:
    title: Words
    lines: tuple[Words, ...]


def sections(edition: Edition) -> tuple[Section, ...]:
    labels = Labels(edition.questions)
    told = (
        Section(Words("Where it comes from", "Origine"), tuple(_origin(edition))),
        Section(Words("Who may take part", "Qui peut participer"),
                tuple(rule_words(rule, labels) for rule in edition.rules)),
        Section(Words("How it goes", "Déroulement"), tuple(_course(edition))),
        Section(Words("How long it lasts", "Durée"), tuple(_duration(edition))),
        Section(Words("What is asked", "Ce qui est demandé"), tuple(_task(task) for task in edition.tasks)),
        Section(Words("Reminders", "Rappels"), tuple(rule.words for rule in edition.reminders)),
    )  # fmt: skip
    return tuple(section for section in told if section.lines)


def explain(edition: Edition, language: str) -> list[str]:
    """Titles and sentences, one a line: a title has no full stop and no indent."""
    return [
        line
        for section in sections(edition)
        for line in (section.title[language], *(f"  {words[language]}" for words in section.lines))
    ]


def _origin(edition: Edition) -> Iterator[Words]:
    yield edition.source
    if edition.is_draft:
        yield Words("These rules are a draft, to be approved.", "Ces règles sont un projet, à valider.")


def _course(edition: Edition) -> Iterator[Words]:
    stages = joined(STAGES[stage] for stage in edition.stages)
    yield Words("Stages: {stages}.", typeset("Étapes : {stages}.")).format(stages=stages)
    yield Words("Decides: {who}.", typeset("Décide : {who}.")).format(who=PEOPLE[edition.decides])
    if edition.signs:
        yield Words("Signs: {who}.", typeset("Signe : {who}.")).format(who=PEOPLE[edition.signs])
    waives = Words(
        "May waive a rule, with a reason: {who}.", typeset("Peut lever une règle, avec un motif : {who}.")
    )
    yield waives.format(who=PEOPLE[edition.waives])
    if "confirmation" in edition.stages:
        confirm = Words("A place is confirmed within {time}.", "Une place se confirme sous {time}.")
        yield confirm.format(time=edition.confirm_within.words)


def _duration(edition: Edition) -> Iterator[Words]:
    if edition.term is None:
        yield Words("No end is set.", "Aucune fin n’est fixée.")
    else:
        yield Words("It lasts {time}.", typeset("Durée : {time}.")).format(time=edition.term.words)
    if edition.extension is not None:
        yield _extension(edition)
    if edition.review_every is not None:
        review = Words("A review is held every {time}.", "Un bilan a lieu tous les {time}.")
        yield review.format(time=edition.review_every.words)
    yield _coaching(edition.coaching_half_days)


def _extension(edition: Edition) -> Words:
    policy = edition.extension
    assert policy is not None
    times = counted(policy.max_count, Words("time", "fois"), Words("times", "fois"))
    words = Words(
        "It may be extended {times}, by {time}; the founders may ask from {before} before the last day.",
        typeset("Prolongation possible {times}, de {time} ; à demander dans les {before} avant la fin."),
    )
    return words.format(times=times, time=policy.length.words, before=policy.asks_before.words)


def _coaching(budget: int | None) -> Words:
    if budget is None:
        return Words("Coaching days are not limited.", "Les jours de coaching ne sont pas limités.")
    number = both(lambda language: half_days(budget, language))
    words = Words("Coaching days, counted by half-days: {number}.",
                  typeset("Jours de coaching, comptés par demi-journées : {number}."))  # fmt: skip
    return words.format(number=number)


def _task(task: Task) -> Words:
    def listed(language: str) -> str:
        return " · ".join(question.label[language] for question in task.questions)

    return both(lambda language: f"{task.title[language]} — {listed(language)}")
