"""Uploads: judged by their bytes, kept whole under their digest, or refused with what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import files
from incubator.errors import NotAllowed, NotFound, Refused
from incubator.store import Application, File, Person
from incubator.words import Words
from incubator.workflows.questions import Question
from tests.actions import stories
from tests.cast import founder, stranger
from tests.conftest import NOW


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


ANY = Words("A file", "Un fichier")


def asks_for(*accept: str, max_mb: int = 1) -> Question:
    return Question(key="cv", kind="file", label=ANY, accept=accept, max_mb=max_mb)


def store(
    session: Session, folder: Path, content: bytes, name: str, *, question: Question | None = None,
    application: Application | None = None, actor: Person | None = None,
) -> File:  # fmt: skip
    return files.store_file(
        session, application or stories.started(session, founder(session)), question or asks_for("pdf"),
        folder=folder, stream=BytesIO(content), name=name, actor=actor or founder(session), at=NOW,
    )  # fmt: skip


def office(inside: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(inside, "<x/>")
    return content.getvalue()


def test_the_bytes_lie_under_their_digest(session: Session, uploads: Path) -> None:
    file = store(session, uploads, stories.PDF, "Mon CV.pdf")

    path = files.path_of(uploads, file)
    assert path.read_bytes() == stories.PDF
    assert (path.name, file.size, file.content_type) == (file.digest, len(stories.PDF), "application/pdf")
    assert [entry.name for entry in uploads.iterdir()] == [file.digest[:2]]


def test_the_same_bytes_are_kept_once(session: Session, uploads: Path) -> None:
    application = stories.started(session, founder(session))

    one = store(session, uploads, stories.PDF, "a.pdf", application=application)
    two = store(session, uploads, stories.PDF, "b.pdf", application=application)

    assert (one.digest, one.id != two.id) == (two.digest, True)
    assert len([path for path in uploads.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "cv.pdf", "empty"),
        (b"<html><script>alert(1)</script></html>", "cv.pdf", "not one of these kinds: PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "cv.svg", "not one of these kinds"),
        (stories.PDF, "cv.exe", "not one of these kinds"),
        (stories.PDF, "cv", "not one of these kinds"),
        (stories.PDF + b"/Encrypt 5 0 R", "cv.pdf", "password"),
        (stories.PDF + b"x" * 1_000_000, "cv.pdf", "larger than 1 MB"),
    ],
)
def test_a_wrong_file_is_refused_and_leaves_nothing(
    session: Session, uploads: Path, content: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        store(session, uploads, content, name)

    assert refusal.value.field == "cv"
    assert list(uploads.iterdir()) == []
    assert session.scalars(select(File)).all() == []


@pytest.mark.parametrize(
    ("accept", "content", "name", "is_kept"),
    [
        ("docx", office("word/document.xml"), "a.docx", True),
        ("docx", office("xl/workbook.xml"), "a.docx", False),
        ("xlsx", office("xl/workbook.xml"), "a.XLSX", True),
        ("jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "photo.JPEG", True),
        ("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.png", True),
        ("png", stories.PDF, "a.png", False),
        ("txt", "Accents : é".encode(), "a.txt", True),
        ("txt", b"\x00\x01\xff", "a.txt", False),
    ],
)
def test_the_content_is_what_counts(
    session: Session, uploads: Path, accept: str, content: bytes, name: str, is_kept: bool
) -> None:
    if is_kept:
        assert store(session, uploads, content, name, question=asks_for(accept)).size == len(content)
    else:
        with pytest.raises(Refused):
            store(session, uploads, content, name, question=asks_for(accept))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Inès\\CV.pdf", "CV.pdf"),
        ("cv\u202efdp.exe.pdf", "cvfdp.exe.pdf"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 200 + ".pdf"),
        ("...", "file"),
    ],
)
def test_a_name_is_shown_without_its_tricks(given: str, shown: str) -> None:
    assert files.shown_name(given) == shown


def test_only_the_people_of_the_project_give_files_while_they_may(session: Session, uploads: Path) -> None:
    application = stories.started(session, founder(session))

    with pytest.raises(NotAllowed):
        store(session, uploads, stories.PDF, "a.pdf", application=application, actor=stranger(session))
    application.state, application.submitted_at = "in_review", NOW
    with pytest.raises(Refused):
        store(session, uploads, stories.PDF, "a.pdf", application=application)


def test_bytes_that_are_gone_are_not_found(session: Session, uploads: Path) -> None:
    file = store(session, uploads, stories.PDF, "a.pdf")
    files.path_of(uploads, file).unlink()

    with pytest.raises(NotFound):
        files.path_of(uploads, file)
