"""The style guide shows everything, and so does every test of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from incubator import create_app
from incubator.cli.catalogues import FOLDER, contradictions, merged
from incubator.settings import load_settings
from incubator.web import chrome, navigation
from incubator.web.labels import FAMILIES, label
from incubator.words import LANGUAGES
from tests.web.conftest import StrictClient


@pytest.fixture
def guide(tmp_path: Path, sqlite_url: str) -> FlaskClient:
    settings = load_settings(instance=tmp_path, database_url=sqlite_url, development=True)
    app = create_app(settings)
    app.testing = True
    app.test_client_class = StrictClient
    return app.test_client()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_style_guide_is_valid_in_both_languages(guide: FlaskClient, language: str) -> None:
    response = guide.get(f"/styleguide?lang={language}")

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


def test_the_style_guide_is_for_development(client: FlaskClient) -> None:
    assert client.get("/styleguide").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_coloured_state_has_a_word(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        keys = [key if key.startswith("result.") else f"state.{key}" for key in FAMILIES]
        unnamed = [key for key in keys if label(key) == key]

    assert unnamed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rooms_translate_one_text_differently(language: str) -> None:
    assert contradictions(FOLDER, language) == []


def test_a_form_sent_back_ties_each_error_to_its_field(guide: FlaskClient) -> None:
    text = guide.get("/styleguide?lang=en").text

    assert '<a href="#b-name">Give the project a name.</a>' in text
    assert 'id="b-name" name="b-name" value="" required aria-describedby="b-name-hint b-name-error"' in text


def test_the_way_around_is_named_in_french() -> None:
    french = merged(FOLDER, "fr")
    entries = [entry.label for entries in navigation.ENTRIES.values() for entry in entries]
    links = [text for text, _endpoint in (*chrome.FOOTER, *chrome.ACCOUNT)]

    assert [text for text in (*entries, *links) if french.get(text) is None] == []


def test_the_way_around_leads_somewhere(app: Flask) -> None:
    ends = {entry.endpoint for entries in navigation.ENTRIES.values() for entry in entries}
    links = {endpoint for _text, endpoint in (*chrome.FOOTER, *chrome.ACCOUNT)}

    assert (ends | links | set(navigation.HOMES.values())) - set(app.view_functions) == set()
