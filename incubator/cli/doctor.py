"""Examine the installation and say, line by line, what is well and what to do about the rest."""

from __future__ import annotations

import smtplib
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from incubator.cli.output import OneLine, command, json_option, running, show, table
from incubator.clock import SystemClock
from incubator.errors import IncubatorError
from incubator.health import Check, examine, readiness
from incubator.running import Running
from incubator.settings import Settings
from incubator.words import LANGUAGES

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
PATIENCE = 5  # seconds a mail server may take to greet


def examine_all(found: Running) -> list[Check]:
    settings = found.settings
    return examine(
        [
            ("configuration", lambda: _configuration(settings)),
            ("secret key", lambda: _secret_key(settings.instance / "secret_key", settings)),
            *readiness(settings, found.database),
            ("mail", lambda: _mail(settings)),
            ("zones", lambda: _zones(settings)),
            ("catalogues", _catalogues),
            ("programmes", lambda: _programmes(found)),
        ]
    )


@command("doctor", "Examine the installation.")
@json_option
def commands(as_json: bool) -> None:
    checks = examine_all(running())
    rows = [("ok" if check.is_ok else "RED", check.name, check.says) for check in checks]
    data = {"ok": all(check.is_ok for check in checks), "checks": checks}
    show(data, table(rows), as_json=as_json)
    red = [check.name for check in checks if not check.is_ok]
    if red:
        raise OneLine(f"To be mended: {', '.join(red)}.")


def _configuration(settings: Settings) -> str:
    if settings.is_secure and settings.demo:
        raise IncubatorError(
            "The demo lets anybody sign in as anybody: unset INCUBATOR_DEMO on a public site."
        )
    if settings.is_secure and settings.development:
        raise IncubatorError("development is for one's own machine: switch it off on a public site.")
    return f"{settings.origin}{', demo' if settings.demo else ''}"


def _secret_key(path: Path, settings: Settings) -> str:
    if len(settings.secret_key) < 32:
        raise IncubatorError(
            f"{path} is too short: delete it, a new one is drawn (everybody signs in again)."
        )
    if path.stat().st_mode & 0o077:
        raise IncubatorError(f"Others can read {path}. Run: chmod 600 {path}")
    return "drawn, readable by its owner alone"


def _mail(settings: Settings) -> str:
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


def _zones(settings: Settings) -> str:
    offset = SystemClock().now().astimezone(ZoneInfo(settings.zone)).strftime("%z")
    return f"{settings.zone} is UTC{offset[:3]}:{offset[3:]} now; zone data {version('tzdata')}"


def _catalogues() -> str:
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


def _programmes(found: Running) -> str:
    programmes = found.catalogue.programmes
    if not programmes:
        raise IncubatorError(f"No programme file in {found.settings.config / 'programmes'}.")
    return ", ".join(programme.key for programme in programmes)
