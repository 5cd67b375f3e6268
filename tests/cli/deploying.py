"""An installation that is fit for real people, and one way to spoil it per check."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from sqlalchemy import text

from incubator.actions.programmes import import_editions
from incubator.cli.deploy import kept
from incubator.clock import SystemClock
from incubator.last_backup import BackupNote, remember
from incubator.running import Running
from incubator.settings import Settings, load_settings
from incubator.store import Person, Role, add
from incubator.store.letters import Heartbeat
from incubator.web import security
from tests.house.rooms import ROOT

NOW = SystemClock().now


@dataclass
class Case:
    """What may be spoilt: the settings given, the folder, the database, the code's own limits."""

    folder: Path
    given: dict[str, Any]
    patch: pytest.MonkeyPatch
    after: list[Callable[[Running], None]] = field(default_factory=list)
    unchecked: dict[str, Any] = field(default_factory=dict)  # settings that would be refused when read

    def running(self) -> Running:
        """Everything in place, then spoilt."""
        found = self.read()
        assert found.settings.secret_key
        _fill(found)
        for spoil in self.after:
            spoil(found)
        found.database.dispose()
        return self.read(**self.unchecked)

    def read(self, **unchecked: Any) -> Running:
        settings = load_settings(**{"instance": self.folder, **self.given})
        return Running(settings.model_copy(update=unchecked))


def fit(folder: Path, url: str, smtp_url: str, patch: pytest.MonkeyPatch) -> Case:
    folder.mkdir(mode=0o700, exist_ok=True)
    patch.delenv("FLASK_DEBUG", raising=False)
    for name in [name for name in os.environ if name.startswith("INCUBATOR_") or name in ("HOST", "PORT")]:
        patch.delenv(name)
    return Case(
        folder,
        {
            "production": True, "one_machine": True, "database_url": url, "smtp_url": smtp_url, "proxies": 1,
            "origin": "https://incubator.internal", "organisation_name": "A cluster",
            "organisation_email": "programmes@incubator.internal",
        },
        patch,
    )  # fmt: skip


def _fill(found: Running) -> None:
    with found.database.writing() as session:
        import_editions(session, found.catalogue, at=NOW())
        session.merge(Heartbeat(name="letters", at=NOW()))
        admin = add(session, Person(email="a@incubator.internal", name="A. Admin", created_at=NOW()))
        session.flush()
        add(session, Role(person_id=admin.id, role="admin", granted_at=NOW()))
    _backed_up(found, timedelta(hours=1))


def _backed_up(found: Running, ago: timedelta) -> None:
    at = NOW() - ago
    remember(found.settings, BackupNote("x", at, at, size=1, revision="1", rows=1, files=0))


Spoil = Callable[[Case], None]


def given(**values: Any) -> Spoil:
    return lambda case: case.given.update(values)


def without(*names: str) -> Spoil:
    return lambda case: [case.given.pop(name) for name in names] and None


def sql(statement: str) -> Spoil:
    def run(found: Running) -> None:
        with found.database.writing() as session:
            session.execute(text(statement))

    return lambda case: case.after.append(run)


def mode(name: str, bits: int, content: str = "") -> Spoil:
    def change(found: Running) -> None:
        path = found.settings.instance / name
        if content:
            path.write_text(content)
        path.chmod(bits)

    return lambda case: case.after.append(change)


def limit(module: Any, name: str, value: Any) -> Spoil:
    return lambda case: case.patch.setattr(module, name, value)


def header(name: str, value: str) -> Spoil:
    """The pages' headers, with one of them told otherwise."""
    whole = security.headers_of

    class Told:
        def __init__(self, settings: Settings) -> None:
            self.headers = whole(settings)

        def set_headers(self, response: Response) -> None:
            self.headers.set_headers(response)
            response.headers[name] = value

    return limit(security, "headers_of", Told)


def unchecked(**values: Any) -> Spoil:
    return lambda case: case.unchecked.update(values)


def longer_booster(case: Case) -> None:
    """A programme file whose published edition means something else."""
    config = case.folder.parent / "config"
    shutil.copytree(ROOT / "config", config)
    file = config / "programmes" / "booster.toml"
    file.write_text(file.read_text("utf-8").replace('"12 months"', '"13 months"'), "utf-8")
    case.unchecked["config"] = config


def unguarded(case: Case) -> None:
    """Forms are taken without their token."""
    guard = security.CSRFProtect

    def install(app: Flask) -> None:
        guard(app)
        app.config["WTF_CSRF_ENABLED"] = False

    case.patch.setattr(security, "CSRFProtect", install)


def clock(**ahead: int) -> Spoil:
    """This machine's clock, and not the database's, goes wrong."""
    wrong = lambda: _Ahead(timedelta(**ahead))  # noqa: E731 - stands for the class
    return lambda case: case.after.append(lambda _found: case.patch.setattr(kept, "SystemClock", wrong))


class _Ahead:
    def __init__(self, by: timedelta) -> None:
        self.by = by

    def now(self) -> Any:
        return SystemClock().now() + self.by


def old_backup(case: Case) -> None:
    def age(found: Running) -> None:
        (found.settings.instance / "last_backup.json").unlink()
        _backed_up(found, timedelta(hours=25))

    case.after.append(age)
