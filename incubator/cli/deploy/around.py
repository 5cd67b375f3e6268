"""The machine around it: folder, secrets, disk, time zones, and what must keep running beside the pages."""

from __future__ import annotations

import shutil
import smtplib
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from incubator.cli import probes
from incubator.cli.deploy.demands import ALIVE, BEFORE, STORED, demand, unless
from incubator.cli.deploy.given import LOOPBACK
from incubator.clock import SystemClock
from incubator.health import readiness, writable
from incubator.last_backup import AHEAD, last_backup
from incubator.running import Running

KEY_AT_LEAST = 50  # characters
FREE_AT_LEAST = 1024**3
BACKUP_EVERY = timedelta(hours=24)


@demand("folder", "The instance folder can be written, and nobody else on this machine may look in.", STORED)
def folder(found: Running) -> str:
    place = found.settings.instance
    writable(place)
    unless(not place.stat().st_mode & 0o077, f"Others can look into {place}. Run: chmod 700 {place}")
    return str(place)


@demand(
    "secret-key",
    "The key that signs cookies is long, drawn at random and readable by its owner alone.",
    STORED,
)
def secret_key(found: Running) -> str:
    return probes.secret_key(found.settings.instance / "secret_key", found.settings, at_least=KEY_AT_LEAST)


@demand("settings-file", "The settings file, which holds passwords, is readable by its owner alone.", BEFORE)
def settings_file(found: Running) -> str:
    path = found.settings.instance / "settings.toml"
    if not path.exists():
        return "none: all is in the environment"
    unless(
        not path.stat().st_mode & 0o077, f"Others can read {path}, passwords and all. Run: chmod 600 {path}"
    )
    return str(path)


@demand("demo-clock", "No clock of the demo lies about.", BEFORE)
def demo_clock(found: Running) -> str:
    path = found.settings.instance / "clock.json"
    unless(not path.exists(), f"This folder was a demo’s: delete {path}, or begin with an empty folder.")
    return "none"


@demand("disk", "There is room for files and the database.", STORED)
def disk(found: Running) -> str:
    free = shutil.disk_usage(_lowest(found.settings.uploads)).free
    unless(
        free >= FREE_AT_LEAST, f"Only {free // 1024**2} MB are free for {found.settings.uploads}: make room."
    )
    return f"{free // 1024**3} GB free"


@demand("time-zones", "The data of time zones are present and know the zone people read.", BEFORE)
def time_zones(found: Running) -> str:
    return probes.zones(found.settings)


@demand("translations", "The translations are compiled and as new as their sources.", STORED)
def translations(_found: Running) -> str:
    return probes.translations()


@demand("worker", "Every part of the worker ended a round within three minutes.", ALIVE)
def worker(found: Running) -> str:
    return dict(readiness(found.settings, found.database))["worker"]()


@demand("mail-answers", "The mail server answers, and offers encryption unless it is on this machine.", ALIVE)
def mail_answers(found: Running) -> str:
    said = probes.mail(found.settings)
    url = urlsplit(found.settings.smtp_url or "")
    if url.scheme == "smtp" and url.hostname not in LOOPBACK:
        with smtplib.SMTP(url.hostname or "", url.port or 25, timeout=probes.PATIENCE) as server:
            server.ehlo()
            unless(
                server.has_extn("starttls"),
                f"{url.hostname} offers no encryption: use smtps:// or another server.",
            )
    return said


@demand("backup", "A backup made in the last 24 hours was verified.", ALIVE)
def backup(found: Running) -> str:
    note = last_backup(found.settings)
    unless(note is not None, "No backup was ever verified. Run: flask --app incubator backup create FOLDER")
    assert note is not None
    age = SystemClock().now() - note.made_at
    unless(
        age >= -AHEAD,
        "The newest verified backup is from a time to come: set the clock, then make another backup.",
    )
    hours = max(0, int(age.total_seconds() // 3600))
    unless(
        age <= BACKUP_EVERY, f"The newest verified backup is {hours} h old: look at incubator-backup.timer."
    )
    return f"{hours} h old, {note.size // 1024} kB"


def _lowest(path: Path) -> Path:
    """The folder itself or the first above it that exists."""
    return next(one for one in (path, *path.parents) if one.exists())
