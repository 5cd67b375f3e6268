"""Everything a start needs, in one go: folder, catalogues, tables, programmes, demo data.

    python -m incubator.cli.prepare

Prints what the people who open the demo need to know; says on one line why it cannot.
"""

from __future__ import annotations

import sys
from pathlib import Path

from incubator.actions.programmes import import_editions
from incubator.cli import catalogues, demo
from incubator.cli.deploy import BEFORE, refuse_unless_fit
from incubator.errors import IncubatorError
from incubator.health import writable
from incubator.running import Running
from incubator.settings import load_settings


def main() -> int:
    try:
        print(prepare(Running(load_settings())))
        return 0
    except IncubatorError as error:
        print(error, file=sys.stderr)
        return 1


def prepare(running: Running) -> str:
    settings = running.settings
    refuse_unless_fit(running, (BEFORE,))
    make_folder(settings.instance)
    assert settings.secret_key  # drawn before two workers could each draw one
    catalogues.compile_catalogues()
    running.database.upgrade()
    with running.database.writing() as session:
        import_editions(session, running.catalogue, at=running.clock.now())
    return demo.prepare(running) if settings.demo else ""


def make_folder(folder: Path) -> None:
    """Secrets and people's files live here: nobody else on this machine may look in."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise IncubatorError(f"The folder {folder} cannot be made: {error.strerror}.") from None
    writable(folder)


if __name__ == "__main__":
    sys.exit(main())
