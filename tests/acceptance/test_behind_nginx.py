"""As on the page of operations: nginx with TLS, two hosts, PostgreSQL, a worker; then all is shaken."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator import create_app
from incubator.clock import SystemClock
from incubator.ids import digest
from incubator.store import Application, Person, SignIn, add
from tests import cast
from tests.acceptance.browser import Browser
from tests.acceptance.front import Site, site, soon, wait_for
from tests.actions import stories

COOKIE = "__Host-incubator_sign_in"
SEALED = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains", "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
}  # fmt: skip
SECRETS = ["Inès", "Maurel", "maurel", "Lumen", "Une réponse", "TOKEN-", "cv.pdf", "192.0.2.7", "127.0.0.9"]


@pytest.fixture(scope="module")
def whole() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture(scope="module")
def ref(whole: Site) -> str:
    """A founder's application, filled but for its file and its sending; and people who are signed in."""
    now = SystemClock().now()
    with whole.running.database.writing() as session:
        founder = cast.founder(session)
        application = stories.started(session, founder, at=now, **soon())
        stories.fill(session, application, actor=founder, at=now)
        for person in (cast.manager(session), cast.mentor(session), cast.director(session)):
            _begin(session, person, at=now)
        return application.ref


def _begin(session: Session, person: Person, *, at: datetime) -> None:
    token = digest(token_of(person.email))
    until = at + timedelta(days=1)
    add(session, SignIn(person_id=person.id, token_digest=token, signed_in_at=at, expires_at=until))


def signed_in(whole: Site, email: str, network: str = "127.0.0.1") -> Browser:
    return Browser(whole, network, **{COOKIE: token_of(email)})


def token_of(email: str) -> str:
    return f"TOKEN-{digest(email)}"


def gaps(page: object) -> dict[str, str | None]:
    """Which of the promised headers an answer lacks."""
    headers = page.headers  # type: ignore[attr-defined]  # a Page
    found = {name: headers[name] for name, value in SEALED.items() if headers.get_all(name) != [value]}
    policy = headers["Content-Security-Policy"] or ""
    if "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        found["Content-Security-Policy"] = policy
    return found


def test_a_founder_signs_in_uploads_and_sends(whole: Site, ref: str) -> None:
    founder = Browser(whole)
    founder.sign_in("ines.maurel@example.org")
    task = f"/applications/{ref}/tasks/files"
    fields = founder.fill(task)
    (name,) = re.findall(r'<input[^>]*type="file"[^>]*name="([^"]+)"', founder.get(task).text)[:1] or ["?"]

    uploaded = founder.upload(task, {**fields, "is_finished": "yes"}, {name: stories.PDF})
    sent = founder.send(f"/applications/{ref}/send", founder.fill(f"/applications/{ref}/check"))
    receipt = founder.get(sent.location)

    assert (uploaded.status, sent.status, receipt.status) == (303, 303, 200)
    with whole.running.database.reading() as session:
        assert session.scalars(select(Application.state)).all() == ["submitted"]
    assert wait_for(lambda: whole.letters("ines.maurel@example.org")[1:], "the letter that says it came")
    answered = Counter(json.loads(line).get("endpoint") for line in whole.told().splitlines() if line)
    assert answered["founder.applications.send"] == 1


def test_every_address_is_sealed_through_nginx(whole: Site, ref: str) -> None:
    app = create_app(whole.running.settings)
    visitors = [Browser(whole), signed_in(whole, "nadia.rey@example.org")]
    open_, asked = {}, 0
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<lang:\w+>", "en", re.sub(r"<(?!lang)[^>]+>", ref, rule.rule))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            for visitor in visitors:
                page, asked = visitor.ask(method, path), asked + 1
                lacking = gaps(page)
                if rule.endpoint == "static":
                    lacking.pop("Cache-Control", None)
                if lacking:
                    open_[method, path] = (page.status, lacking)
    app.extensions["incubator.running"].database.dispose()

    assert open_ == {}
    assert asked > 200


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "says"),
    [
        ("GET", "/metrics", {}, 404, ""),
        ("GET", "/readyz", {}, 404, ""),
        ("GET", "/readyz/", {}, 404, ""),
        ("GET", "/nothing", {}, 404, "This page does not exist"),
        ("POST", "/preferences", {"Content-Length": str(34 * 1024**2)}, 413, "This file is too large"),
        ("POST", "/preferences", {"Content-Length": "0"}, 400, "This form was opened in another sign-in"),
        ("DELETE", "/", {}, 405, ""),
        ("GET", "/", {"Accept": "x" * 9000}, 400, ""),
    ],
    ids=[
        "figures",
        "readiness",
        "readiness with a slash",
        "missing",
        "too large",
        "forged",
        "wrong method",
        "bad request",
    ],
)
def test_refusals_of_nginx_and_of_ours_are_sealed_too(
    whole: Site, method: str, path: str, headers: dict[str, str], status: int, says: str
) -> None:
    page = Browser(whole).ask(method, path, headers={"Accept-Language": "en", **headers})

    assert (page.status, gaps(page)) == (status, {})
    assert says in page.text


def test_another_host_name_is_not_served(whole: Site) -> None:
    with pytest.raises(OSError, match=r"closed|reset"):
        Browser(whole).get("/", Host="stranger.example")


