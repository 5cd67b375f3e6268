"""The table of a call and the search over every call: what is typed, what is shown instead, whose it is."""

from __future__ import annotations

from html import unescape

import pytest
from flask import Flask

from incubator.web.staff import access
from tests import cast, scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import main_of

EVERYWHERE = "/applications"


@pytest.fixture
def refs(writing: Writing) -> dict[str, str]:
    """By name: two companies of the Shaker, one of the Booster, and the manager's own."""
    made = {}
    with writing() as session:
        shaker, booster = scenes.call(session), scenes.call(session, "booster")
        manager = cast.manager(session)
        for name, call, members in (
            ("Génétech Lyon", shaker, ()), ("Œil d’Éole", shaker, ()), ("Confidentiel", booster, ()),
            ("Personnel", shaker, (manager,)),
        ):  # fmt: skip
            application = scenes.application(session, call, scenes.venture(session, name, members=members))
            made[name] = application.ref
    return made


def shown(text: str, refs: dict[str, str]) -> list[str]:
    return [name for name, ref in refs.items() if f"/a/{ref}/summary" in text]


@pytest.mark.parametrize("address", [EVERYWHERE, "/calls/shaker-0/applications"])
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("genetech", ["Génétech Lyon"]), ("GÉNÉ lyon", ["Génétech Lyon"]), ("oeil", ["Œil d’Éole"]),
        ("SHA-27A-0002", ["Œil d’Éole"]), ("0001", ["Génétech Lyon"]),
        ("ines maurel", ["Génétech Lyon", "Œil d’Éole"]), ("conf", []), ("personnel", []), ("<b>", []),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_one_manages(
    refs: dict[str, str], sign_in: SignInAs, address: str, typed: str, names: list[str]
) -> None:
    text = sign_in(cast.manager).get(address, query_string={"search": typed}).text

    assert shown(text, refs) == names
    assert "No application matches." not in text if names else "No application matches." in text


def test_every_call_is_searched_at_once(refs: dict[str, str], sign_in: SignInAs) -> None:
    director, manager = sign_in(cast.director), sign_in(cast.other_manager)

    assert shown(director.get(EVERYWHERE).text, refs) == list(refs)
    assert shown(manager.get(EVERYWHERE).text, refs) == ["Confidentiel"]
    assert shown(manager.get(EVERYWHERE, query_string={"search": "lyon"}).text, refs) == []
    assert "/calls/booster-1" in director.get(EVERYWHERE, query_string={"search": "confi"}).text
    assert shown(director.get(EVERYWHERE, query_string={"state": "rejected"}).text, refs) == []
    assert shown(director.get(EVERYWHERE, query_string={"state": "submitted"}).text, refs) == list(refs)


@pytest.mark.parametrize("address", [EVERYWHERE, "/calls/shaker-0/applications"])
def test_only_states_that_exist_are_asked_for(refs: dict[str, str], sign_in: SignInAs, address: str) -> None:
    asked = {"state": ["submitted", "dreamt", "submitted", "submitted", ""]}

    answer = sign_in(cast.manager).get(address, query_string=asked)

    assert answer.status_code == 200
    assert shown(answer.text, refs) == ["Génétech Lyon", "Œil d’Éole"]
    assert "dreamt" not in main_of(answer)
    assert main_of(answer).count("state=submitted&amp;state=submitted") == 0


@pytest.mark.parametrize("address", [EVERYWHERE, "/calls/shaker-0/applications"])
def test_a_misspelt_word_is_named_with_what_is_shown_instead(
    refs: dict[str, str], sign_in: SignInAs, address: str
) -> None:
    english = sign_in(cast.manager).get(address, query_string={"search": "Genotech lyon"}).text
    french = sign_in(cast.manager, language="fr").get(address, query_string={"search": "Genotech"}).text

    assert shown(english, refs) == shown(french, refs) == ["Génétech Lyon"]
    assert "Nothing for “Genotech lyon”. Shown instead: “genetech lyon”." in english
    assert "Aucun résultat pour" in french


@pytest.mark.parametrize("address", [EVERYWHERE, "/calls/shaker-0/applications"])
@pytest.mark.parametrize("typed", ["comfidentiel", "personmel"])
def test_a_misspelt_word_of_what_one_does_not_see_is_only_unknown(
    refs: dict[str, str], sign_in: SignInAs, address: str, typed: str
) -> None:
    text = sign_in(cast.manager).get(address, query_string={"search": typed}).text

    assert "No application matches." in text
    assert "Shown instead" not in text
    assert typed.replace("m", "n", 1) not in text.lower()


def test_the_pages_of_a_search_keep_what_was_asked(writing: Writing, sign_in: SignInAs) -> None:
    with writing() as session:
        call = scenes.call(session)
        for number in range(60):
            scenes.application(session, call, scenes.venture(session, f"Zéphyr {number:02}"))
    client = sign_in(cast.manager)

    for address in (EVERYWHERE, "/calls/shaker-0/applications"):
        seen, where = [], f"{address}?search=zepyhr&state=submitted"
        for _ in range(2):
            text = client.get(where).text
            seen += [number for number in range(60) if f"Zéphyr {number:02}</a>" in text]
            where = unescape(text.partition('rel="next" href="')[2].partition('"')[0])
        assert sorted(seen) == list(range(60))
        assert where == ""


def test_search_is_offered_on_every_staff_page_and_to_staff_alone(app: Flask, sign_in: SignInAs) -> None:
    staff, founder = sign_in(cast.manager), sign_in(cast.founder)

    assert access.ACCESS["staff.applications.search"] is access.READS
    assert 'href="/applications"' in staff.get("/today").text
    assert 'action="/applications"' in staff.get(EVERYWHERE).text
    assert 'href="/applications"' not in founder.get("/home").text
    assert (founder.get(EVERYWHERE).status_code, app.test_client().get(EVERYWHERE).status_code) == (403, 303)
