"""Documents written from the code: written once, checked ever after."""

from __future__ import annotations

from pathlib import Path

from incubator.cli.documents import DOCUMENTS
from tests.cli.conftest import Typed


def test_the_documents_are_written_once(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "docs"

    first = typed("docs", "write", "--folder", str(folder))
    second = typed("docs", "write", "--folder", str(folder))

    assert first.stdout.splitlines() == [f"{name} is written." for name in DOCUMENTS]
    assert second.stdout == "Nothing has changed.\n"
    assert sorted(path.name for path in folder.iterdir()) == sorted(DOCUMENTS)


def test_a_document_that_drifted_is_named(typed: Typed, tmp_path: Path) -> None:
    typed("docs", "write", "--folder", str(tmp_path))
    fresh = typed("docs", "check", "--folder", str(tmp_path))
    with (tmp_path / "access.md").open("a") as file:
        file.write("Written by hand.\n")
    (tmp_path / "letters.md").unlink()

    told = typed("docs", "check", "--folder", str(tmp_path))

    assert (fresh.exit_code, fresh.stdout) == (0, f"All {len(DOCUMENTS)} documents are as the code is.\n")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith("Not as the code is: access.md, letters.md.")
