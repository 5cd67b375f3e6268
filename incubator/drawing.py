"""Draw a diagram from its DOT text."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from incubator.errors import Refused
from incubator.words import Words

PROGRAM = "graphviz-pure"
SECONDS = 20

_CANNOT = Words(
    "The diagram could not be drawn; the table beside it says the same.",
    "Le schéma n’a pas pu être dessiné ; le tableau qui l’accompagne dit la même chose.",
)


@lru_cache(maxsize=32)
def svg(dot: str) -> str:
    """One <svg> element, without the XML lines before it; Refused when it cannot be drawn."""
    try:
        done = subprocess.run(
            [_program(), "-Tsvg"], input=dot, capture_output=True, text=True, check=True, timeout=SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused(_CANNOT) from error
    return done.stdout[done.stdout.index("<svg") :]


def _program() -> str:
    """Beside this Python first: an installation is whole without the system's path."""
    beside = Path(sys.executable).parent / PROGRAM
    return str(beside) if beside.exists() else shutil.which(PROGRAM) or PROGRAM
