"""Applications are found by the beginnings of their words, whoever renames what; one slip is corrected."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from incubator.actions import ventures
from incubator.actions.people import profiles
from incubator.store import Application, Call, Person, Spelling, Word, search
from incubator.store.folding import is_one_slip, spellings, typed_words
from incubator.store.queries import applications
from incubator.store.queries import search as searching
from tests import cast, scenes
from tests.actions import stories
from tests.bench import invented
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)


def applied(session: Session, call: Call, name: str, *members: Person) -> Application:
    venture = scenes.venture(session, name, members=members or (cast.founder(session),))
    lead = members[0] if members else cast.founder(session)
    return scenes.application(session, call, venture, lead_id=lead.id)


def found(session: Session, typed: str, call: Call | None = None, person: Person | None = None) -> list[str]:
    who = person or cast.director(session)
    return [row.venture.name for row in applications.table(session, who, call and call.id, search=typed).rows]


def kept(session: Session) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Words and spellings as they are in the database."""
    words = session.execute(select(Word.call_id, Word.word, Word.application_id))
    learnt = session.execute(select(Spelling.call_id, Spelling.letters, Spelling.word))
    return {tuple(row) for row in words}, {tuple(row) for row in learnt}


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("coeur", True), ("CŒUR", True), ("Cœurs de l’Étoile", True), ("etoile coeurs", True), ("étoi", True),
        ("é", True), ("ines", True), ("MAUREL inès", True), ("ines.maurel@example.org", True),
        ("SHA-27A-0001", True), ("sha 27a", True), ("27A-0001", True), ("0001", True), ("1", True),
        ("de l etoile coeurs sha 27a ines maurel absent", True),  # the ninth word is not looked at
        ("x" * 150 + " coeurs", False), ("oeur", False), ("toile", False), ("coeurs absent", False),
        ("0002", False), ("%", True), ("_", True), ("co%rs", False), ("coeurs%", True),
        ("' OR 9=9 --", False),
        ("\0", True), ("\U0010ffff", True), ("\ud800", True), ("/", True), ("🦠", True), ("", True),
    ],
)  # fmt: skip
def test_what_is_typed_finds_the_application_or_not(session: Session, typed: str, is_found: bool) -> None:
    call = scenes.call(session)
    applied(session, call, "Cœurs de l’Étoile")

    assert found(session, typed, call) == (["Cœurs de l’Étoile"] if is_found else [])
    assert found(session, typed) == (["Cœurs de l’Étoile"] if is_found else [])


def test_a_very_long_word_is_known_by_its_first_letters(session: Session) -> None:
    call = scenes.call(session)
    applied(session, call, "a" * 30)

    assert found(session, "a" * 27, call) == found(session, "a" * 30) == ["a" * 30]
    assert session.scalar(select(func.max(func.length(Word.word)))) == 24


def test_the_words_follow_the_name_of_the_venture(session: Session) -> None:
    call, founder = scenes.call(session), cast.founder(session)
    application = applied(session, call, "Ancien Nom")

    facts = ventures.VentureFacts(name="Nouveau Nom")
    ventures.edit(session, application.venture, facts, actor=founder, at=LATER)

    assert (found(session, "ancien"), found(session, "nouveau nom")) == ([], ["Nouveau Nom"])
    assert applications.nearest(session, cast.director(session), call.id, "anciem") is None
    assert applications.nearest(session, cast.director(session), call.id, "nouvaeu") == "nouveau"


def test_the_words_follow_the_name_of_the_lead(session: Session) -> None:
    call, founder = scenes.call(session), cast.founder(session)
    applied(session, call, "Une")
    applied(session, call, "Autre", cast.stranger(session))

    profiles.edit(session, founder, actor=founder, at=LATER, name="Inès Vasseur")

    assert (found(session, "vasseur", call), found(session, "lucie", call)) == (["Une", "Autre"], ["Autre"])
    assert found(session, "ines maurel", call) == ["Une"]  # the address still says so


def test_a_word_that_others_have_stays(session: Session) -> None:
    call = scenes.call(session)
    first, second = applied(session, call, "Lumière Bio"), applied(session, call, "Lumière Santé")

    facts = ventures.VentureFacts(name="Ombre Bio")
    ventures.edit(session, first.venture, facts, actor=cast.founder(session), at=LATER)

    assert found(session, "lumiere", call) == ["Lumière Santé"]
    assert applications.nearest(session, cast.director(session), call.id, "lumeire") == "lumiere"
    assert found(session, second.ref) == ["Lumière Santé"]


