"""What can be asked of an installation, one question each: what is well, or what to do about it."""

from __future__ import annotations

import smtplib
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incubator.cli.drawn import is_drawn
from incubator.clock import SystemClock
from incubator.errors import IncubatorError
from incubator.running import Running
from incubator.settings import Settings
from incubator.words import LANGUAGES

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
PATIENCE = 5  # seconds a mail server may take to greet


def configuration(settings: Settings) -> str:
    if settings.is_secure and settings.demo:
        raise IncubatorError(
            "The demo lets anybody sign in as anybody: unset INCUBATOR_DEMO on a public site."
        )
    if settings.is_secure and settings.development:
        raise IncubatorError("development is for one's own machine: switch it off on a public site.")
    return f"{settings.origin}{', demo' if settings.demo else ''}"


def secret_key(path: Path, settings: Settings, *, at_least: int = 32) -> str:
    """Drawn at random, as far as can be seen, and for its owner alone."""
    key = settings.secret_key
    if not is_drawn(key, at_least=at_least):
        raise IncubatorError(
            f"{path} can be guessed: delete it, a new one is drawn (everybody signs in again)."
        )
    if path.stat().st_mode & 0o077:
        raise IncubatorError(f"Others can read {path}. Run: chmod 600 {path}")
    return f"{len(key)} characters, readable by their owner alone"


def mail(settings: Settings) -> str:
    if settings.smtp_url is None:
        return f"no mail leaves: letters are written to {settings.instance / 'outbox'}"
    address = urlsplit(settings.smtp_url)
    is_tls = address.scheme == "smtps"
    connect = smtplib.SMTP_SSL if is_tls else smtplib.SMTP
    host, port = address.hostname or "", address.port or (465 if is_tls else 25)
    try:
        with connect(host, port, timeout=PATIENCE) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        raise IncubatorError(f"The mail server {host}:{port} does not answer ({error}).") from None
    return f"{host}:{port} answers"


def zones(settings: Settings) -> str:
    try:
        zone = ZoneInfo(settings.zone)
    except ZoneInfoNotFoundError:
        raise IncubatorError(f"No data for {settings.zone}. Run: pip install --upgrade tzdata") from None
    offset = SystemClock().now().astimezone(zone).strftime("%z")
    return f"{settings.zone} is UTC{offset[:3]}:{offset[3:]} now; zone data {version('tzdata')}"


def translations() -> str:
    late = [language for language in LANGUAGES if not _is_compiled(TRANSLATIONS / language)]
    if late:
        raise IncubatorError(
            f"Not compiled: {', '.join(late)}. Run: flask --app incubator catalogues compile"
        )
    return f"{' and '.join(LANGUAGES)} are compiled"


def _is_compiled(folder: Path) -> bool:
    compiled, sources = folder / "LC_MESSAGES" / "messages.mo", list(folder.glob("*.po"))
    newest = max((source.stat().st_mtime for source in sources), default=0.0)
    return bool(sources) and compiled.exists() and compiled.stat().st_mtime >= newest


def programmes(found: Running) -> str:
    programmes = found.catalogue.programmes
    if not programmes:
        raise IncubatorError(f"No programme file in {found.settings.config / 'programmes'}.")
    return ", ".join(programme.key for programme in programmes)