def test_limits_are_exact_over_both_hosts_whatever_a_visitor_claims(whole: Site, ref: str) -> None:
    def ask(number: int) -> int:
        visitor, claimed = Browser(whole, "127.0.0.9"), {"X-Forwarded-For": f"192.0.2.{number}"}
        fields = visitor.fill("/sign-in", **claimed)
        return visitor.send("/sign-in", {**fields, "email": f"nobody{number}@example.org"}, **claimed).status

    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(pool.map(ask, range(40)))

    assert statuses == {303: 30, 429: 10}


def test_figures_are_whole_whoever_answers_and_closed_to_others(whole: Site) -> None:
    host = whole.hosts[0]
    wait_for(lambda: 'incubator_letters{state="due"} 0.0' in host.ask("/metrics")[1], "letters have left")
    counts: list[str] = []
    for _ in range(6):
        status, text = host.ask("/metrics")
        assert status == 200
        counts += re.findall(r'requests_total{endpoint="shell.metrics".*} (\S+)', text)

    assert [float(count) for count in counts] == [float(counts[0]) + number for number in range(6)]
    assert "incubator_database_up 1.0" in text
    assert 'incubator_applications{state="submitted"} 1.0' in text


class Load:
    """People at work: each writes a name, waits for the answer and reads a page, again and again."""

    def __init__(self, whole: Site, emails: list[str]) -> None:
        self.whole, self.statuses, self.acknowledged = whole, Counter[object](), dict[str, str]()
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(email,)) for email in emails]

    def _work(self, email: str) -> None:
        browser = signed_in(self.whole, email)
        fields, number = browser.fill("/account/profile"), 0
        while not self.over.is_set():
            number += 1
            try:
                answer = browser.send("/account/profile", {**fields, "name": f"Person {number}"})
                self.statuses["write", answer.status] += 1
                if answer.status == 303:
                    self.acknowledged[email] = f"Person {number}"
                self.statuses["read", browser.get("/account/profile").status] += 1
            except OSError as error:
                self.statuses[repr(error)] += 1

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        self.more(20)
        return self

    def more(self, number: int) -> None:
        """Until so many more answers have come."""
        until = self.statuses.total() + number
        wait_for(lambda: self.statuses.total() >= until, f"{number} more answers")

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()


def test_no_request_is_dropped_while_a_host_restarts(whole: Site, ref: str) -> None:
    emails = ["nadia.rey@example.org", *_others(whole)]
    with Load(whole, emails) as load:
        host = whole.hosts[0]
        ended = host.stop()
        load.more(20)
        host.start()
        wait_for(host.is_open, "the pages are open again")
        load.more(20)

    with whole.running.database.reading() as session:
        held = {person.email: person.name for person in session.scalars(select(Person))}
    assert ended == 0
    assert set(load.statuses) == {("write", 303), ("read", 200)}
    assert {email: held[email] for email in emails} == load.acknowledged


def _others(whole: Site) -> list[str]:
    with whole.running.database.writing() as session:
        return [cast.mentor(session).email, cast.director(session).email]


def test_without_its_database_it_says_so_kindly_and_comes_back_by_itself(whole: Site) -> None:
    host, visitor, before = whole.hosts[0], Browser(whole), whole.processes
    whole.postgresql.kill()
    away = visitor.get("/en/calls/", **{"Accept-Language": "en"})
    wait_for(lambda: "database away" in whole.told(), "the worker has noticed")
    figures = host.ask("/metrics")[1]
    ready, alive = host.ask("/readyz"), host.ask("/healthz")[0]

    whole.postgresql.start()
    wait_for(lambda: visitor.get("/en/calls/").status == 200, "pages are back")
    wait_for(lambda: "database back" in whole.told(), "the worker is back")

    assert (away.status, gaps(away), ready[0], alive) == (503, {}, 503, 200)
    assert '"database":"failing"' in ready[1]
    assert "We will be back in a moment" in away.text
    assert re.findall("postgresql|INCUBATOR_|psycopg", away.text) == []
    assert "incubator_database_up 0.0" in figures
    assert whole.told().count("database away") == whole.told().count("database back") == 1
    assert wait_for(lambda: host.ask("/readyz")[0] == 200, "ready again")
    assert whole.processes == before


def test_when_nobody_is_behind_nginx_says_so(whole: Site) -> None:
    ended = [host.stop() for host in whole.hosts]
    page = Browser(whole).get("/")

    assert (ended, page.status, gaps(page)) == ([0, 0], 502, {})
    assert "We will be back in a moment" in page.text


def test_nothing_that_was_logged_says_who_or_what(whole: Site) -> None:
    told = whole.told() + whole.front.log.read_text("utf-8")
    lines = [json.loads(line) for line in whole.told().splitlines() if line]
    requests = [line for line in lines if line["event"] == "request"]

    assert [secret for secret in SECRETS if secret in told] == []
    assert re.findall(r"/auth/|csrf|@example", told) == []
    assert {line["part"] for line in lines} == {"pages", "worker"}
    assert len(requests) > 300
    assert {
        "at",
        "level",
        "part",
        "event",
        "method",
        "endpoint",
        "status",
        "duration_ms",
        "request_id",
        "person",
    } == set(requests[0])
