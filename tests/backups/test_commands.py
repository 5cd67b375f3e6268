"""The commands as people type them: one line, one exit code, and a note for whoever watches."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from incubator import create_app
from incubator.actions.post import restored
from incubator.backups.restoring import restore
from incubator.cli.deploy import around
from incubator.clock import SystemClock
from incubator.errors import IncubatorError
from incubator.last_backup import BackupNote, last_backup, place_of_note, remember
from incubator.store import Person
from tests.backups.conftest import NewPlace, Place
from tests.conftest import NOW


def typed(place: Place, *words: str) -> Result:
    app = create_app(place.running.settings, clock=place.running.clock, ids=place.running.ids)
    try:
        return app.test_cli_runner().invoke(args=["backup", *words])
    finally:
        app.extensions["incubator.running"].database.dispose()


@pytest.fixture
def place(new_place: NewPlace, archive: Path) -> Place:
    made = new_place()
    restore(made.source, archive, at=NOW)
    return made


def test_a_backup_is_made_proved_and_noted(place: Place, tmp_path: Path) -> None:
    before = SystemClock().now()

    result = typed(place, "create", str(tmp_path))

    path = next(tmp_path.glob("incubator-*.zip"))
    note = last_backup(place.running.settings)
    assert (result.exit_code, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    assert f"{path} is made and proved: " in result.stdout
    assert note is not None
    assert (note.file, note.size) == (str(path), path.stat().st_size)
    assert before <= note.made_at <= note.verified_at
    assert place_of_note(place.running.settings).stat().st_mode & 0o777 == 0o600


def test_a_backup_that_nobody_proved_is_not_noted(place: Place, tmp_path: Path) -> None:
    made = typed(place, "create", str(tmp_path / "b.zip"), "--no-verify", "--json")
    unproved = last_backup(place.running.settings)
    proved = typed(place, "verify", str(tmp_path / "b.zip"), "--json")

    told = json.loads(proved.stdout)
    assert (made.exit_code, unproved, proved.exit_code) == (0, None, 0)
    assert told == json.loads(made.stdout)
    assert (told["ok"], told["problems"], told["files"], told["missing"]) == (True, [], 4, [])
    assert {name: (one["rows"], one["checksum"]) for name, one in told["tables"].items()} == place.sums()
    note = last_backup(place.running.settings)
    assert note is not None
    assert note.rows == sum(rows for rows, _ in place.sums().values())


def test_a_damaged_backup_is_one_line_and_exit_1(place: Place, tmp_path: Path, archive: Path) -> None:
    content, path = bytearray(archive.read_bytes()), tmp_path / "damaged.zip"
    content[5000] ^= 1
    path.write_bytes(content)

    verified, refused = typed(place, "verify", str(path)), typed(place, "restore", str(path))

    assert (verified.exit_code, verified.stderr) == (1, "damaged.zip: 2 problem(s).\n")
    assert "its bytes are not those that were written" in verified.stdout
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert last_backup(place.running.settings) is None


def test_a_backup_of_another_installation_is_not_ours(place: Place, archive: Path) -> None:
    elsewhere = Place(
        type(place.running)(place.running.settings.model_copy(update={"origin": "https://x.org"}))
    )

    result = typed(elsewhere, "verify", str(archive))

    assert (result.exit_code, last_backup(place.running.settings)) == (0, None)


def test_the_newest_backup_counts_whichever_was_looked_at_last(place: Place) -> None:
    def note(made_at: datetime) -> BackupNote:
        return BackupNote("f", made_at, SystemClock().now(), size=1, revision="1", rows=1, files=1)

    remember(place.running.settings, note(NOW))
    remember(place.running.settings, note(NOW - timedelta(days=9)))

    held = last_backup(place.running.settings)
    assert held is not None
    assert held.made_at == NOW
    remember(place.running.settings, note(SystemClock().now() + timedelta(days=9)))
    remember(place.running.settings, note(NOW))  # one from a time to come hides no other
    again = last_backup(place.running.settings)
    assert again is not None
    assert again.made_at == NOW
    place_of_note(place.running.settings).write_text("{spoilt")
    assert last_backup(place.running.settings) is None


def test_a_backup_from_a_time_to_come_is_none_for_the_doctor(place: Place) -> None:
    now = SystemClock().now()
    for ahead, is_ok in ((timedelta(hours=1), False), (timedelta(seconds=5), True)):
        place_of_note(place.running.settings).unlink(missing_ok=True)
        remember(
            place.running.settings, BackupNote("f", now + ahead, now, size=1, revision="1", rows=1, files=1)
        )
        with nullcontext() if is_ok else pytest.raises(IncubatorError, match="a time to come"):
            around.backup(place.running)


def test_no_letter_is_held_yet_is_said_until_somebody_has_decided(place: Place) -> None:
    typed(place, "letters", "--drop")
    with place.running.database.writing() as session:
        restored.settle(session, at=NOW, send=False)

    before, _, after = typed(place, "letters"), typed(place, "letters", "--drop"), typed(place, "letters")

    assert ("--drop" in before.stdout, after.stdout) == (True, "No letter is held.\n")


def test_the_store_of_today_is_compared_with_a_backup(place: Place, archive: Path) -> None:
    same = typed(place, "verify", str(archive), "--against-database")
    with place.running.database.writing() as session:
        session.add(Person(id="x" * 26, email="new@example.org", created_at=NOW))
    next(path for path in place.uploads.rglob("*/*") if path.is_file()).unlink()

    other = typed(place, "verify", str(archive), "--against-database")

    assert (same.exit_code, other.exit_code) == (0, 1)
    first, second = other.stdout.splitlines()
    assert first.startswith("person: ")
    assert first.endswith(" in the database")
    assert second.startswith("the file ")
    assert second.endswith(" is not on the disk")


def test_restoring_says_what_is_back_and_what_is_held(archive: Path, new_place: NewPlace) -> None:
    place = new_place()

    done, again = typed(place, "restore", str(archive)), typed(place, "restore", str(archive))
    asked, sent = typed(place, "letters"), typed(place, "letters", "--send", "--json")

    assert (done.exit_code, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert " are back, as of 2026-03-02 09:00 UTC, and equal what was backed up. " in done.stdout
    assert (again.exit_code, again.stdout, again.stderr.count("\n")) == (1, "", 1)
    assert done.stdout.endswith(asked.stdout)
    assert json.loads(sent.stdout)["decision"] == "send"


def test_there_is_nothing_to_back_up_before_there_are_tables(new_place: NewPlace, tmp_path: Path) -> None:
    result = typed(new_place(), "create", str(tmp_path / "b.zip"))

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "The tables are not up to date" in result.stderr
