"""A programme file that is not right stops the start: which file, which key, why."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.actions.stories import SHIPPED

AGE = 'rule = "date"\nfact = "registered_on"\nunder = "2 years"'
END = 'kind = "end_7"\nanchor = "enrolment_end"\noffset = "7 days '


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (AGE, AGE.replace("under", "undr"),
         ": edition[2019].eligibility[age].undr: unknown key — write “under”"),
        ("dated = 2019-01-01", "dated = 2019-02-30",
         ": edition[2019].dated: “2019-02-30” is no day: that month has 28 — write 2019-02-28"),
        ('id = "age"', 'id = "company"',
         ": edition[2019].eligibility[company].id: two rules have the id “company” — give this one another"),
        (f"{END}before", f"{END}after",
         ": edition[2019].reminder[end_7].offset: “7 days” is after the deadline it reminds of"),
        ('next = ["growth-hub"]', 'next = ["growth-hubb"]',
         ": next[1]: unknown programme “growth-hubb” — write “growth-hub”"),
        ('key = "booster"', 'key = "b\udcffooster"',
         ": byte 9 of this line, 0xFF (“ÿ” in Latin-1), is not UTF-8 text — save it as UTF-8"),
    ],
    ids=["a typo", "an impossible date", "one id twice", "a late reminder", "a path to nowhere", "bytes"],
)  # fmt: skip
def test_a_wrong_file_stops_the_start(tmp_path: Path, old: str, new: str, said: str) -> None:
    config = tmp_path / "config"
    shutil.copytree(SHIPPED.parent, config)
    file = config / "programmes" / "booster.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    environment = {"INCUBATOR_INSTANCE": str(tmp_path / "instance"), "INCUBATOR_CONFIG": str(config)}

    started = subprocess.run(
        [sys.executable, "-m", "incubator.cli.serve"], env=environment, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip

    assert (started.returncode, started.stdout) == (1, "")
    line = text[: text.index(old)].count("\n") + 1 + new.count("\n")
    assert started.stderr.startswith(f"booster.toml:{line}{said}")
    assert started.stderr.count("\n") == 1
