"""What a start costs before anything is done: the application, and the core alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from tests.bench.results import Figure, Setting

# processor time since the process began: the interpreter's own start is the floor
TOLD = "import time; {what}; print(time.process_time())"
NOTHING = "pass"
LIBRARIES = "import flask, sqlalchemy.orm"
CORE = "import incubator.workflows.catalogue, incubator.workflows.application"
APPLICATION = "from incubator import create_app; create_app()"


def measure(setting: Setting) -> Iterator[Figure]:
    rounds = [
        [_seconds(what, setting) for what in (NOTHING, LIBRARIES, CORE, APPLICATION)]
        for _ in range(3 if setting.is_quick else 9)
    ]
    nothing, libraries, core, application = (median(each) for each in zip(*rounds, strict=True))
    yield Figure(
        "import the core", core - nothing, "s", floor=libraries - nothing,
        note="workflows alone; the floor is Flask and SQLAlchemy",
    )  # fmt: skip
    yield Figure(
        "import and make the application", application - nothing, "s", floor=libraries - nothing, target=1.0,
        note="processor time in a fresh process; the floor is Flask and SQLAlchemy",
    )  # fmt: skip


def _seconds(what: str, setting: Setting) -> float:
    command = [sys.executable, "-c", TOLD.format(what=what)]
    environment = {"INCUBATOR_INSTANCE": str(setting.folder / "instance"), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)
