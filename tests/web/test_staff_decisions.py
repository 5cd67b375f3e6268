"""The director's page: waivers to decide, decisions to sign."""

from __future__ import annotations

from incubator.store import Application, Waiver
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import edition_id


def decided(writing: Writing, *names: str) -> list[tuple[str, str, str]]:
    """(id, reference, version) of Booster applications decided and not signed."""
    with writing() as session:
        call = scenes.call(session, "booster", edition_id=edition_id(session, "booster"))
        rows = [
            scenes.application(
                session, call, scenes.venture(session, name), state="decided", decided_at=NOW,
                decision_note="Une équipe solide.",
            )
            for name in names
        ]  # fmt: skip
        return [(row.id, row.ref, str(row.version)) for row in rows]


def test_the_director_signs_what_is_ticked(sign_in: SignInAs, writing: Writing) -> None:
    (first, first_ref, version), (second, _, _) = decided(writing, "Alba", "Corvo")
    client = sign_in(cast.director)

    shown = client.get("/decisions").text
    client.post("/decisions/sign", data={"ref": [first_ref], f"version-{first_ref}": version})

    assert [word for word in ("Alba", "Corvo", "Une équipe solide.", "Accepted") if word not in shown] == []
    with writing() as session:
        signed = [session.get_one(Application, one).signed_at is not None for one in (first, second)]
    assert signed == [True, False]


def test_a_decision_changed_meanwhile_is_left_out_and_said(sign_in: SignInAs, writing: Writing) -> None:
    (first, first_ref, _), (second, second_ref, version) = decided(writing, "Alba", "Corvo")
    client = sign_in(cast.director)
    data = {"ref": [first_ref, second_ref], f"version-{first_ref}": "7", f"version-{second_ref}": version}

    answer = client.post("/decisions/sign", data=data, follow_redirects=True)

    assert f"{first_ref} – There is no decision to sign" in answer.text
    with writing() as session:
        signed = [session.get_one(Application, one).signed_at is not None for one in (first, second)]
    assert signed == [False, True]


def test_nothing_ticked_is_said(sign_in: SignInAs) -> None:
    answer = sign_in(cast.director).post("/decisions/sign", follow_redirects=True)

    assert "Tick the decisions to sign first." in answer.text


def test_the_director_decides_a_waiver_with_a_reason(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        call = scenes.call(session, "booster", edition_id=edition_id(session, "booster"))
        application = scenes.application(session, call, scenes.venture(session, "Alba"))
        waiver_id = scenes.waiver(session, application, "age").id
    client = sign_in(cast.director)

    shown = client.get("/decisions").text
    silent = client.post(f"/decisions/waivers/{waiver_id}", data={"decision": "grant", "reason": ""})
    told = client.post(
        f"/decisions/waivers/{waiver_id}", data={"decision": "grant", "reason": "55 days only."}
    )

    assert "55 jours de trop." in shown
    assert (silent.status_code, told.status_code) == (409, 303)
    with writing() as session:
        assert session.get_one(Waiver, waiver_id).state == "granted"
    assert "Nothing waits for you." in client.get("/decisions").text


def test_managers_do_not_sign(sign_in: SignInAs) -> None:
    assert sign_in(cast.manager_of_all).get("/decisions").status_code == 403
