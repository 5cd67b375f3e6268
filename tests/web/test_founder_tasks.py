"""Answering a task: what is typed is understood, kept, and told when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incubator.clock import FixedClock
from incubator.store.answers import current_answers
from incubator.store.queries.dossiers import files, finished_tasks
from tests import cast
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import FACTS, PDF, SCIENCE, STORED, draft, main_of, ready, save, upload


def test_what_people_type_is_understood(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = draft(session)

    response = sign_in(cast.founder).post(f"/applications/{made.ref}/tasks/facts", data=FACTS)

    assert (response.status_code, response.location) == (303, f"/applications/{made.ref}")
    with writing() as session:
        assert current_answers(session, made.id) == STORED
        assert finished_tasks(session, made.id) == {"facts"}


@pytest.mark.parametrize("typed", ["30/3/2027", "30 mars 2027", "2027-03-30", "30 March 2027", "30.03.2027"])
def test_a_date_is_repeated_back_in_words(sign_in: SignInAs, writing: Writing, typed: str) -> None:
    with writing() as session:
        made = draft(session)
    client = sign_in(cast.founder)

    client.post(f"/applications/{made.ref}/tasks/facts", data={"q_from": typed, "finished": "later"})

    assert 'value="30 March 2027"' in client.get(f"/applications/{made.ref}/tasks/facts").text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("q_from", "soon", "Write the date like"),
        ("q_from", "31/2/2027", "Write the date like"),
        ("q_from", "30/3/2020", "This must be 1 April 2026 or more."),
        ("q_money", "a lot", "Write a whole amount in euros"),
        ("q_people", "51", "This must be 50 or less."),
        ("q_people", "-3", "Write a whole number"),
        ("q_field", "music", "Choose from the list."),
        ("q_tools", "<script>", "Choose from the list."),
    ],
)
def test_what_cannot_be_kept_is_shown_again(
    sign_in: SignInAs, writing: Writing, field: str, typed: str, sentence: str
) -> None:
    with writing() as session:
        made = draft(session)

    response = sign_in(cast.founder).post(
        f"/applications/{made.ref}/tasks/facts", data={**FACTS, field: typed, "finished": "later"}
    )

    assert response.status_code == 422
    assert sentence in response.text
    assert "<title>Error:" in response.text
    with writing() as session:  # the other answers are safe all the same
        assert current_answers(session, made.id)["lab"] is False


def test_a_text_too_long_is_kept_and_told(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = draft(session)
    long = "one two three four five six seven"

    response = sign_in(cast.founder).post(
        f"/applications/{made.ref}/tasks/science", data={**SCIENCE, "q_idea": long}
    )

    assert response.status_code == 422
    assert "2 words too many: 5 words at most." in response.text
    assert f">{long}</textarea>" in response.text
    with writing() as session:
        assert current_answers(session, made.id)["idea"] == long
        assert finished_tasks(session, made.id) == set()


@pytest.mark.parametrize("headers", [{}, {"X-Autosave": "1"}])
def test_what_nobody_could_send_is_told_and_not_kept(
    sign_in: SignInAs, writing: Writing, headers: dict[str, str]
) -> None:
    with writing() as session:
        made = draft(session)
    url = f"/applications/{made.ref}/tasks"
    client, book = sign_in(cast.founder), "a" * 100_001

    said = client.post(f"{url}/science", data={**SCIENCE, "q_idea": book}, headers=headers)
    unheard_of = {**FACTS, "q_field": book, "q_lab": "no", "q_lab_why": book, "q_tools": ["data"] * 1000}
    client.post(f"{url}/facts", data=unheard_of, headers=headers)
    client.post(f"{url}/science", data={**SCIENCE, "q_idea": book[1:]}, headers=headers)

    assert headers or "50001 characters too many: 50,000 characters at most." in said.text
    with writing() as session:
        kept = current_answers(session, made.id)
        assert kept["pitch"] == SCIENCE["q_pitch"]
        assert kept["idea"] == book[1:]
        assert kept["tools"] == ["data"]
        assert not {"field", "lab_why"} & kept.keys()


def test_finished_asks_for_every_answer_and_later_for_none(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = draft(session)
    client, url = sign_in(cast.founder), f"/applications/{made.ref}/tasks/facts"

    finished, later = client.post(url, data={"finished": "yes"}), client.post(url, data={"finished": "later"})

    assert (finished.status_code, later.status_code) == (422, 303)
    assert "Answer this question: Start" in finished.text
    assert "Choose an answer: Field" in finished.text
    assert "Which one?</a>" not in finished.text  # only asked of those who need a laboratory


def test_neither_finished_nor_later_is_asked_again(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = draft(session)

    url = f"/applications/{made.ref}/tasks/science"
    response = sign_in(cast.founder).post(url, data={"q_pitch": "A test"})

    assert response.status_code == 422
    assert "Say whether you have finished this section." in response.text
    with writing() as session:
        assert current_answers(session, made.id) == {"pitch": "A test"}


def test_a_page_saves_itself_without_saying_finished(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = draft(session)

    response = sign_in(cast.founder).post(
        f"/applications/{made.ref}/tasks/science", data={"q_pitch": "A tes", "finished": "yes"},
        headers={"X-Autosave": "1"},
    )  # fmt: skip

    assert (response.status_code, response.headers["X-Saved-At"]) == (204, "10:00")
    with writing() as session:
        assert current_answers(session, made.id) == {"pitch": "A tes"}
        assert finished_tasks(session, made.id) == set()


def test_two_people_on_one_answer_see_both_texts(
    sign_in: SignInAs, writing: Writing, clock: FixedClock
) -> None:
    with writing() as session:
        made = draft(session)
        url = f"/applications/{made.ref}/tasks/science"
        clock.set(NOW + timedelta(minutes=5))
        later = {"at": clock.now(), "actor": cast.colleague(session), "finished": False}
        save(session, made, "science", {"pitch": "Written by Tomas"}, **later)
    client = sign_in(cast.founder)
    mine = {"q_pitch": "Written by Inès", "finished": "later", "seen": NOW.isoformat()}

    refused = client.post(url, data=mine)
    again = client.post(url, data={**mine, "seen": (clock.now() + timedelta(minutes=1)).isoformat()})

    assert refused.status_code == 409
    assert "Written by Tomas" in refused.text
    assert 'value="Written by Inès"' in refused.text
    assert again.status_code == 303


def test_of_a_long_answer_a_part_is_told(sign_in: SignInAs, writing: Writing, clock: FixedClock) -> None:
    with writing() as session:
        made = draft(session)
        clock.set(NOW + timedelta(minutes=5))
        later = {"at": clock.now(), "actor": cast.colleague(session), "finished": False}
        save(session, made, "science", {"idea": "z" * 5000}, **later)
    mine = {"q_idea": "Mine", "finished": "later", "seen": NOW.isoformat()}

    refused = sign_in(cast.founder).post(f"/applications/{made.ref}/tasks/science", data=mine)

    assert refused.status_code == 409
    assert "z" * 500 + "…" in refused.text
    assert "z" * 501 not in refused.text


def test_a_file_is_kept_and_comes_back_as_a_download(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = draft(session)
    client, url = sign_in(cast.founder), f"/applications/{made.ref}/tasks/files"

    saved = upload(client, url, PDF, "CV Inès.pdf")

    assert saved.status_code == 303
    assert "CV Inès.pdf" in client.get(url).text
    with writing() as session:
        (kept,) = files(session, made.id)
    with client.get(f"/applications/{made.ref}/files/{kept.id}") as download:
        assert (download.data, download.headers["X-Content-Type-Options"]) == (PDF, "nosniff")
        assert download.headers["Content-Disposition"].startswith("attachment")
    assert sign_in(cast.stranger).get(f"/applications/{made.ref}/files/{kept.id}").status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "cv.pdf"), (b"MZ not a pdf", "cv.pdf"), (PDF, "cv.exe"), (PDF + b" " * 2**20, "cv.pdf")],
)
def test_a_wrong_file_says_why_and_nothing_is_kept(
    sign_in: SignInAs, writing: Writing, content: bytes, name: str
) -> None:
    with writing() as session:
        made = draft(session)

    response = upload(sign_in(cast.founder), f"/applications/{made.ref}/tasks/files", content, name)

    assert response.status_code == 422
    assert 'id="q-cv-error"' in response.text
    with writing() as session:
        assert files(session, made.id) == []


def test_the_check_page_links_to_what_is_missing_and_back(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = ready(session)
    client, url = sign_in(cast.founder), f"/applications/{made.ref}"

    check = client.get(f"{url}/check")
    saved = upload(client, f"{url}/tasks/files?back=check", PDF)

    assert f'href="{url}/tasks/files?back=check#q-cv"' in check.text
    assert "Send application" not in check.text
    assert saved.location == f"{url}/check"
    assert "Send application" in client.get(f"{url}/check").text


@pytest.mark.parametrize("path", ["", "/tasks/science", "/check", "/eligibility", "/sent", "/withdraw"])
def test_what_is_not_mine_does_not_exist(sign_in: SignInAs, writing: Writing, path: str) -> None:
    with writing() as session:
        made = draft(session)

    theirs = sign_in(cast.stranger).get(f"/applications/{made.ref}{path}")
    nothing = sign_in(cast.stranger).get(f"/applications/SHK-00-0000{path}")

    assert (theirs.status_code, nothing.status_code) == (404, 404)
    assert main_of(theirs) == main_of(nothing)
