"""Archives that are sealed and yet wrong: what somebody could make on purpose."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from incubator.backups.sums import Sum

Members = dict[str, bytes]


def members_of(path: Path) -> Members:
    with ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist()}


def seal(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    with warnings.catch_warnings(), ZipFile(path, "w", ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in members:
            made.writestr(name, content)
        made.comment = b"sha256:" + b"0" * 64
    content = path.read_bytes()[:-64]
    path.write_bytes(content + sha256(content).hexdigest().encode())
    return path


def forge(archive: Path, path: Path, change: Callable[[Members, dict[str, Any]], None]) -> Path:
    """The archive with other members and another manifest, sealed as if it were the real one."""
    members = members_of(archive)
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    text = members.pop("manifest.json", json.dumps(manifest).encode())
    return seal(path, [*members.items(), ("manifest.json", text)])


def retell(members: Members, manifest: dict[str, Any], table: str, rows: list[list[Any]]) -> None:
    """Other rows in a table, with a manifest that agrees with them."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows]
    seen = Sum()
    for line in lines:
        seen.add(line)
    members[f"tables/{table}.jsonl"] = b"".join(line + b"\n" for line in lines)
    manifest["tables"][table] |= {"rows": seen.rows, "checksum": seen.checksum, "size": seen.size}


def rows_of(members: Members, table: str) -> list[list[Any]]:
    return [json.loads(line) for line in members[f"tables/{table}.jsonl"].splitlines()]


def place_of(manifest: dict[str, Any], table: str, column: str) -> int:
    return list(manifest["tables"][table]["columns"]).index(column)
