"""What can be configured: safe defaults, then the instance's own file, then the environment."""

from __future__ import annotations

import secrets
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from incubator.errors import DefinitionError
from incubator.once import drawn_once

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting by name. `docs write` tells of them in docs/settings.md and in the README."""

    model_config = SettingsConfigDict(
        env_prefix="INCUBATOR_",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        validate_default=True,
    )

    instance: Path = Field(
        ROOT / "instance", description="The folder of database, uploads, secrets and outbox."
    )
    config: Path = Field(ROOT / "config", description="The folder of `settings.toml` and `programmes/`.")
    database_url: str = Field(
        "",
        description="`postgresql://user:password@host/name`, or `sqlite:///` and a path. "
        "None: a SQLite file in the instance folder.",
    )
    smtp_url: str | None = Field(
        None,
        description="`smtp://` or `smtps://user:password@host:port`. None: letters are written to `outbox/` "
        "in the instance folder.",
    )

    host: str = Field(
        "127.0.0.1", validation_alias=AliasChoices("HOST", "host"), description="The address to listen on."
    )
    port: int = Field(
        8000, ge=1, le=65535, validation_alias=AliasChoices("PORT", "port"),
        description="The port to listen on.",
    )  # fmt: skip
    workers: int = Field(2, ge=1, le=64, description="How many processes serve pages.")
    proxies: int = Field(
        0, ge=0, le=5,
        description="How many servers in front add to `X-Forwarded-For`. With too few, the limits on tries "
        "count all visitors as one.",
    )  # fmt: skip
    origin: str = Field(
        "",
        description="What people type: scheme and host alone. Links in letters start with it; `https` makes "
        "cookies https-only. None: `http://HOST:PORT`.",
    )

    organisation_name: str = Field(
        "Biocluster", min_length=1, max_length=80, description="At the top of pages and letters."
    )
    organisation_email: str = Field("programmes@example.org", description="The sender of letters.")
    language: Literal["fr", "en"] = Field("fr", description="Of pages and letters, until a person chooses.")
    zone: str = Field("Europe/Paris", description="The time zone of the dates and hours people read.")
    accessibility: Literal["none", "partial", "full"] = Field(
        "none", description="The mention the RGAA asks for at the foot of every page, as an audit found it."
    )
    hold_minutes: int = Field(
        15, ge=0, le=1440, description="How long letters wait after a move, so that it can be undone."
    )

    demo: bool = Field(
        False,
        description="Demo data, one-click sign-in, a clock that can be moved; `bin/run` turns it on. "
        "Never with real people.",
    )
    development: bool = Field(False, description="Adds `/styleguide`. For one’s own machine.")
    production: bool = Field(
        False,
        description="Real people use it: the start is refused while `doctor --deploy` finds something to "
        "mend, and logs are lines of JSON.",
    )
    one_machine: bool = Field(
        False, description="Everything runs on one machine, knowingly: in production SQLite is enough then."
    )
    metrics_token: str = Field(
        "",
        description="What may read `/metrics` from another machine, as `Authorization: Bearer …`. None: only "
        "this machine may, past the server in front.",
    )

    @field_validator("instance", "config")
    @classmethod
    def _whole_path(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _file_unless_told(cls, value: str, info: Any) -> str:
        return value or f"sqlite:///{info.data['instance'] / 'incubator.sqlite3'}"

    @field_validator("smtp_url")
    @classmethod
    def _known_mail_server(cls, value: str | None) -> str | None:
        if value and not value.startswith(("smtp://", "smtps://")):
            raise ValueError("starts with smtp:// or smtps://")
        parts = urlsplit(value or "")
        for key, said in parse_qsl(parts.query, keep_blank_values=True):
            if key != "tls" or said not in ("auto", "off"):
                raise ValueError(f"knows no {key} after the question mark: only tls=off may stand there")
        return value or None

    @field_validator("origin")
    @classmethod
    def _address_people_type(cls, value: str, info: Any) -> str:
        if not value:
            return f"http://{info.data.get('host')}:{info.data.get('port')}"
        if not _is_scheme_and_host(value):
            raise ValueError("is the scheme and host alone, such as https://incubator.example.org")
        return value.rstrip("/")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"names no time zone: {value}; write one such as Europe/Paris") from None
        return value

    @property
    def uploads(self) -> Path:
        """Where the bytes of uploaded files lie."""
        return self.instance / "uploads"

    @property
    def is_secure(self) -> bool:
        """Cookies travel over https alone as soon as the address people type is https."""
        return self.origin.startswith("https://")

    @cached_property
    def secret_key(self) -> str:
        """What signs cookies: drawn once, kept in the instance folder, readable by its owner alone."""
        return drawn_once(self.instance / "secret_key", lambda: secrets.token_urlsafe(48))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = {**env_settings(), **init_settings()}
        instance = Path(given.get("instance") or ROOT / "instance").expanduser()
        config = Path(given.get("config") or ROOT / "config").expanduser()
        files = TomlConfigSettingsSource(settings_cls, [config / "settings.toml", instance / "settings.toml"])
        return init_settings, env_settings, files


def load_settings(**overrides: Any) -> Settings:
    """Read all sources; nonsense stops the start with the key and the reason."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise DefinitionError(_said_in_one_line(error)) from None
    except ValueError as error:  # a TOML file that cannot be read names its own line
        raise DefinitionError(f"The settings file cannot be read: {error}.") from None


def _is_scheme_and_host(value: str) -> bool:
    """And perhaps a port; what browsers and we might read differently is refused."""
    if not value.startswith(("http://", "https://")) or value.rstrip("/").count("/") != 2:
        return False
    if not value.isprintable() or any(character in value for character in "@?#\\ "):
        return False
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:  # the port is no number or too large, or a bracket is missing
        return False


def _said_in_one_line(error: ValidationError) -> str:
    parts = []
    for problem in error.errors():
        key = str(problem["loc"][0]).lower() if problem["loc"] else "settings"
        reason = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            reason = "is no setting; README.md lists them"
        parts.append(f"{key}: {reason}")
    return f"The configuration cannot be used: {'; '.join(parts)}."
