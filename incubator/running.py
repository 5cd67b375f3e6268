"""What a running installation is made of: its settings, clock, ids, database and programme files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from incubator.clock import Clock, DemoClock, SystemClock
from incubator.errors import DefinitionError
from incubator.ids import Ids
from incubator.notices import Sender
from incubator.settings import Settings
from incubator.store.database import Database
from incubator.workflows.catalogue import Catalogue, load


class Running:
    """Put together once for pages, worker and commands alike; each part is made when first asked for."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.settings = settings
        self.clock = clock or _clock(settings)
        self.ids = ids or Ids()

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url, ids=self.ids, info={"sender": self.sender})

    @property
    def sender(self) -> Sender:
        """Who the letters come from."""
        settings = self.settings
        return Sender(settings.origin, settings.organisation_name, settings.organisation_email)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The programme files as they are on disk; what was published is in the store."""
        folder = self.settings.config / "programmes"
        programmes = [load(_text(file), file.name) for file in sorted(folder.glob("*.toml"))]
        try:
            return Catalogue(programmes)
        except DefinitionError as error:  # the files contradict each other: none of them alone is wrong
            raise DefinitionError(f"{folder}: {error.words.en}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise DefinitionError(f"{file.name}: {why}") from error


def _clock(settings: Settings) -> Clock:
    """Only the demo's clock can be moved."""
    return DemoClock(settings.instance / "clock.json") if settings.demo else SystemClock()
