"""What a running installation is made of: its settings, clock, ids, database and programme files."""

from __future__ import annotations

from functools import cached_property

from incubator import programme_files
from incubator.clock import Clock, DemoClock, SystemClock
from incubator.ids import Ids
from incubator.notices import Sender
from incubator.settings import Settings
from incubator.store.database import Database
from incubator.workflows.catalogue import Catalogue


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
        return programme_files.catalogue(self.settings.config / "programmes")


def _clock(settings: Settings) -> Clock:
    """Only the demo's clock can be moved."""
    return DemoClock(settings.instance / "clock.json") if settings.demo else SystemClock()
