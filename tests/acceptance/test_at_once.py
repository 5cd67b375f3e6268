"""Two browsers at the same instant, over HTTP: one does it, the other is told who did."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from incubator.store import Application, BatchRow, Call, Entry
from incubator.store.replay import disagreements
from tests import cast
from tests.actions import stories
from tests.web.conftest import SignInAs, Writing

TIMES = 3  # a race lost by luck once is not lost by luck always


def together(*acts: Callable[[], TestResponse]) -> list[TestResponse]:
    gate = Barrier(len(acts))

    def run(act: Callable[[], TestResponse]) -> TestResponse:
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def browsers(sign_in: SignInAs) -> tuple[FlaskClient, FlaskClient]:
    return sign_in(cast.manager), sign_in(cast.manager_of_all)


@pytest.mark.parametrize("time", range(TIMES))
def test_two_managers_make_one_move_and_the_second_is_told_who_did(
    time: int, sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        made = stories.sent(session, cast.founder(session))
        form = {"move": "find_eligible", "ref": made.ref, f"version-{made.ref}": str(made.version)}
        url = f"/calls/{made.call.slug}/move/apply"
    clients = browsers(sign_in)

    answers = together(*(lambda client=client: client.post(url, data=form) for client in clients))

    with writing() as session:
        results = sorted(session.scalars(select(BatchRow.result)))
        moved = session.scalars(select(Entry).where(Entry.action == "find_eligible")).one()
        assert (results, session.scalars(select(Application.state)).one()) == (
            ["moved", "skipped"],
            "eligible",
        )
        assert disagreements(session) == []
        winner = moved.actor.name if moved.actor else ""
    pages = [client.get(answer.location).text for client, answer in zip(clients, answers, strict=True)]
    told = [page for page in pages if "It changed since you looked" in page]
    assert len(told) == 1
    assert f"It changed since you looked, by {winner} on Monday 2 March 2026" in told[0]


@pytest.mark.parametrize("time", range(TIMES))
def test_two_managers_edit_one_call_and_the_second_keeps_what_was_typed(
    time: int, sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        call = stories.call(session, slug="sha-27a", state="draft", published_at=None)
        slug, form = call.slug, {
            "version": str(call.version), "code": call.code, "name_en": "Call", "opens_at": "2/3/2026 10:00",
            "closes_at": "1/4/2026 14:00", "grace_minutes": "10", "contact_name": "Nadia",
            "contact_email": "nadia@example.org",
        }  # fmt: skip
    names = ("Appel de Nadia", "Appel de Karim")
    clients = browsers(sign_in)

    answers = together(
        *(
            lambda client=client, name=name: client.post(
                f"/calls/{slug}/edit", data={**form, "name_fr": name}
            )
            for client, name in zip(clients, names, strict=True)
        )
    )

    with writing() as session:
        kept = session.scalars(select(Call.name_fr)).one()
        edits = select(func.count()).select_from(Entry).where(Entry.action == "edit")
        assert session.scalar(edits) == 1
    statuses = {name: answer.status_code for name, answer in zip(names, answers, strict=True)}
    assert statuses[kept] == 303
    assert [status for name, status in statuses.items() if name != kept] in ([409], [422])
