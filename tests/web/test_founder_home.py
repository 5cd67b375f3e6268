"""What a founder finds on her home page in every state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incubator.store import APPLICATION_STATES
from tests import cast, scenes
from tests.conftest import NOW

PRIMARY = 'class="btn btn-primary"'


def test_nothing_yet_leads_to_the_open_calls(sign_in) -> None:  # type: ignore[no-untyped-def]  # the fixture is a function
    response = sign_in(cast.founder).get("/home")

    assert response.status_code == 200
    assert "Nothing here yet" in response.text


@pytest.mark.parametrize("state", APPLICATION_STATES)
def test_every_state_has_one_button(sign_in, writing, state: str) -> None:  # type: ignore[no-untyped-def]  # the fixture is a function
    with writing() as session:
        call = scenes.call(session, results_on=NOW.date(), entry_on=NOW.date() + timedelta(days=60))
        made = scenes.application(session, call, scenes.venture(session), state=state)
        scenes.steps(session, made, "draft", "submitted", "in_review", state)
    client = sign_in(cast.founder)

    home, shown = client.get("/home"), client.get(f"/applications/{made.ref}")

    assert (home.status_code, home.text.count(PRIMARY)) == (200, 1)
    assert (shown.status_code, shown.text.count(PRIMARY)) == (200, 0 if state == "draft" else 1)
