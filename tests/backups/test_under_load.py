"""A backup made while people work is of one instant; and it needs no more memory for more rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from incubator.actions.files.contents import place_of
from incubator.backups.creating import create
from incubator.backups.restoring import restore
from incubator.backups.verifying import verify
from incubator.ids import Ids
from incubator.store import Application, Call, Entry, File, add
from incubator.store.database import Database
from incubator.store.replay import disagreements
from tests import scenes
from tests.backups.conftest import NewPlace, Place, kept
from tests.conftest import NOW

WRITER = """
import sys
from pathlib import Path
from incubator.ids import Ids
from incubator.store.database import Database
from tests.backups.test_under_load import write
database, number = Database(sys.argv[1], ids=Ids()), 0
while True:
    number += 1
    write(database, Path(sys.argv[2]), f"process {number}")
    print(number, flush=True)
"""
ROOT = Path(__file__).parents[2]
MEASURED = """
import resource, sys
from pathlib import Path
from incubator.backups.creating import Source, create
from incubator.backups.restoring import restore
from incubator.backups.verifying import verify
from incubator.clock import SystemClock
from incubator.ids import Ids
from incubator.store.database import Database

url, uploads, path, other = sys.argv[1:]
urls = enumerate((url, other))
here, there = (Source(Database(one, ids=Ids()), Path(uploads) / str(n), "x") for n, one in urls)
at = SystemClock().now()
create(here, Path(path), at=at)
assert verify(Path(path))[1] == []
restore(there, Path(path), at=at)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def write(database: Database, uploads: Path, name: str) -> None:
    """One unit of work over many tables: the bytes first, then all the rows that tell of them."""
    with database.writing() as session:
        call = session.scalars(select(Call).limit(1)).first() or scenes.call(session)
        application = scenes.application(session, call, scenes.venture(session, name))
        scenes.steps(session, application, "draft", "submitted")
        add(session, kept(uploads, name.encode() * 50, application.id))


@contextmanager
def written_meanwhile(place: Place) -> Iterator[list[str]]:
    """Before every statement that the backup sends, somebody else's unit of work is committed."""
    url = place.running.database.url.render_as_string(hide_password=False)
    other, done = Database(url, ids=Ids()), [""]

    def hook(*_: Any) -> None:
        done.append(f"during {len(done)}")
        write(other, place.uploads, done[-1])

    reader = place.running.database.engines.reader
    event.listen(reader, "before_cursor_execute", hook)
    yield done
    event.remove(reader, "before_cursor_execute", hook)
    other.dispose()


def counted(place: Place) -> tuple[int, int, int]:
    with place.running.database.reading() as session:
        tables = (Application, File, Entry)
        a, b, c = (session.scalar(select(func.count()).select_from(one)) or 0 for one in tables)
        return a, b, c


def is_whole(place: Place) -> bool:
    with place.running.database.reading() as session:
        digests = session.scalars(select(File.digest)).all()
        return not disagreements(session) and all(place_of(place.uploads, one).is_file() for one in digests)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_written_during_a_backup_is_in_it_whole_or_not_at_all(
    kind: str, new_place: NewPlace, tmp_path: Path
) -> None:
    place, again, path = new_place(kind), new_place(kind), tmp_path / "backup.zip"
    place.running.database.upgrade()
    write(place.running.database, place.uploads, "before")

    with written_meanwhile(place) as done:
        create(place.source, path, at=NOW)
    wrong = verify(path)[1]
    restore(again.source, path, at=NOW)

    applications, files, entries = counted(again)
    assert wrong == []
    assert is_whole(again)
    assert applications == files == (entries - 2) / 2
    assert 1 <= applications < counted(place)[0] == len(done)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_backups_while_another_process_writes_are_all_good(
    kind: str, new_place: NewPlace, tmp_path: Path
) -> None:
    place, again = new_place(kind), new_place("sqlite")
    place.running.database.upgrade()
    url = place.running.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WRITER, url, str(place.uploads)]
    rows, wrong = [0], []

    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as writer:
        assert writer.stdout is not None
        for number in range(4):
            while int(writer.stdout.readline()) < 10 * (number + 1):
                continue
            made = create(place.source, tmp_path / f"{number}.zip", at=NOW)
            rows.append(made.rows)
        writer.kill()
    for number in range(4):
        wrong += verify(tmp_path / f"{number}.zip")[1]
    restore(again.source, tmp_path / "3.zip", at=NOW)

    assert wrong == []
    assert rows == sorted(set(rows))
    assert is_whole(again)


def test_ten_times_the_rows_need_no_more_memory(new_place: NewPlace, tmp_path: Path) -> None:
    """Bytes of files neither. Measured from outside, with all that Python and its libraries need."""
    small, large = (_needed(new_place, tmp_path, rows) for rows in (8_000, 80_000))

    assert large - small < 25  # megabytes, where the rows and the file are fifty


def _needed(new_place: NewPlace, tmp_path: Path, rows: int) -> int:
    place, other = new_place(), new_place()
    place.running.database.upgrade()
    write(place.running.database, tmp_path / str(rows) / "0", "one")
    with place.running.database.writing() as session:
        application = session.scalars(select(Application)).one()
        add(session, kept(tmp_path / str(rows) / "0", bytes(rows * 300), application.id))
        session.execute(text(_MANY), {"rows": rows, "subject": application.id})
    urls = [one.running.database.url.render_as_string() for one in (place, other)]
    path = tmp_path / f"{rows}.zip"
    command = [sys.executable, "-c", MEASURED, urls[0], str(tmp_path / str(rows)), str(path), urls[1]]
    return int(subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout)


_MANY = """
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :rows)
INSERT INTO journal (at, subject_kind, subject_id, action, reason, data)
SELECT '2026-03-02 09:00:00', 'application', :subject, 'edit', hex(randomblob(100)), '{"n": ' || n || '}'
FROM many
"""
