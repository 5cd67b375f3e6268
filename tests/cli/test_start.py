"""A start loads what pages need and nothing that only a command uses; cleaning is on again afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TOLD = """
import gc, json, sys
from incubator import create_app
create_app()
large = {"alembic", "mako", "graphviz_pure", "apscheduler", "gunicorn"}
print(json.dumps([sorted(large & set(sys.modules)), gc.isenabled(), gc.get_freeze_count() > 0]))
"""


def test_pages_start_without_the_libraries_of_commands_and_worker(tmp_path: Path) -> None:
    environment = {**os.environ, "INCUBATOR_INSTANCE": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", TOLD], env=environment, capture_output=True, text=True, check=True
    )

    loaded, is_cleaning, is_frozen = json.loads(told.stdout)
    assert loaded == []
    assert (is_cleaning, is_frozen) == (True, True)
