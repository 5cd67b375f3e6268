"""One size of data on one database, and the two servers over it: the product and the floor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from incubator.running import Running
from incubator.settings import load_settings
from tests.bench.filling import fill
from tests.bench.floor import cookie
from tests.bench.results import Setting
from tests.bench.scene import Scene, scene
from tests.bench.serving import Server, gunicorn, wait_until_open
from tests.bench.statements import StatementLog

DRAFTS = 24  # sent one after the other by their founders


@dataclass(frozen=True)
class Effort:
    """How long is measured: a quick run shows that everything works, a full one says how fast it is."""

    turns: int  # of floor, page
    acts: int  # single moves and sendings
    seconds: float  # of load
    rounds: int  # of load, floor and product in turn
    watch: float  # seconds in which the letter worker is looked at


FULL = Effort(turns=80, acts=20, seconds=5, rounds=4, watch=60)
QUICK = Effort(turns=6, acts=3, seconds=1, rounds=1, watch=5)


@dataclass(frozen=True)
class Stage:
    rows: int
    database: str
    scene: Scene
    product: Server
    floor: Server
    floor_cookie: str
    effort: Effort
    log: StatementLog | None  # none on SQLite, which keeps no log of statements
    settings: dict[str, str]


@contextmanager
def stage(setting: Setting, *, rows: int, database: str) -> Iterator[Stage]:
    name = f"{database.lower()}_{rows}"
    instance = setting.folder / name
    url = setting.new_database(name) if database == "PostgreSQL" else f"sqlite:///{instance}/bench.sqlite3"
    settings = {"INCUBATOR_INSTANCE": str(instance), "INCUBATOR_DATABASE_URL": url}
    running = Running(load_settings(instance=instance, database_url=url))
    if database == "SQLite":
        running.database.upgrade()
    fill(running, rows)
    seen = scene(running, drafts=DRAFTS)
    running.database.dispose()
    with ExitStack() as opened:
        floor = {**settings, "FLOOR_CALL": seen.call_id}
        servers = (
            opened.enter_context(gunicorn("incubator:create_app()", settings=settings)),
            opened.enter_context(gunicorn("tests.bench.floor:serve()", settings=floor)),
        )
        for server, path in zip(servers, ("/healthz", "/bare"), strict=True):
            wait_until_open(server, path)
        yield Stage(
            rows=rows, database=database, scene=seen, product=servers[0], floor=servers[1],
            floor_cookie=cookie(7), effort=QUICK if setting.is_quick else FULL,
            log=StatementLog(setting.server) if database == "PostgreSQL" else None, settings=settings,
        )  # fmt: skip
