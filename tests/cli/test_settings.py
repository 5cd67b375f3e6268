"""Defaults, then the instance's own file, then the environment; nonsense stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator.errors import DefinitionError
from incubator.settings import load_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HOST", "PORT", "INCUBATOR_DEMO", "INCUBATOR_DATABASE_URL", "INCUBATOR_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INCUBATOR_INSTANCE", str(tmp_path))


def test_without_configuration_everything_stays_on_this_machine(tmp_path: Path) -> None:
    settings = load_settings()

    assert settings.database_url == f"sqlite:///{tmp_path}/incubator.sqlite3"
    assert (settings.origin, settings.smtp_url, settings.demo) == ("http://127.0.0.1:8000", None, False)


def test_the_environment_wins_over_the_instance_and_the_instance_over_what_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.toml").write_text('port = 8100\nhold_minutes = 5\nlanguage = "en"\n')
    monkeypatch.setenv("PORT", "8200")

    settings = load_settings()

    assert (settings.port, settings.hold_minutes, settings.language) == (8200, 5, "en")


def test_the_key_is_drawn_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = load_settings().secret_key, load_settings().secret_key

    assert first == second
    assert len(first) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_address_people_type_decides_on_secure_cookies() -> None:
    assert load_settings(origin="https://incubator.example.org/").is_secure
    assert not load_settings().is_secure


NO_ORIGINS = (
    "https://name@incubator.internal", "https://incubator.internal?a=b", "https://incubator.internal#a",
    "https://incubator.internal\\x", "https://incubator .internal", "https://incubator.internal\t",
    "https://incubator.internal:x", "https://incubator.internal:99999", "https://incubator.internal:0",
    "https://incubator.internal:", "https://:443", "https://incubator.internal?", "https://[::1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("port", "eighty", "should be a valid integer"),
        ("port", "70000", "less than or equal to 65535"),
        ("zone", "Europe/Pariss", "names no time zone: Europe/Pariss"),
        ("language", "de", "should be 'fr' or 'en'"),
        ("smtp_url", "mail.example.org", "starts with smtp:// or smtps://"),
        ("origin", "incubator.example.org", "is the scheme and host alone"),
        *[("origin", value, "is the scheme and host alone") for value in NO_ORIGINS],
        ("smtp_url", "smtp://mail.example.org?note=tls=off", "knows no note after the question mark"),
        ("smtp_url", "smtp://mail.example.org?tls=maybe", "only tls=off may stand there"),
        ("colour", "red", "is no setting"),
    ],
)
def test_nonsense_names_the_key_and_the_reason(key: str, value: str, reason: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        load_settings(**{key: value})

    assert f"{key}: " in str(refusal.value)
    assert reason in str(refusal.value)


def test_a_file_with_a_slip_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("port = \n")

    with pytest.raises(DefinitionError, match=r"The settings file cannot be read: .*line 1"):
        load_settings()
