"""People with a role, invitations, and the programmes as they decide."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from incubator.store import Invitation
from tests import cast
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import edition_id, enrolled


def test_the_list_shows_roles_and_filters_by_them(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        cast.everybody(session)
    client = sign_in(cast.admin)

    everybody, jurors = client.get("/people").text, client.get("/people?role=juror").text

    assert [name for name in ("Nadia Rey", "Claire Osei", "Bertrand Noël") if name not in everybody] == []
    assert "Lucie Vasseur" not in everybody
    assert "Bertrand Noël" in jurors
    assert "Nadia Rey" not in jurors


def test_a_manager_invites_a_mentor_to_a_company(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        venture_id = enrolled(session).venture_id
    client = sign_in(cast.manager)
    data = {"email": "ada@example.org", "role": "mentor", "venture": venture_id, "language": "en"}

    answer = client.post("/people/invite", data=data)

    assert answer.status_code == 303
    with writing() as session:
        row = session.scalars(select(Invitation)).one()
        assert (row.role, row.venture_id, row.language, row.programme) == ("mentor", venture_id, "en", None)
    assert "ada@example.org" in client.get("/people").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "ada@example.org", "role": "director"}, "Not a valid choice"),
        ({"email": "no address", "role": "juror"}, "Check the address"),
        ({"email": "", "role": "juror"}, "Give an address."),
    ],
)
def test_an_invitation_that_cannot_be_says_why(
    given: dict[str, str], said: str, sign_in: SignInAs, writing: Writing
) -> None:
    answer = sign_in(cast.manager).post("/people/invite", data={"language": "fr", **given})

    assert answer.status_code == 422
    assert said in answer.text
    with writing() as session:
        assert session.scalars(select(Invitation)).all() == []


def test_an_admin_invites_a_manager_of_one_programme(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        edition_id(session, "booster")
    data = {"email": "ada@example.org", "role": "manager", "programme": "booster", "language": "fr"}

    sign_in(cast.admin).post("/people/invite", data=data)

    with writing() as session:
        row = session.scalars(select(Invitation)).one()
        assert (row.role, row.programme) == ("manager", "booster")


def test_a_programme_is_told_in_sentences(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        edition_id(session, "booster")
    client = sign_in(cast.manager)

    latest, former = (
        client.get("/programmes/booster").text,
        client.get("/programmes/booster?edition=2019").text,
    )

    assert "It lasts 12 months." in latest
    assert "Company under 2 years old" in former
    assert "/programmes/booster" in client.get("/programmes").text


@pytest.mark.parametrize("of", ["application", "enrolment"])
@pytest.mark.parametrize("paper", ["light", "dark", "odd"])
def test_the_lifecycle_is_drawn(of: str, paper: str, sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        edition_id(session, "booster")

    answer = sign_in(cast.director).get(f"/programmes/booster/lifecycle.svg?of={of}&paper={paper}")

    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg")


@pytest.mark.parametrize(
    "path", ["/programmes/moon", "/programmes/booster?edition=0", "/programmes/moon/lifecycle.svg"]
)
def test_an_unknown_programme_does_not_exist(path: str, sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        edition_id(session, "booster")

    assert sign_in(cast.manager).get(path).status_code == 404
