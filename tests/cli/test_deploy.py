"""Every check of doctor --deploy is green on a fit installation and red when its own thing is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from incubator.cli import probes
from incubator.cli.catalogues import compile_catalogues
from incubator.cli.deploy import ALIVE, CHECKS, around, examined, refuse_unless_fit, served, table
from incubator.cli.deploy.kept import DURABLE
from incubator.errors import Refused
from incubator.health import Check, examine
from incubator.running import Running
from incubator.web import intake
from tests.cli.deploying import (
    Case,
    Spoil,
    clock,
    fit,
    given,
    header,
    limit,
    longer_booster,
    mode,
    old_backup,
    sql,
    unchecked,
    unguarded,
)
from tests.house.rooms import ROOT
from tests.smtp import free_port, mail_server

POLICY = "Content-Security-Policy"
HTTP = given(origin="http://incubator.internal")
NO_DATABASE = {"tables", "triggers", "clock-skew", "clock-past", "editions", "administrator", "worker"}
ELSEWHERE = "postgresql://u@0.0.0.0:1/x"  # no loopback address, and refused at once
DRAWN = "k9Jw2-Qz7Lx0_RtB4mVn8sYp1cHd6fGa"  # 32 characters
# check → how to spoil it, and which others go red with it because they ask the same thing
RED: dict[str, tuple[Spoil, set[str]]] = {
    "production": (given(production=False), set()),
    "demo": (given(demo=True), {"foreign-names"}),
    "development": (given(development=True), {"foreign-names"}),
    "debug": (lambda case: case.patch.setenv("FLASK_DEBUG", "1"), set()),
    "https": (HTTP, {"hsts", "cookies"}),
    "public-name": (given(origin="https://localhost"), set()),
    "organisation": (given(organisation_name="Biocluster"), set()),
    "sender": (given(organisation_email="programmes@example.org"), set()),
    "mail-server": (given(smtp_url=""), set()),
    "mail-tls": (given(smtp_url="smtp://127.0.0.2:1?tls=off"), {"mail-answers"}),
    "hold": (given(hold_minutes=0), set()),
    "database-kind": (given(one_machine=False), set()),
    "database-tls": (
        unchecked(database_url=ELSEWHERE),
        NO_DATABASE | {"database", "database-role", "durable"},
    ),
    "proxies": (given(proxies=0), set()),
    "door": (given(host="0.0.0.0"), set()),
    "processes": (given(workers=1), set()),
    "metrics-token": (given(metrics_token="figures"), set()),
    "folder": (mode(".", 0o750), set()),
    "secret-key": (mode("secret_key", 0o600, "secret"), set()),
    "settings-file": (mode("settings.toml", 0o640, "# passwords"), set()),
    "demo-clock": (mode("clock.json", 0o600, "{}"), set()),
    "disk": (limit(around, "FREE_AT_LEAST", 2**70), set()),
    "time-zones": (unchecked(zone="Mars/Olympus"), set()),
    "translations": (limit(probes, "TRANSLATIONS", Path("/nowhere")), set()),
    "worker": (sql("UPDATE heartbeat SET at = '2020-01-01 00:00:00'"), set()),
    "mail-answers": (given(smtp_url="smtp://127.0.0.1:1"), set()),
    "backup": (old_backup, set()),
    "database": (unchecked(database_url="sqlite:////proc"), NO_DATABASE),
    "tables": (sql("DELETE FROM alembic_version"), set()),
    "triggers": (sql("DROP TRIGGER journal_no_delete"), set()),
    "clock-skew": (clock(minutes=2), set()),
    "clock-past": (clock(days=-400), {"clock-skew"}),
    "editions": (longer_booster, set()),
    "administrator": (sql("UPDATE person SET disabled_at = created_at"), set()),
    "hsts": (header("Strict-Transport-Security", "max-age=60"), set()),
    "cookies": (limit(served, "MARKS", ("Partitioned",)), set()),
    "content-policy": (
        header(POLICY, "default-src 'self' https://fonts.example; frame-ancestors 'none'"),
        set(),
    ),
    "framing": (header(POLICY, "default-src 'self'"), set()),
    "sniffing": (header("X-Content-Type-Options", "none"), set()),
    "referrer": (header("Referrer-Policy", "unsafe-url"), set()),
    "forged-forms": (unguarded, set()),
    "foreign-names": (limit(intake, "refuse_other_names", lambda _names: None), set()),
    "largest-file": (limit(intake, "LARGEST_UPLOAD", 1024**2), set()),
}
ON_POSTGRESQL = {"database-role", "durable"}  # SQLite has neither; see below


@pytest.fixture
def case(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    compile_catalogues()
    with mail_server() as (smtp_url, _postbox):
        yield fit(tmp_path / "instance", sqlite_url, smtp_url, monkeypatch)


def red(found: Running) -> set[str]:
    checks = examined(found)
    found.database.dispose()
    return {check.name for check in checks if not check.is_ok}


def test_a_fit_installation_is_green(case: Case) -> None:
    assert red(case.running()) == set()


def test_there_are_enough_checks_and_each_has_its_red_case() -> None:
    codes = [one.code for one in CHECKS]

    assert len(codes) == len(set(codes)) >= 40
    assert set(RED) | ON_POSTGRESQL == set(codes)


@pytest.mark.parametrize("code", RED)
def test_a_check_is_red_when_its_own_thing_is_wrong_and_says_what_to_do(case: Case, code: str) -> None:
    spoil, companions = RED[code]
    spoil(case)

    reds = {check.name: check.says for check in examined(case.running()) if not check.is_ok}

    assert set(reds) == {code} | companions
    assert reds[code].endswith(".") or "Run: " in reds[code]
    assert "\n" not in reds[code]


@pytest.mark.parametrize(
    ("code", "values"),
    [
        *[("door", {"host": host}) for host in ("0", "0x0", "::", "::0", "*", "", "8.8.8.8", "2001:4860::8")],
        *[
            ("public-name", {"origin": f"https://{name}"})
            for name in ("127.1", "0x7f.1", "2130706433", "[::1]", "192.0.2.1", "localhost.", "Example.org.")
        ],
        ("sender", {"organisation_email": "a@Example.org."}),
        *[("metrics-token", {"metrics_token": token}) for token in ("x" * 64, "abcdefghijk" * 4, DRAWN[:31])],
        *[
            ("database-tls", {"database_url": f"postgresql://u@{rest}"})
            for rest in (
                "db.internal/x", "db.internal/x?sslmode=prefer", "/x?host=db.internal", "10.0.0.5/x",
                "/x?host=127.0.0.1:1&host=db.internal:1", "127.0.0.1/x?hostaddr=10.0.0.5",
            )
        ],
    ],
)  # fmt: skip
def test_nobody_talks_a_check_into_green(case: Case, code: str, values: dict[str, str]) -> None:
    assert not _asked(case, code, values).is_ok


@pytest.mark.parametrize(
    ("code", "values"),
    [
        *[("door", {"host": host}) for host in ("127.0.0.1", "localhost", "::1", "10.0.0.12", "fd00::12")],
        ("public-name", {"origin": "https://incubator.internal."}),
        ("metrics-token", {"metrics_token": DRAWN}),
        *[
            ("database-tls", {"database_url": f"postgresql://u@{rest}"})
            for rest in (
                "db.internal/x?sslmode=require", "db.internal/x?sslmode=verify-full", "127.0.0.1/x", "/x",
                "[::1]/x", "/x?host=/run/postgresql",
            )
        ],
    ],
)  # fmt: skip
def test_what_is_well_is_green(case: Case, code: str, values: dict[str, str]) -> None:
    assert _asked(case, code, values).is_ok


@pytest.mark.parametrize("key", ["abcdefghijkl" * 6, "password1!" * 5 + "pass", "ab" * 40, DRAWN])
def test_a_key_that_was_typed_is_red(case: Case, key: str) -> None:
    (case.folder / "secret_key").write_text(key)
    (case.folder / "secret_key").chmod(0o600)

    check = _asked(case, "secret-key", {})

    assert not check.is_ok
    assert "can be guessed" in check.says


def _asked(case: Case, code: str, values: dict[str, str]) -> Check:
    """This check alone."""
    found = case.read(**values)
    (probe,) = [one.probe for one in CHECKS if one.code == code]
    return examine([(code, lambda: probe(found))])[0]


def test_postgresql_is_asked_who_may_lift_its_refusals_and_what_survives(
    case: Case, new_postgresql_url: str, postgresql_server: str
) -> None:
    """The server of these tests forgets on purpose, and its role may do anything."""
    case.given.update(database_url=new_postgresql_url, one_machine=False)
    as_they_are = red(case.running())

    with psycopg.connect(new_postgresql_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE journal DISABLE TRIGGER journal_no_update")
    case.given["database_url"] = _as_plain_role(new_postgresql_url)
    with _remembering(postgresql_server):
        as_they_should = red(case.read())

    assert as_they_are == {"database-role", "durable"}
    assert as_they_should == {"triggers"}


def _as_plain_role(url: str) -> str:
    role = f"plain_{uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    return url.replace("//postgres:", f"//{role}:")


@contextmanager
def _remembering(server: str) -> Iterator[None]:
    """fsync and the like are on meanwhile."""
    try:
        _set(server, "on")
        yield
    finally:
        _set(server, "off")


def _set(server: str, value: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for name in DURABLE:
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")


@pytest.mark.parametrize("code", [one.code for one in CHECKS if one.stage == ALIVE])
def test_what_can_only_hold_while_it_runs_refuses_no_start(case: Case, code: str) -> None:
    RED[code][0](case)

    refuse_unless_fit(case.running())


def test_a_production_start_is_refused_with_every_red_line(case: Case) -> None:
    case.given.update(proxies=0, organisation_email="programmes@example.org")
    found = case.running()

    with pytest.raises(Refused) as refusal:
        refuse_unless_fit(found)

    told = [reason.en.partition(":")[0] for reason in refusal.value.reasons]
    assert told == ["sender", "proxies"]


def test_without_production_nothing_is_refused(case: Case) -> None:
    case.given.update(production=False, proxies=0, demo=True)

    refuse_unless_fit(case.running())


@pytest.mark.parametrize("module", ["serve", "prepare", "deploy"])
def test_each_way_to_start_refuses(module: str, tmp_path: Path) -> None:
    environment = {
        "INCUBATOR_INSTANCE": str(tmp_path / "i"),
        "INCUBATOR_PRODUCTION": "1",
        "PORT": str(free_port()),
    }

    started = subprocess.run(
        [sys.executable, "-m", f"incubator.cli.{module}"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (started.returncode, started.stdout) == (1, "")
    assert "to be mended before this can be used for real" in started.stderr
    assert "\n  mail-server: Set smtp_url" in started.stderr


def test_gunicorn_alone_refuses_too(case: Case) -> None:
    found = case.running()
    given = {"INCUBATOR_INSTANCE": str(case.folder), "INCUBATOR_PRODUCTION": "1", "PORT": str(free_port())}
    command = ["gunicorn", "--config", "python:incubator.cli.pages", "incubator:create_app()"]

    started = subprocess.run(
        [sys.executable, "-m", *command], env=given, cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert found.settings.production
    assert started.returncode == 1
    assert "\n  proxies: Set proxies" in started.stderr


def test_the_visits_of_the_checks_are_not_counted(tmp_path: Path) -> None:
    """They are red here, after the application was asked for its own pages."""
    _in_pages(tmp_path, "pages.on_starting(None)", production=True)

    (folder,) = (tmp_path / "run").iterdir()
    assert list(folder.iterdir()) == []


def test_who_finds_the_port_taken_leaves_the_figures_of_who_has_it(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    counted = [tmp_path / "run" / f"metrics-8000-{process}" / "x.db" for process in (os.getpid(), gone.pid)]
    for file in counted:
        file.parent.mkdir(parents=True)
        file.touch()

    left = [_left(tmp_path, act) for act in ("pass", "pages.when_ready(None)")]

    mine = f"metrics-8000-{os.getpid()}"
    assert left == [{mine, f"metrics-8000-{gone.pid}"}, {mine}]
    assert counted[0].exists()


def _left(instance: Path, act: str) -> set[str]:
    """Beside the folder of its own, which is away when it ends."""
    _in_pages(instance, f"{act}; pages.on_exit(None)")
    return {folder.name for folder in (instance / "run").iterdir()}


def _in_pages(instance: Path, act: str, *, production: bool = False) -> None:
    """In a process of its own, as gunicorn does: reading these settings changes the environment."""
    given = {
        "INCUBATOR_INSTANCE": str(instance),
        "INCUBATOR_PRODUCTION": str(int(production)),
        "PORT": "8000",
    }
    code = f"from incubator.cli import pages\n{act}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=given, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == int(production), done.stderr


def test_the_table_in_the_documents_is_this_one() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")

    assert table() in text
