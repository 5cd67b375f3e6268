"""What a programme file may say, and how every mistake in it is told."""

from __future__ import annotations

import pytest

from incubator.errors import DefinitionError, NotFound
from incubator.workflows.catalogue import (
    Catalogue,
    ProgrammeFileError,
    fingerprint,
    from_document,
    load,
    to_document,
)
from incubator.workflows.terms import Length

PROGRAMME = """
key = "demo"
name = { en = "Demo", fr = "Démo" }
summary = { en = "Short", fr = "Court : bref !" }
audience = { en = "All", fr = "Toutes et tous" }

[[edition]]
key = "1"
dated = 2026-01-01
source = { en = "Test", fr = "Essai" }
stages = ["check", "review", "decision", "confirmation"]
term = "6 months"
extension = { length = "6 months", asks_before = "60 days" }
confirm_within = "14 days"

[[edition.eligibility]]
id = "age"
rule = "company_age"
under = "2 years"

[[edition.reminder]]
kind = "end_7"
anchor = "enrolment_end"
offset = "7 days before"

[[edition.task]]
key = "check"
step = "check"
title = { en = "Check", fr = "Vérifier" }
why = { en = "Why", fr = "Pourquoi" }

[[edition.task.question]]
key = "has_company"
kind = "yes_no"
label = { en = "A company?", fr = "Une entreprise ?" }

[[edition.task.question]]
key = "created"
kind = "date"
fact = "registered_on"
shown_when = ["has_company", true]
label = { en = "Since when?", fr = "Depuis quand ?" }
"""
RULE = '[[edition.eligibility]]\nid = "age"\nrule = "company_age"\nunder = "2 years"\n'


def problems(text: str) -> list[str]:
    with pytest.raises(ProgrammeFileError) as wrong:
        load(text, "demo.toml")
    return [line.removeprefix("demo.toml: ") for line in wrong.value.lines]


def changed(*pairs: tuple[str, str]) -> str:
    text = PROGRAMME
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_file_is_read_with_its_lengths_and_french_spaces() -> None:
    programme = load(PROGRAMME, "demo.toml")
    edition = programme.latest

    assert programme.summary.fr == "Court\u00a0: bref\u202f!"
    assert (edition.term, edition.confirm_within) == (Length(months=6), Length(days=14))
    assert edition.coaching_half_days is None
    assert [question.key for question in edition.questions] == ["has_company", "created"]


def test_a_broken_question_is_not_told_again_by_the_rule_that_looks_at_it() -> None:
    rule = '[[edition.eligibility]]\nid = "says"\nrule = "answer"\nquestion = "has_company"\nequal = true\n'
    told = problems(
        changed(
            (RULE, RULE + rule),
            ('kind = "yes_no"', 'kind = "yesno"'),
            ('["has_company", true]', '["x", true]'),
        )
    )

    assert [line for line in told if "eligibility" in line] == []


@pytest.mark.parametrize("text", ["", "x = 1", "edition = 3", "edition = [1, 2]", "key = 5\nedition = []"])
def test_a_hostile_file_is_refused_and_nothing_else(text: str) -> None:
    assert problems(text) != []


def test_the_meaning_has_a_fingerprint_and_words_are_no_part_of_it() -> None:
    def marked(text: str) -> str:
        programme = load(text, "demo.toml")
        return fingerprint(programme, programme.latest)

    same = changed(
        ('en = "Check"', 'en = "Verify"'),
        ('kind = "yes_no"', 'kind = "yes_no"\nhint = { en = "A", fr = "A" }'),
    )
    other = changed(('under = "2 years"', 'under = "3 years"'))

    assert marked(same) == marked(PROGRAMME)
    assert marked(other) != marked(PROGRAMME)


def test_a_document_gives_the_programme_back() -> None:
    programme = load(PROGRAMME, "demo.toml")
    edition = programme.latest

    again = from_document(to_document(programme, edition))

    assert again == programme
    assert fingerprint(again, again.latest) == fingerprint(programme, edition)


def test_an_edition_may_take_its_form_from_another() -> None:
    based = '[[edition]]\nkey = "2"\nbased_on = "1"\ndated = 2027-01-01\nsource = { en = "B", fr = "B" }\n'
    rest = 'stages = ["check", "review", "decision"]\nterm = "1 year"\nconfirm_within = "7 days"\n'

    programme = load(PROGRAMME + based + rest, "demo.toml")

    first, second = programme.editions
    assert (second.tasks, second.reminders, second.rules) == (first.tasks, first.reminders, ())
    assert programme.latest == second


def test_a_programme_that_is_not_there_names_the_nearest() -> None:
    catalogue = Catalogue([load(PROGRAMME, "demo.toml")])

    with pytest.raises(NotFound, match="no programme “dmo”: did you mean “demo”"):
        catalogue.programme("dmo")
    with pytest.raises(NotFound, match="no edition of demo “9”"):
        catalogue.edition("demo", "9")


def test_programmes_are_checked_together() -> None:
    first = load(PROGRAMME.replace('key = "demo"', 'key = "demo"\nnext = ["dem"]', 1), "demo.toml")
    other = PROGRAMME.replace('key = "demo"', 'key = "other"', 1).replace('kind = "yes_no"', 'kind = "text"')
    second = load(other.replace('shown_when = ["has_company", true]\n', ""), "other.toml")

    with pytest.raises(DefinitionError) as wrong:
        Catalogue([first, second, second])

    assert wrong.value.words.en.split("; ") == [
        "other: key: two programmes have the key “other” — give this one another",
        "demo: next[1]: unknown programme “dem” — write “demo”",
        (
            "other: edition[1].task[1].question[1].kind: question “has_company” is of kind yes_no in demo, "
            "text here — give it that kind or another key"
        ),
    ]
