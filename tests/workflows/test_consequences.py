"""The document of what a move would do: its groups, its sentence, its token, the same thing as JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from incubator.words import Words
from incubator.workflows.consequences import (
    ConsequenceRow,
    Consequences,
    DateChange,
    LetterPreview,
    Places,
    RuleNote,
    UnmetRule,
)

AT = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
HOLD = datetime(2027, 3, 30, 12, 15, tzinfo=UTC)
LETTER = LetterPreview("accepted", "Ada", "ada@example.org", "en", "Welcome", "You are in.")
REMINDER = DateChange("confirm_due", AT, "created", "founders")
NOTE = Words("Late.", "En retard.")
SAID = {"en": "Late.", "fr": "En retard."}


def row(ref: str, group: str = "will", **known: object) -> ConsequenceRow:
    fields = {"version": 3, "from_state": "decided", "to_state": "accepted", **known}
    return ConsequenceRow("application", f"id-{ref}", ref, f"Venture {ref}", group, **fields)  # type: ignore[arg-type]  # a test names the fields it needs


def document(*rows: ConsequenceRow, move: str = "notify_accepted", **known: object) -> Consequences:
    return Consequences(move, rows, AT, HOLD, **known)  # type: ignore[arg-type]  # see above


def test_rows_are_grouped_in_their_order_and_only_those_that_move_count() -> None:
    one = row("A", letters=(LETTER,), dates=(REMINDER,))
    two, three = row("B", letters=(LETTER, LETTER)), row("C", "needs", letters=(LETTER,), dates=(REMINDER,))
    four = row("D", "cannot")

    found = document(four, one, three, two)

    assert (found.will, found.needs, found.cannot) == ((one, two), (three,), (four,))
    assert (found.letters, found.dates) == ((LETTER, LETTER, LETTER), (REMINDER,))


@pytest.mark.parametrize(
    ("letters", "en", "fr"),
    [
        (0, "2 will move, 1 need you first, 1 cannot move; 0 letters.",
         "À déplacer : 2. À votre charge : 1. Impossible : 1. 0\xa0courriel."),
        (1, "2 will move, 1 need you first, 1 cannot move; 1 letter.",
         "À déplacer : 2. À votre charge : 1. Impossible : 1. 1\xa0courriel."),
        (2, "2 will move, 1 need you first, 1 cannot move; 2 letters.",
         "À déplacer : 2. À votre charge : 1. Impossible : 1. 2\xa0courriels."),
    ],
)  # fmt: skip
def test_the_whole_is_said_in_one_sentence(letters: int, en: str, fr: str) -> None:
    rows = row("A", letters=(LETTER,) * letters), row("B"), row("C", "needs"), row("D", "cannot")

    assert document(*rows).summary() == Words(en, fr)


@pytest.mark.parametrize(("after", "is_over"), [(9, False), (10, False), (11, True)])
def test_places_are_over_when_more_are_taken_than_there_are(after: int, is_over: bool) -> None:
    assert Places(total=10, before=8, after=after).is_over is is_over


def test_the_token_is_of_what_will_happen_to_which_version() -> None:
    seen = ["notify_accepted", [["id-A", 3, "will", "accepted", "accepted"]]]
    text = json.dumps(seen, separators=(",", ":"))

    found = document(row("A", outcome="accepted"))

    assert found.token == hashlib.sha256(text.encode()).hexdigest()[:32]


@pytest.mark.parametrize(
    "other",
    [
        document(row("A"), move="notify_rejected"),
        document(row("A", version=4)),
        document(row("A", "needs")),
        document(row("A", to_state="rejected")),
        document(row("A", outcome="rejected")),
        document(row("B")),
        document(row("A"), row("B")),
        document(),
    ],
)
def test_another_act_has_another_token(other: Consequences) -> None:
    assert other.token != document(row("A")).token


def test_notes_and_letters_leave_the_token_as_it_is() -> None:
    assert document(row("A", letters=(LETTER,)), notes=(NOTE,)).token == document(row("A")).token


def test_the_document_as_json_holds_all_of_it() -> None:
    found = document(places=Places(total=2, before=1, after=3), notes=(NOTE,))

    assert found.as_json() == {
        "move": "notify_accepted",
        "token": found.token,
        "at": "2027-03-30T12:00:00+00:00",
        "hold_until": "2027-03-30T12:15:00+00:00",
        "places": {"total": 2, "before": 1, "after": 3, "is_over": True},
        "notes": [{"en": "Late.", "fr": "En retard."}],
        "rows": [],
    }
    assert document().as_json()["places"] is None


def test_a_row_as_json_says_where_it_goes_and_why() -> None:
    found = row(
        "A", "cannot", to_state=None, outcome="accepted", reasons=(NOTE,), rules_met=1, rules_total=2,
        unmet=(UnmetRule("age", Words("Too old.", "Trop ancienne."), "director"),), notes=(NOTE,),
    )  # fmt: skip

    assert document(found).as_json()["rows"] == [
        {
            "subject": {"kind": "application", "id": "id-A", "ref": "A", "label": "Venture A"},
            "group": "cannot", "version": 3, "from": "decided", "to": None, "outcome": "accepted",
            "reasons": [SAID],
            "unmet": [{"id": "age", "waived_by": "director", "en": "Too old.", "fr": "Trop ancienne."}],
            "rules": {"met": 1, "total": 2},
            "told": [], "letters": [], "dates": [],
            "notes": [SAID],
        }
    ]  # fmt: skip


def test_a_row_as_json_holds_its_letters_dates_and_rules() -> None:
    told = RuleNote("age", "lapses", Words("Age", "Âge"), NOTE, NOTE, date(2027, 4, 1), "founders")

    (found,) = document(row("A", told=(told,), letters=(LETTER,), dates=(REMINDER,))).as_json()["rows"]

    assert found["told"] == [
        {
            "id": "age", "kind": "lapses", "required": {"en": "Age", "fr": "Âge"},
            "sentence": SAID, "mend": SAID, "on": "2027-04-01", "owner": "founders",
        }
    ]  # fmt: skip
    assert found["letters"] == [
        {
            "kind": "accepted", "to_name": "Ada", "to_email": "ada@example.org", "language": "en",
            "title": "Welcome", "text": "You are in.",
        }
    ]  # fmt: skip
    assert found["dates"] == [
        {"what": "confirm_due", "at": "2027-03-30T12:00:00+00:00", "change": "created", "owner": "founders"}
    ]


def test_a_note_on_a_rule_may_hold_no_sentence_no_mend_and_no_day() -> None:
    note = RuleNote("age", "stands", Words("Age", "Âge"), None).as_json()

    assert (note["sentence"], note["mend"], note["on"], note["owner"]) == (None, None, None, "")
