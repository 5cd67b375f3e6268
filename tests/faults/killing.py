"""A process of its own that is killed in the middle: by itself, before a statement it is about to send."""

from __future__ import annotations

import signal
import subprocess
import sys

STRIKE = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from incubator.ids import Ids
from incubator.store.database import Database

url, statement, times, *given = sys.argv[1:]
database, left = Database(url, ids=Ids()), int(times)

@event.listens_for(database.engines.writer, "before_cursor_execute")
def strike(connection, cursor, text, *rest):
    global left
    if text.startswith(statement):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(act: str, *given: str, url: str, statement: str, times: int) -> bool:
    """Whether it was: `act` is source that has `database` and `given`, and never gets to its end."""
    words = [sys.executable, "-c", STRIKE + act, url, statement, str(times), *given]
    return subprocess.run(words, check=False, timeout=120).returncode == -signal.SIGKILL
