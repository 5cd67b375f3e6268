"""A damaged, shortened or foreign archive is found, said in a sentence, and nothing of it is loaded."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import inspect

from incubator.backups.archives import is_sealed, opened
from incubator.backups.restoring import restore
from incubator.backups.verifying import verify
from incubator.errors import Refused
from tests.backups.conftest import NewPlace, Place
from tests.backups.forging import Members, forge, members_of, place_of, retell, rows_of, seal
from tests.conftest import NOW


def is_untouched(place: Place) -> bool:
    database = place.running.database
    with database.engines.reader.connect() as connection:
        tables = inspect(connection).get_table_names()
    return tables == [] and place.files() == {}


def said_of(place: Place, path: Path) -> str:
    """What restoring it says; nothing may have been left behind."""
    with pytest.raises(Refused) as refused:
        restore(place.source, path, at=NOW)
    assert is_untouched(place)
    return refused.value.words.en


def wrong_with(path: Path) -> list[str]:
    try:
        return verify(path)[1]
    except Refused as error:
        return [error.words.en]


def test_every_flipped_bit_is_found(archive: Path, tmp_path: Path) -> None:
    """At a thousand places, and at every one of the last: the list of members and the seal itself."""
    whole, random = archive.read_bytes(), Random(1)
    places = {*range(len(whole) - 200, len(whole)), *range(60), *random.sample(range(len(whole)), 1000)}
    path = tmp_path / "flipped.zip"

    missed = []
    for place in sorted(places):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << random.randrange(8)
        path.write_bytes(flipped)
        try:
            with opened(path):
                missed.append(place)
        except Refused:
            continue

    assert missed == []
    assert is_sealed(archive)


def test_a_flipped_bit_is_named_with_the_member_it_is_in(archive: Path, tmp_path: Path) -> None:
    whole, path = archive.read_bytes(), tmp_path / "flipped.zip"
    names = [name for name, content in members_of(archive).items() if len(content) > 200]

    told = {}
    for name in names:
        flipped = bytearray(whole)
        flipped[whole.index(name.encode()) + len(name) + 100] ^= 4
        path.write_bytes(flipped)
        told[name] = " ".join(wrong_with(path))

    for name, said in told.items():
        assert "its bytes are not those that were written" in said or "manifest" in said
        assert name.rpartition("/")[2].removesuffix(".jsonl").removesuffix(".json") in said


def test_a_flipped_bit_anywhere_never_verifies_and_is_never_a_crash(archive: Path, tmp_path: Path) -> None:
    whole, random, path = archive.read_bytes(), Random(2), tmp_path / "flipped.zip"
    places = [*random.sample(range(len(whole)), 30), *random.sample(range(len(whole) - 4000, len(whole)), 60)]

    good = []
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << random.randrange(8)
        path.write_bytes(flipped)
        if not wrong_with(path):
            good.append(place)

    assert good == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_of_a_damaged_archive_is_restored(
    kind: str, archive: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    whole, place, path = archive.read_bytes(), new_place(kind), tmp_path / "cut.zip"

    for length in (0, 1, 21, 22, 64, 71, 100, len(whole) // 2, len(whole) - 65, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert "cut short" in said_of(place, path)
    path.write_bytes(whole + b"\n")
    assert "cut short" in said_of(place, path)


def _other_seal(members: Members, manifest: dict[str, Any]) -> None:
    manifest["tables"]["person"]["checksum"] = "0" * 64


def _row_lost(members: Members, manifest: dict[str, Any]) -> None:
    lines = members["tables/answer.jsonl"].splitlines(keepends=True)
    members["tables/answer.jsonl"] = b"".join(lines[1:])
    manifest["tables"]["answer"]["size"] -= len(lines[0])


def _row_points_to_nothing(members: Members, manifest: dict[str, Any]) -> None:
    rows = rows_of(members, "membership")
    rows[0][place_of(manifest, "membership", "person_id")] = "nobody"
    retell(members, manifest, "membership", rows)


def _enrolment_points_to_nothing(members: Members, manifest: dict[str, Any]) -> None:
    rows = rows_of(members, "enrolment")
    rows[0][place_of(manifest, "enrolment", "previous_id")] = "nothing"
    retell(members, manifest, "enrolment", rows)


def _row_twice(members: Members, manifest: dict[str, Any]) -> None:
    rows = rows_of(members, "person")
    retell(members, manifest, "person", [*rows, rows[0]])


def _impossible_state(members: Members, manifest: dict[str, Any]) -> None:
    rows = rows_of(members, "application")
    rows[0][place_of(manifest, "application", "state")] = "dreamt"
    retell(members, manifest, "application", rows)


def _wrong_kind(members: Members, manifest: dict[str, Any]) -> None:
    rows = rows_of(members, "person")
    rows[0][place_of(manifest, "person", "version")] = "one"
    retell(members, manifest, "person", rows)


def _no_zone(members: Members, manifest: dict[str, Any]) -> None:
    rows = rows_of(members, "person")
    rows[0][place_of(manifest, "person", "created_at")] = "2026-01-01T00:00:00"
    retell(members, manifest, "person", rows)


def _other_file(members: Members, manifest: dict[str, Any]) -> None:
    name = next(name for name in members if name.startswith("files/"))
    members[name] = bytes(len(members[name]))


def _file_gone(members: Members, manifest: dict[str, Any]) -> None:
    del members[f"files/{manifest['files'].pop()['sha256']}"]


def _table_gone(members: Members, manifest: dict[str, Any]) -> None:
    del members["tables/pause.jsonl"], manifest["tables"]["pause"]


def _unknown_revision(members: Members, manifest: dict[str, Any]) -> None:
    manifest["revision"] = "9999"


def _newer_format(members: Members, manifest: dict[str, Any]) -> None:
    manifest["format"] = 2


def _climbing_name(members: Members, manifest: dict[str, Any]) -> None:
    manifest["files"][0]["sha256"] = "../../../../etc/passwd"


def _climbing_member(members: Members, manifest: dict[str, Any]) -> None:
    members["../../evil"] = b"x"


def _climbing_table(members: Members, manifest: dict[str, Any]) -> None:
    manifest["tables"]["../person"] = manifest["tables"].pop("person")


def _member_gone(members: Members, manifest: dict[str, Any]) -> None:
    del members["tables/letter.jsonl"]


def _bomb(members: Members, manifest: dict[str, Any]) -> None:
    """Fifty million bytes in fifty thousand."""
    members["tables/letter.jsonl"] = bytes(50_000_000)
    manifest["tables"]["letter"]["size"] = 50_000_000


def _false_size(members: Members, manifest: dict[str, Any]) -> None:
    manifest["tables"]["letter"]["size"] += 1


def _deep_manifest(members: Members, manifest: dict[str, Any]) -> None:
    members["manifest.json"] = b"[" * 100_000


def _deep_row(members: Members, manifest: dict[str, Any]) -> None:
    retell(members, manifest, "pause", [])
    members["tables/pause.jsonl"] = b"[" * 100_000 + b"\n"
    manifest["tables"]["pause"] |= {"rows": 1, "size": 100_001}


def _no_number(members: Members, manifest: dict[str, Any], text: str = "1.2.3") -> None:
    rows = rows_of(members, "answer")
    rows[0][place_of(manifest, "answer", "value")] = text
    retell(members, manifest, "answer", rows)


def _endless_number(members: Members, manifest: dict[str, Any]) -> None:
    _no_number(members, manifest, "9" * 5000)


def _huge_number(members: Members, manifest: dict[str, Any]) -> None:
    _no_number(members, manifest, "9" * 400)


FORGED = {
    _other_seal: "The table person differs", _row_lost: "The table answer differs",
    _row_points_to_nothing: "membership", _enrolment_points_to_nothing: "point", _row_twice: "table person",
    _impossible_state: "table application", _wrong_kind: "'one' is no int", _no_zone: "has no zone",
    _other_file: "have another SHA-256", _file_gone: "lacks 1 uploaded file", _table_gone: "The table pause",
    _unknown_revision: "does not know", _newer_format: "use a newer version",
    _climbing_name: "files.0.sha256",
    _climbing_member: "../../evil", _climbing_table: "not understood", _member_gone: "letter.jsonl",
    _bomb: "a row has no end", _false_size: "not as large as it says", _deep_manifest: "manifest",
    _deep_row: "cannot be read", _no_number: "cannot be read", _endless_number: "cannot be read",
    _huge_number: "cannot be read",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_made_on_purpose_is_refused(
    kind: str, archive: Path, new_place: NewPlace, tmp_path: Path
) -> None:
    """Sealed as if it were real: the seal is against accidents, the rest against everything."""
    place = new_place(kind)

    for change, says in FORGED.items():
        assert says in said_of(place, forge(archive, tmp_path / "forged.zip", change)), change.__name__


def test_what_was_made_on_purpose_does_not_verify(archive: Path, tmp_path: Path) -> None:
    for change, says in FORGED.items():
        wrong = wrong_with(forge(archive, tmp_path / "forged.zip", change))
        assert says in " ".join(wrong), change.__name__


def test_a_member_that_is_there_twice_is_refused(archive: Path, new_place: NewPlace, tmp_path: Path) -> None:
    members = list(members_of(archive).items())

    path = seal(tmp_path / "twice.zip", [members[0], *members])

    assert "members are not those" in said_of(new_place(), path)


def test_something_else_is_no_backup(new_place: NewPlace, tmp_path: Path) -> None:
    place, path = new_place(), tmp_path / "other"

    foreign = seal(tmp_path / "foreign.zip", [("holiday.jpg", b"sea")])
    path.write_bytes(b"%PDF-1.4 " + b"x" * 500)

    assert said_of(place, foreign) == "This is not a backup of this application: foreign.zip has no manifest."
    assert "damaged or cut short" in said_of(place, path)
    assert "No such file" in said_of(place, tmp_path / "absent.zip")
    assert "Is a directory" in said_of(place, tmp_path)
