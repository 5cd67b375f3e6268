"""What the settings say: checked before anything is touched."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask.helpers import get_debug_flag
from sqlalchemy import make_url

from incubator.cli.deploy.addresses import is_here, is_inside, is_number
from incubator.cli.deploy.demands import demand, unless
from incubator.cli.drawn import is_drawn
from incubator.running import Running
from incubator.store.engines import parse_url

EXAMPLES = ("example.org", "example.com", "example.net", "example", "test", "invalid", "localhost", "local")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TOKEN_AT_LEAST = 32
ENCRYPTED = ("require", "verify-ca", "verify-full")


@demand("production", "`production` is set: the start is refused when something here is red.")
def production(found: Running) -> str:
    unless(found.settings.production, "Set production = true: then a start is refused while anything is red.")
    return "refuses a start that is not safe"


@demand("demo", "The demo is off: in it anybody signs in as anybody.")
def demo(found: Running) -> str:
    unless(not found.settings.demo, "Set demo = false (for bin/run: INCUBATOR_DEMO=0): no one-click sign-in.")
    return "off"


@demand("development", "`development` is off.")
def development(found: Running) -> str:
    unless(not found.settings.development, "Set development = false: it is for one’s own machine.")
    return "off"


@demand("debug", "Flask’s debugger is off: it runs what visitors type.")
def debug(found: Running) -> str:
    unless(not get_debug_flag(), "Unset FLASK_DEBUG: with it an error page runs what visitors type.")
    return "off"


@demand("https", "People come over https.")
def https(found: Running) -> str:
    origin = found.settings.origin
    unless(found.settings.is_secure, f"Set origin to the https address people type; it is {origin}.")
    return origin


@demand("public-name", "The address people type is no address of this machine alone, and no example.")
def public_name(found: Running) -> str:
    name = (urlsplit(found.settings.origin).hostname or "").rstrip(".")
    is_own = not is_number(name) and not _is_example(name)
    unless(is_own, f"Set origin to your own name: links in letters would lead to {name}.")
    return name


@demand("organisation", "The organisation’s name is its own.")
def organisation(found: Running) -> str:
    name = found.settings.organisation_name
    is_own = name not in ("Biocluster", "Your cluster")
    unless(is_own, f"Set organisation_name: pages and letters would say {name}.")
    return name


@demand("sender", "Letters come from an address that can be answered.")
def sender(found: Running) -> str:
    address = found.settings.organisation_email
    host = address.rpartition("@")[2]
    is_own = "@" in address and not _is_example(host)
    unless(is_own, f"Set organisation_email to an address people can answer; it is {address}.")
    return address


@demand("mail-server", "Letters leave through a mail server, not into a folder.")
def mail_server(found: Running) -> str:
    url = urlsplit(found.settings.smtp_url or "")
    unless(bool(url.hostname), "Set smtp_url: letters would lie in a folder and reach nobody.")
    return f"{url.hostname}"


@demand("mail-tls", "Letters travel encrypted to a mail server on another machine.")
def mail_tls(found: Running) -> str:
    url = urlsplit(found.settings.smtp_url or "")
    is_plain = "off" in parse_qs(url.query).get("tls", []) and url.hostname not in LOOPBACK
    unless(not is_plain, "Take tls=off out of smtp_url: letters and the password would travel in the clear.")
    return url.scheme or "no mail server"


@demand("hold", "Letters wait a while after a move, so that it can be undone.")
def hold(found: Running) -> str:
    minutes = found.settings.hold_minutes
    unless(
        minutes > 0, "Set hold_minutes to 1 or more: a decision could not be undone before its letter left."
    )
    return f"{minutes} minutes"


@demand("database-kind", "The database is PostgreSQL, or one machine was chosen knowingly.")
def database_kind(found: Running) -> str:
    kind = make_url(found.settings.database_url).get_backend_name()
    unless(
        kind == "postgresql" or found.settings.one_machine,
        "Set database_url to PostgreSQL; or one_machine = true when all will stay on this one machine.",
    )
    return kind


@demand("database-tls", "A database on another machine is spoken to in secret.")
def database_tls(found: Running) -> str:
    url = parse_url(found.settings.database_url)
    if url.get_backend_name() != "postgresql":
        return "a file"
    _, given = url.get_dialect()().create_connect_args(url)
    hosts = f"{given.get('host', '')},{given.get('hostaddr', '')}".split(",")
    mode = str(given.get("sslmode", "prefer"))
    unless(
        all(is_here(host) for host in hosts) or mode in ENCRYPTED,
        f"End database_url with ?sslmode=verify-full (or {', '.join(ENCRYPTED[:2])}): "
        "all data would travel in the clear.",
    )
    return f"sslmode {mode}"


@demand("proxies", "The server in front is counted, so that limits see each visitor.")
def proxies(found: Running) -> str:
    count = found.settings.proxies
    unless(
        count > 0,
        "Set proxies to the number of servers in front (nginx alone: 1), or all visitors count as one.",
    )
    return f"{count} in front"


@demand("door", "Pages listen where only the server in front can reach them.")
def door(found: Running) -> str:
    host = found.settings.host
    unless(
        is_inside(host),
        f"Set host to 127.0.0.1 or a private address: at {host} anybody goes round the server in front.",
    )
    return host


@demand("processes", "At least two processes serve pages: one slow page does not hold up all.")
def processes(found: Running) -> str:
    count = found.settings.workers
    unless(count >= 2, "Set workers to 2 or more: one slow page would hold up everybody.")
    return f"{count}"


@demand("metrics-token", "What may read the figures from elsewhere cannot be guessed.")
def metrics_token(found: Running) -> str:
    token = found.settings.metrics_token
    unless(
        not token or is_drawn(token, at_least=TOKEN_AT_LEAST),
        f"Set metrics_token to {TOKEN_AT_LEAST} characters or more, drawn at random, or leave it out.",
    )
    return "a token" if token else "this machine alone"


def _is_example(name: str) -> bool:
    name = name.rstrip(".").lower()
    return not name or any(name == one or name.endswith(f".{one}") for one in EXAMPLES)