def test_a_name_that_folds_alike_writes_nothing(
    session: Session, counted: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    application, founder = applied(session, scenes.call(session), "Lumière Bio"), cast.founder(session)
    before = (kept(session), application.search, application.version)

    with counted() as statements:
        profiles.edit(session, founder, actor=founder, at=LATER, name="INÈS Maurel")

    assert (kept(session), application.search, application.version) == before
    assert not [line for line in statements if "UPDATE application" in line or "search_" in line]


def test_words_that_are_lacking_are_made_and_others_left_alone(session: Session) -> None:
    applied(session, scenes.call(session), "Lumière Bio")
    before = kept(session)

    session.execute(delete(Spelling))
    search.index_missing(session.connection())
    untouched = kept(session)
    session.execute(delete(Word))
    search.index_missing(session.connection())

    assert untouched == (before[0], set())
    assert kept(session) == before


def test_an_application_that_is_deleted_takes_its_words_along(session: Session) -> None:
    application = applied(session, scenes.call(session), "Lumière Bio")

    session.delete(application)
    session.flush()

    assert kept(session)[0] == set()


def test_indexing_everything_again_changes_nothing(session: Session) -> None:
    calls = [scenes.call(session), scenes.call(session, "booster")]
    for number in range(40):
        applied(session, calls[number % 2], invented.company(number * 531))
    before = kept(session)

    search.index_all(session.connection())

    assert kept(session) == before
    assert len(before[0]) > 200 < len(before[1])


@pytest.mark.parametrize("longest", [0, 5, 10_000])
def test_both_ways_find_what_reading_every_name_finds(
    session: Session, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    """Through the list of the rarest word, and through the table itself."""
    monkeypatch.setattr(searching, "LONG", longest)
    monkeypatch.setattr(searching, "LONGER", longest)
    calls, random = [scenes.call(session), scenes.call(session, "booster")], Random(7)
    rows = [applied(session, calls[number % 3 % 2], invented.company(number * 97)) for number in range(60)]
    texts = {row.ref: row.search.split() for row in rows}

    for _ in range(40):
        words = random.sample(random.choice(list(texts.values())), random.choice([1, 2, 3]))
        typed = " ".join(word[: random.randint(1, len(word))] for word in words)
        held = {ref for ref, text in texts.items() if _all_begin(typed, text)}
        everywhere = _refs(session, typed, None)
        assert (len(everywhere), set(everywhere)) == (len(held), held), typed
        for call in calls:
            assert set(_refs(session, typed, call)) == {ref for ref in held if ref.startswith(call.code)}


def _all_begin(typed: str, text: list[str]) -> bool:
    return all(any(word.startswith(one) for word in text) for one in typed_words(typed))


def _refs(session: Session, typed: str, call: Call | None) -> list[str]:
    page = applications.table(session, cast.director(session), call and call.id, search=typed, limit=100)
    return [row.ref for row in page.rows]


@pytest.mark.parametrize("longest", [0, 10_000])
def test_pages_of_a_search_go_on_and_back(
    session: Session, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(searching, "LONG", longest)
    calls = [scenes.call(session), scenes.call(session, "booster")]
    rows = [applied(session, calls[number // 4], f"Zéphyr {number}") for number in range(7)]
    director = cast.director(session)

    for call, wanted in ((None, [6, 5, 4, 3, 2, 1, 0]), (calls[0], [0, 1, 2, 3])):
        seen, key, pages = [], None, []
        while not pages or key:
            page = applications.table(session, director, call and call.id, search="zeph", key=key, limit=2)
            pages.append(page)
            seen += [rows.index(row) for row in page.rows]
            key = page.next_key
        back = applications.table(
            session, director, call and call.id, search="zeph", key=pages[1].previous_key, limit=2
        )
        assert (seen, back.rows, back.previous_key) == (wanted, pages[0].rows, None)


def test_states_narrow_a_search(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    call, director = scenes.call(session), cast.director(session)
    applied(session, call, "Zéphyr Bio")
    waiting = scenes.application(session, call, scenes.venture(session, "Zéphyr Mer"), state="waitlisted")

    for longest in (0, 10_000):
        monkeypatch.setattr(searching, "LONG", longest)
        page = applications.table(session, director, call.id, search="zephyr", states=["waitlisted"])
        assert page.rows == [waiting]
        assert applications.table(session, director, call.id, search="zephyr", late=True).rows == []


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("genotech", "genetech"), ("genetecj", "genetech"), ("gentech", "genetech"),
        ("gennetech", "genetech"), ("gneetech", "genetech"), ("henetech", "genetech"),
        ("Génotech inès", "genetech ines"), ("genotech imes", "genetech ines"),
        ("genetech", None), ("genotek", None), ("genotech absent", None), ("lon", None), ("sja", None),
        ("0003", None), ("", None), ("%", None), ("g" * 5000, None),
    ],
)  # fmt: skip
def test_one_slip_in_a_word_is_corrected(session: Session, typed: str, near: str | None) -> None:
    call = scenes.call(session)
    applied(session, call, "Genetech Lyon")

    assert applications.nearest(session, cast.director(session), call.id, typed) == near
    assert applications.nearest(session, cast.director(session), None, typed) == near


def test_the_likeliest_word_is_proposed(session: Session) -> None:
    call = scenes.call(session)
    for name in ("Lumne", "Humine", "Lumina"):
        applied(session, call, name)

    assert applications.nearest(session, cast.director(session), call.id, "lumine") == "lumina"


def test_a_proposal_betrays_no_word_of_what_one_does_not_see(session: Session) -> None:
    manager, shaker, booster = cast.manager(session), scenes.call(session), scenes.call(session, "booster")
    applied(session, shaker, "Ordinaire")
    applied(session, booster, "Confidentiel")
    applied(session, shaker, "Personnel", manager)

    def near(typed: str, call: Call | None, person: Person) -> str | None:
        return applications.nearest(session, person, call and call.id, typed)

    for call in (shaker, None):
        assert near("ordimaire", call, manager) == "ordinaire"
        assert near("comfidentiel", call, manager) is None
        assert near("personmel", call, manager) is None
        assert near("personmel", call, cast.director(session)) == "personnel"
        assert found(session, "personnel", call, manager) == found(session, "conf", call, manager) == []
    assert near("comfidentiel", None, cast.other_manager(session)) == "confidentiel"
    assert near("comfidentiel", booster, manager) is None
    assert near("ordimaire", None, cast.founder(session)) is None


def test_a_hidden_word_is_not_proposed_as_the_beginning_of_one_that_is_seen(session: Session) -> None:
    call, manager = scenes.call(session), cast.manager(session)
    applied(session, call, "Zorbi", manager)
    applied(session, call, "Zorbinox")

    assert applications.nearest(session, manager, call.id, "zorbe") is None
    assert applications.nearest(session, cast.director(session), call.id, "zorbe") == "zorbi"


def test_hidden_words_crowd_out_no_proposal(session: Session) -> None:
    call, manager = scenes.call(session), cast.manager(session)
    for letter in "abcdfgh":
        applied(session, call, f"Zorb{letter}", manager)
    applied(session, call, "Zorbz")

    assert applications.nearest(session, manager, call.id, "zorbe") == "zorbz"


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("lumen", "lumen", True), ("lumen", "lumin", True), ("lumen", "lume", True),
        ("lumen", "lumenn", True),
        ("lumen", "ulmen", True), ("lumen", "lmuen", True), ("lumen", "lenum", False),
        ("lumen", "lum", False),
        ("lumen", "lumina", False), ("abcd", "bcda", False), ("", "a", True), ("ab", "ba", True),
    ],
)  # fmt: skip
def test_one_slip_is_one_letter_or_two_swapped(one: str, other: str, is_near: bool) -> None:
    assert is_one_slip(one, other) == is_one_slip(other, one) == is_near
    assert not is_near or spellings(one) & spellings(other)


def test_what_the_actions_write_is_what_indexing_everything_writes(session: Session) -> None:
    founder, stranger = cast.founder(session), cast.stranger(session)
    first, second = stories.started(session, founder), stories.sent(session, stranger)
    facts = ventures.VentureFacts(name="Un tout autre nom")
    ventures.edit(session, first.venture, facts, actor=founder, at=LATER)
    profiles.edit(session, stranger, actor=stranger, at=LATER, name="Une tout autre personne")
    before = kept(session)

    search.index_all(session.connection())

    assert kept(session) == before
    assert found(session, "tout autre") == [second.venture.name, first.venture.name]
