"""What is restored equals what was backed up, row by row and byte by byte, from either database to either."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from incubator.backups.creating import create
from incubator.backups.manifest import Manifest
from incubator.backups.restoring import restore
from incubator.backups.rows import LEFT_OUT
from incubator.backups.verifying import differences, verify
from incubator.store import Answer, Application, Entry, SignIn, Table, Word, add
from incubator.store.drift import drift
from incubator.store.replay import disagreements
from incubator.store.schema import downgrade
from tests.backups.conftest import ODD, NewPlace, Place
from tests.conftest import NOW

KINDS = ("sqlite", "postgresql")


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("origin", KINDS)
def test_a_restore_equals_its_source(
    origin: str, target: str, new_place: NewPlace, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    source: Place = request.getfixturevalue(f"{origin}_demo")
    place, path = new_place(target), tmp_path / "backup.zip"

    made = create(source.source, path, at=NOW)
    held, wrong = verify(path)
    done = restore(place.source, path, at=NOW)

    assert (held, wrong, done.manifest) == (made, [], made)
    assert place.sums() == source.sums()
    assert place.files() == source.files()
    assert differences(made, place.source) == []
    _is_whole(place)


def _is_whole(place: Place) -> None:
    """The tables are the code's, the journal agrees and goes on, what is for good cannot be changed."""
    database = place.running.database
    assert drift(database) == []
    with database.reading() as session:
        assert disagreements(session) == []
        last = session.scalars(select(Entry.seq).order_by(Entry.seq.desc()).limit(1)).one()
        odd = select(Answer.value).where(Answer.question.startswith("odd_")).order_by(Answer.written_at)
        assert session.scalars(odd).all() == list(ODD)
    with database.writing() as session:
        entry = Entry(at=NOW, subject_kind="call", subject_id="x", action="edit")
        session.add(entry)
        session.flush()
        assert entry.seq == last + 1
        session.rollback()
    for statement in (
        "UPDATE journal SET reason = 'x'", "DELETE FROM edition", "UPDATE answer SET question = 'x'",
        "INSERT INTO enrolment (id, venture_id) VALUES ('x', 'nobody')",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), database.engines.writer.begin() as connection:
            connection.execute(text(statement))


def test_there_and_back_again_is_the_same_archive(
    sqlite_demo: Place, new_place: NewPlace, archive: Path, tmp_path: Path
) -> None:
    """Into PostgreSQL and back into SQLite: the members are the same bytes all the way."""
    there, back = new_place("postgresql"), new_place("sqlite")
    restore(there.source, archive, at=NOW)
    second, third = tmp_path / "2.zip", tmp_path / "3.zip"

    create(there.source, second, at=NOW)
    restore(back.source, second, at=NOW)
    create(back.source, third, at=NOW)

    assert _tables(second).keys() == _tables(archive).keys()
    assert _sorted_lines(second) == _sorted_lines(archive)
    assert third.read_bytes() == archive.read_bytes()


def _tables(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist() if name != "manifest.json"}


def _sorted_lines(path: Path) -> dict[str, list[bytes]]:
    """The two databases may have another idea of the order of keys."""
    return {name: sorted(content.splitlines()) for name, content in _tables(path).items()}


def test_a_backup_of_an_older_revision_is_brought_up_to_date(
    archive: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    old, new, path = new_place(), new_place(), tmp_path / "old.zip"
    restore(old.source, archive, at=NOW)
    downgrade(old.running.database.engines.writer, "0004")

    made = create(old.source, path, at=NOW)
    wrong = verify(path)[1]
    restore(new.source, path, at=NOW)

    assert (made.revision, wrong) == ("0004", [])
    assert new.running.database.is_current()
    assert drift(new.running.database) == []
    kept = {name: sums for name, sums in old.sums().items() if not name.startswith("search_")}
    assert {name: sums for name, sums in new.sums().items() if name in kept} == kept
    with new.running.database.reading() as session:
        found = set(session.scalars(select(Word.application_id)))
        assert found == set(session.scalars(select(Application.id)))


def test_answers_of_one_letter_come_back_whole(archive: Path, new_place: NewPlace, tmp_path: Path) -> None:
    """Packed to a thousandth, as a bomb would be: what somebody typed never spoils a backup."""
    old, new, path = new_place(), new_place(), tmp_path / "long.zip"
    restore(old.source, archive, at=NOW)
    with old.running.database.writing() as session:
        application = session.scalars(select(Application).order_by(Application.id).limit(1)).one()
        for number in range(10):
            key, value = f"long_{number}", "a" * 2_000_000
            add(session, Answer(application_id=application.id, question=key, value=value, written_at=NOW))

    create(old.source, path, at=NOW)
    wrong = verify(path)[1]
    restore(new.source, path, at=NOW)

    with ZipFile(path) as held:
        packed = held.getinfo("tables/answer.jsonl")
    assert packed.file_size > 250 * packed.compress_size
    assert wrong == []
    assert new.sums() == old.sums()


def test_every_table_is_backed_up_or_left_out_on_purpose(archive: Path) -> None:
    with ZipFile(archive) as held:
        manifest = Manifest.model_validate_json(held.read("manifest.json"))

    assert manifest.tables.keys() | set(LEFT_OUT) == Table.metadata.tables.keys()
    assert manifest.left_out == list(LEFT_OUT)


def test_nobody_is_signed_in_by_a_restore(
    archive: Path, new_place: NewPlace, sqlite_demo: Place, tmp_path: Path
) -> None:
    """A sign-in that was ended since the backup must not come back to life."""
    place = new_place()
    restore(place.source, archive, at=NOW)

    with place.running.database.reading() as session:
        assert session.scalars(select(SignIn)).all() == []
    assert "secret_key" not in " ".join(_tables(archive))


def test_the_manifest_tells_what_is_inside(archive: Path, sqlite_demo: Place) -> None:
    with ZipFile(archive) as held:
        told = json.loads(held.read("manifest.json"))

    assert told["format"] == 1
    assert told["made_at"] == "2026-03-02T09:00:00Z"
    assert {
        name: (one["rows"], one["checksum"]) for name, one in told["tables"].items()
    } == sqlite_demo.sums()
    assert {one["sha256"]: one["size"] for one in told["files"]} == {
        name: len(content) for name, content in sqlite_demo.files().items()
    }
    assert archive.stat().st_mode & 0o777 == 0o600
