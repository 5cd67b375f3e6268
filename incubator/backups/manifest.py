"""The manifest: what an archive holds and the sums that prove it, one entry per table and per file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from incubator.errors import Refused

NAME = "manifest.json"

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Count = Annotated[int, Field(ge=0, le=2**60)]
Kind = Literal["text", "integer", "boolean", "instant", "day", "document"]

FOREIGN = "This is not a backup of this application"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TableNote(Part):
    """One table: a line per row, the values in the order of the columns' names."""

    columns: dict[Word, Kind]
    rows: Count
    checksum: Sha256  # of all rows, whatever their order; see `sums`
    size: Count  # bytes, before compression


class FileNote(Part):
    """One uploaded file: its name in the archive and on disk is its SHA-256."""

    sha256: Sha256
    size: Count


class Manifest(Part):
    format: Literal[1] = 1
    application: str
    revision: str  # of the tables
    database: str  # what it was read from; it may be brought back into another
    origin: str
    made_at: AwareDatetime = Field(strict=False)  # the instant of the snapshot
    tables: dict[Word, TableNote]
    left_out: list[Word]
    files: list[FileNote]
    missing: list[Sha256]  # told of by the database, and already gone from the disk

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def bytes_of_files(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def members(self) -> dict[str, int]:
        """Every member of the archive but the manifest itself, with its size."""
        tables = {member_of(name): table.size for name, table in self.tables.items()}
        return tables | {member_of_file(file.sha256): file.size for file in self.files}


def member_of(table: str) -> str:
    return f"tables/{table}.jsonl"


def member_of_file(sha256: str) -> str:
    return f"files/{sha256}"


def read(text: bytes) -> Manifest:
    """Refused in a sentence when it says anything this version does not understand."""
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "text"
        if first["loc"] == ("format",):
            raise Refused(
                "This backup has a format that this version does not know: use a newer version."
            ) from None
        raise Refused(f"{FOREIGN}: its manifest is not understood ({where}: {first['msg']}).") from None
