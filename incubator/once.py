"""What an installation draws for itself once and keeps: whoever comes first has drawn it, for all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def drawn_once(path: Path, draw: Callable[[], str]) -> str:
    """Two processes starting at once must agree: whoever links the file first has drawn it."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        drawn = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(drawn, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(draw())
        try:
            os.link(drawn, path)
        except FileExistsError:
            pass
        finally:
            drawn.unlink()
    return path.read_text().strip()
