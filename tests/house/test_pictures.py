"""The pictures of the README are there, small, told in words, and made by the command that makes them."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from tests.house.rooms import ROOT
from tests.shots.readme import FOLDER, MOST, PICTURES

README = (ROOT / "README.md").read_text("utf-8")
NAMED = re.findall(r"!\[([^\]]*)\]\((docs/pictures/[^)]+)\)", README)
PATHS = [ROOT / path for _alt, path in NAMED]


def test_the_readme_names_every_picture_that_is_made_and_no_other() -> None:
    assert sorted(path.stem for path in PATHS) == sorted(picture.name for picture in PICTURES)
    assert sorted(FOLDER.iterdir()) == sorted(PATHS)


def test_a_picture_is_as_wide_as_a_desk_and_small() -> None:
    assert [(path.name, _width(path)) for path in PATHS] == [(path.name, 1280) for path in PATHS]
    assert [path.name for path in PATHS if path.stat().st_size > MOST] == []


def test_a_picture_is_told_in_words_and_has_a_caption() -> None:
    captions = re.findall(r"(?:^|\| )\*[A-Z][^*]+\.\*", README, re.MULTILINE)

    assert [path for alt, path in NAMED if len(alt) < 60] == []
    assert len(captions) == len(NAMED)


def _width(path: Path) -> int:
    """From the header of a PNG."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", path
    return int(struct.unpack(">I", head[16:20])[0])
