"""Sends letters and reminders, and lets what is over be over, until it is told to stop.

The scheduler is a ticker and nothing more: what is due is read from the database at every tick,
so that a tick that comes late, twice or never loses nothing.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import click
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask.cli import ScriptInfo

from incubator import logs
from incubator.actions import reminders, rounds
from incubator.actions.post.delivery import ROUND, Round, deliver_due
from incubator.clock import SystemClock
from incubator.errors import DefinitionError, IncubatorError, Unreachable
from incubator.liveness import Liveness
from incubator.notices.mailers import FolderMailer, Mailer
from incubator.notices.smtp import SmtpMailer
from incubator.running import Running
from incubator.silence import Silence
from incubator.store.database import Database
from incubator.store.letters import Heartbeat
from incubator.store.losses import OUTDATED

log = logging.getLogger("incubator.worker")
LETTERS_EVERY, REMINDERS_EVERY, ROUNDS_EVERY = 2, 30, 30  # seconds
BEAT_EVERY = 10  # ticks of the letters
PATIENCE = 5  # ticks to leave a mail server alone that could not be reached
JUMP = timedelta(minutes=1)  # more than that between two ticks: the clock was moved, or the machine slept


class Worker:
    """Any number of these may run at once, here or elsewhere; claims and unique keys keep them apart."""

    def __init__(self, running: Running, liveness: Liveness) -> None:
        self.running = running
        self.liveness = liveness
        self.mailer = mailer_of(running)
        self.stopping = Event()
        self.silence = Silence()
        self._wait = self._ticks = 0
        self._is_mail_away = False
        self._last_seen = running.clock.now()

    def letters(self) -> None:
        """Everything due, round after round."""
        if self._wait:
            self._wait -= 1
            return
        with self.silence.heard():
            self._deliver()

    def _deliver(self) -> None:
        while not self.stopping.is_set():
            done = deliver_due(
                self.running.database, mailer=self.mailer, clock=self.running.clock,
                worker=self.liveness.name, is_dead=self.liveness.is_dead, should_stop=self.stopping.is_set,
            )  # fmt: skip
            if done.outcomes:
                self._tell(done)
            if not done.is_reachable:
                self._wait = PATIENCE
            if done.claimed < ROUND or not done.is_reachable:
                break
        self._ticks += 1
        if self._ticks % BEAT_EVERY == 1:
            self._beat("letters")

    def _tell(self, done: Round) -> None:
        """Numbers alone; that no letter can leave is told when it begins and when it is over."""
        log.info("letters", extra=done.outcomes)
        was_away, self._is_mail_away = self._is_mail_away, not done.is_reachable
        if self._is_mail_away and not was_away:
            log.warning("mail away: no letter can leave, the server or folder cannot be reached")
        if was_away and not self._is_mail_away:
            log.warning("mail back: letters leave again")

    def reminders(self) -> None:
        with self.silence.heard():
            reminders.remind(self.running.database, at=self.running.clock.now())
            self._beat("reminders")

    def round(self, name: str, act: Callable[[Database, datetime], object]) -> None:
        with self.silence.heard():
            act(self.running.database, self.running.clock.now())
            self._beat(name)

    def has_jumped(self) -> bool:
        """What has become due meanwhile should not wait for its turn."""
        before, self._last_seen = self._last_seen, self.running.clock.now()
        return abs(self._last_seen - before) > JUMP

    def _beat(self, name: str) -> None:
        """The real time, whatever the demo's clock says: this is about the process."""
        with self.running.database.writing() as session:
            session.merge(Heartbeat(name=name, at=SystemClock().now()))


def mailer_of(running: Running) -> Mailer:
    """A mail server when one is set; otherwise letters lie in the instance's outbox folder."""
    url = running.settings.smtp_url
    return SmtpMailer(url) if url else FolderMailer(running.settings.instance / "outbox")


def scheduled(worker: Worker) -> BackgroundScheduler:
    """One thread for letters, one for the rest: a slow mail server holds up nothing else."""
    executors = {"default": ThreadPoolExecutor(1), "letters": ThreadPoolExecutor(1)}
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = BackgroundScheduler(timezone=UTC, executors=executors, job_defaults=defaults)
    now = SystemClock().now()

    def every(seconds: int, job: Callable[[], None], executor: str = "default") -> None:
        scheduler.add_job(job, "interval", seconds=seconds, next_run_time=now, executor=executor)

    every(LETTERS_EVERY, worker.letters, "letters")
    every(REMINDERS_EVERY, worker.reminders)
    for name, act in rounds.ROUNDS.items():  # each on its own: one that fails keeps no other from its work
        every(ROUNDS_EVERY, partial(worker.round, name, act))
    every(LETTERS_EVERY, partial(hurry, worker, scheduler), "letters")
    return scheduler


def hurry(worker: Worker, scheduler: BackgroundScheduler) -> None:
    """After a jump of the clock everything is looked at at once."""
    if worker.has_jumped():
        for job in scheduler.get_jobs():
            job.modify(next_run_time=SystemClock().now())


@click.command("worker", help="Send letters and reminders until stopped.")
def commands() -> None:
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # a tick that waits is no news
    app = click.get_current_context().ensure_object(ScriptInfo).load_app()
    running: Running = app.extensions["incubator.running"]
    logs.install(running.settings, part="worker")
    try:
        work(running)
    except IncubatorError as error:
        raise click.ClickException(error.words.en) from error


def _check_tables(database: Database) -> None:
    """Tables of another version stop the start; a database that is only silent is waited for."""
    with suppress(Unreachable):
        if not database.is_current():
            raise DefinitionError(OUTDATED)


def work(running: Running) -> None:
    """Until INT or TERM: the letter being sent is finished, the others are left to the next worker."""
    _check_tables(running.database)
    with Liveness(running.settings.instance / "run", ids=running.ids) as liveness:
        worker = Worker(running, liveness)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: worker.stopping.set())
        scheduler = scheduled(worker)
        scheduler.start()
        worker.stopping.wait()
        scheduler.shutdown(wait=True)
    running.database.dispose()
