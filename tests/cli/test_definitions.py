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
         "booster.toml: edition[2019].eligibility[age].undr: unknown key: did you mean “under”?"),
        ("dated = 2019-01-01", "dated = 2019-02-30",
         "booster.toml: edition[2019].dated: “2019-02-30” is not a date: write for example 2027-03-30"),
        ('id = "age"', 'id = "company"',
         "booster.toml: edition[2019].eligibility: two rules have the id “company”"),
        (f"{END}before", f"{END}after",
         "booster.toml: edition[2019].reminder[end_7].offset: “7 days” is after the deadline it reminds of"),
        ('next = ["growth-hub"]', 'next = ["growth-hubb"]',
         "programmes: booster: next: unknown programme “growth-hubb”: did you mean “growth-hub”?"),
        ('key = "booster"', 'key = "b\udcffooster"', "booster.toml: is not UTF-8 text"),
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
    assert said in started.stderr
    assert started.stderr.count("\n") == 1
