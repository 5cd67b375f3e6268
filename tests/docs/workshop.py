"""A copy of the whole application in which a page is followed to the letter."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.pages import Block, blocks, commands
from tests.house.rooms import ROOT

COPIED = ("incubator", "config", "docs", "tests", "bin", "README.md", "setup.cfg", "pyproject.toml")
CACHES = shutil.ignore_patterns("__pycache__", "*.pyc", ".pytest_cache")
# what people type, and what it is here: the same interpreter, without installing anything anew
TYPED = {
    ".venv/bin/flask": [sys.executable, "-m", "flask"],
    "bin/test": [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"],
}


class Workshop:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=CACHES)
            else:
                shutil.copyfile(source, folder / name)

    def follow(self, page: str) -> None:
        """Every block in its turn; a block that fits nowhere, or says something else, stops here."""
        printed = ""
        for block in blocks(page):
            if block.language == "sh":
                printed = "\n".join(self.type(line) for line in commands(block))
            elif block.language == "text":
                assert block.text.strip() in printed, f"{block.text}\nis not in\n{printed}"
            else:
                self.write(block)

    def type(self, line: str) -> str:
        """One command; what it prints. It must go well."""
        words = shlex.split(line)
        given = dict(word.split("=", 1) for word in words if _is_variable(word))
        words = [word for word in words if not _is_variable(word)]
        done = subprocess.run(
            [*TYPED[words[0]], *words[1:]], cwd=self.folder, env={**self._environment(), **given},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def write(self, block: Block) -> None:
        assert block.place is not None, f"a block that says not where it goes:\n{block.text}"
        place = block.place
        if place["new"]:
            path = self.folder / place["new"]
            assert not path.exists(), f"{path} is not new"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
        elif place["end"]:
            path = self.folder / place["end"]
            path.write_text(path.read_text("utf-8") + block.text, "utf-8")
        elif place["holds"]:
            (path,) = self.folder.glob(place["holds"])
            held = path.read_text("utf-8")
            assert block.text in held, f"{path} does not hold {block.text}but:\n{held}"
        else:
            self._beside(self.folder / place["file"], block.text, place["how"], place["line"])

    def _beside(self, path: Path, text: str, how: str, marker: str) -> None:
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (at,) = [number for number, line in enumerate(lines) if line.strip().startswith(marker)]
        lines[at + 1 if how == "after" else at : at + 1] = [text]
        path.write_text("".join(lines), "utf-8")

    def _environment(self) -> dict[str, str]:
        """Nothing of the installation the tests run in."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("INCUBATOR_", "PYTEST"))
        }
        return {**kept, "PYTHONPATH": str(self.folder), "INCUBATOR_INSTANCE": str(self.folder / "instance")}


def _is_variable(word: str) -> bool:
    return word.partition("=")[0].isupper() and "=" in word
