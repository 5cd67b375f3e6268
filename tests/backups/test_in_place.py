"""Where a backup may be written and where it may go; and what is left when the process is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from incubator.backups.creating import create, target
from incubator.backups.restoring import restore
from incubator.backups.verifying import verify
from incubator.errors import Refused
from tests import scenes
from tests.backups.conftest import NewPlace, Place
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
# kills itself at the given statement, counted from the first one of the work
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from incubator.backups.creating import Source, create
from incubator.backups.restoring import restore
from incubator.clock import SystemClock
from incubator.ids import Ids
from incubator.store.database import Database

verb, url, uploads, path, last = sys.argv[1:]
database = Database(url, ids=Ids())
engines = {id(one.pool): one for one in (database.engines.reader, database.engines.writer)}
left = int(last)

def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

for engine in engines.values():
    event.listen(engine, "before_cursor_execute", count)
act = create if verb == "create" else restore
act(Source(database, Path(uploads), "http://127.0.0.1:8000"), Path(path), at=SystemClock().now())
"""


def killed(place: Place, verb: str, path: Path, statement: int) -> int:
    url = place.running.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, verb, url, str(place.uploads), str(path), str(statement)]
    return subprocess.run(command, check=False, cwd=ROOT).returncode


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_store_that_holds_anything_is_left_alone(kind: str, archive: Path, new_place: NewPlace) -> None:
    place = new_place(kind)
    place.running.database.upgrade()
    with place.running.database.writing() as session:
        scenes.edition(session)
    before = place.sums()

    with pytest.raises(Refused, match=r"The database is not empty .there are rows in edition"):
        restore(place.source, archive, at=NOW)

    assert (place.sums(), place.files()) == (before, {})


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_empty_tables_may_be_filled(
    kind: str, archive: Path, new_place: NewPlace, sqlite_demo: Place
) -> None:
    place = new_place(kind)
    place.running.database.upgrade()

    restore(place.source, archive, at=NOW)

    assert place.sums() == sqlite_demo.sums()


def test_tables_of_another_revision_are_left_alone(archive: Path, new_place: NewPlace) -> None:
    place = new_place()
    with place.running.database.engines.writer.begin() as connection:
        connection.execute(text("CREATE TABLE other (id INTEGER)"))

    with pytest.raises(Refused, match="not of the backup’s revision"):
        restore(place.source, archive, at=NOW)


def test_uploads_that_are_not_of_this_backup_are_left_alone(archive: Path, new_place: NewPlace) -> None:
    place = new_place()
    place.uploads.mkdir(parents=True)
    (place.uploads / "thesis.pdf").write_bytes(b"mine")

    with pytest.raises(Refused, match=r"uploads is not empty .there is thesis\.pdf"):
        restore(place.source, archive, at=NOW)

    assert place.files() == {"thesis.pdf": b"mine"}


def test_a_backup_replaces_nothing(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="exists already"):
        target(archive, at=NOW)
    with pytest.raises(Refused, match="does not exist"):
        target(tmp_path / "nowhere" / "x.zip", at=NOW)

    assert target(tmp_path, at=NOW) == tmp_path / "incubator-20260302T090000Z.zip"


def test_a_file_the_disk_has_lost_stops_a_backup_unless_accepted(
    archive: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    place, again, path = new_place(), new_place(), tmp_path / "backup.zip"
    restore(place.source, archive, at=NOW)
    lost = max(place.uploads.rglob("*/*"), key=lambda one: one.stat().st_size)
    lost.unlink()

    with pytest.raises(Refused, match=f"1 uploaded file.* the first {lost.name}"):
        create(place.source, path, at=NOW)
    assert list(tmp_path.glob("*.zip")) == []
    made = create(place.source, path, at=NOW, accept_missing=True)

    assert (made.missing, verify(path)) == ([lost.name], (made, []))
    assert restore(again.source, path, at=NOW).manifest == made


def test_a_file_the_disk_has_changed_stops_a_backup_unless_accepted(
    archive: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    place, path = new_place(), tmp_path / "backup.zip"
    restore(place.source, archive, at=NOW)
    spoilt = next(place.uploads.rglob("*/*"))
    spoilt.write_bytes(b"x")

    with pytest.raises(Refused, match=f"{spoilt.name} is damaged on the disk"):
        create(place.source, path, at=NOW)
    assert [one for one in tmp_path.iterdir() if one.is_file()] == []
    made = create(place.source, path, at=NOW, accept_missing=True)

    assert (made.missing, verify(path)[1]) == ([spoilt.name], [])


def test_a_killed_backup_leaves_no_archive_and_the_next_one_clears_up(
    sqlite_demo: Place, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"

    ends = [killed(sqlite_demo, "create", path, statement) for statement in (5, 40, 100, 10_000)]

    assert ends == [-signal.SIGKILL] * 3 + [0]
    assert verify(path)[1] == []
    assert [one.name for one in tmp_path.iterdir()] == ["backup.zip"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_restore_leaves_nothing_and_can_be_done_again(
    kind: str, archive: Path, new_place: NewPlace, sqlite_demo: Place
) -> None:
    place = new_place(kind)
    ends, tables = [], []

    for statement in (3, 60, 130, 200):
        ends.append(killed(place, "restore", archive, statement))
        with place.running.database.engines.reader.connect() as connection:
            tables.append(inspect(connection).get_table_names())
    restore(place.source, archive, at=NOW)

    assert ends == [-signal.SIGKILL] * 4
    assert tables == [[]] * 4
    assert (place.sums(), place.files()) == (sqlite_demo.sums(), sqlite_demo.files())


FULL = """
import resource, sys
from pathlib import Path
from incubator.backups.creating import Source, create
from incubator.backups.restoring import restore
from incubator.clock import SystemClock
from incubator.errors import IncubatorError
from incubator.ids import Ids
from incubator.store.database import Database

verb, url, uploads, path, most = sys.argv[1:]
source = Source(Database(url, ids=Ids()), Path(uploads), "x")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
try:
    (create if verb == "create" else restore)(source, Path(path), at=SystemClock().now())
except IncubatorError as error:
    print(error)
"""


def said_when_full(place: Place, verb: str, path: Path, most: int) -> str:
    """The system lets no file grow beyond so many bytes."""
    url = place.running.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", FULL, verb, url, str(place.uploads), str(path), str(most)]
    return subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout


def test_a_full_disk_leaves_no_half_backup(sqlite_demo: Place, tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"

    said = [said_when_full(sqlite_demo, "create", path, most) for most in (100, 20_000, 350_000)]

    assert {one.partition(" (")[0] for one in said} == {f"{path} cannot be written"}
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_restore(archive: Path, new_place: NewPlace, sqlite_demo: Place) -> None:
    """First no room for the files, then none for the rows."""
    place = new_place()
    place.running.database.upgrade()

    said = [said_when_full(place, "restore", archive, most) for most in (100_000, 400_000)]

    assert said[0].startswith("The files cannot be put into ")
    assert said[1].startswith("The database does not answer ")
    assert place.files() == {}
    restore(place.source, archive, at=NOW)
    assert (place.sums(), place.files()) == (sqlite_demo.sums(), sqlite_demo.files())
