"""A browser small enough not to be in the way: one request on one connection, timed from connect to end."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from threading import Thread
from urllib.parse import urlencode

TIMEOUT = 300
WARM = 12


class Refused(RuntimeError):
    """The server answered, and not with what was asked for."""


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: bytes = field(repr=False)
    seconds: float = 0.0

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        found = re.search(r"(?im)^location: (?:https?://[^/]+)?(\S+)", self.head)
        if found is None:
            raise Refused("no redirect")
        return found[1]

    @property
    def cookies(self) -> list[str]:
        return re.findall(r"(?im)^set-cookie: ([^;\r]+)", self.head)


def get(port: int, path: str, *, cookie: str = "", expect: int = 200) -> Answer:
    return _expected(send(port, request_of("GET", path, cookie=cookie)), f"GET {path}", expect)


def post(
    port: int, path: str, fields: Iterable[tuple[str, str]], *, cookie: str = "", expect: int = 303
) -> Answer:
    body = urlencode(list(fields)).encode()
    return _expected(send(port, request_of("POST", path, cookie=cookie, body=body)), f"POST {path}", expect)


def request_of(method: str, path: str, *, cookie: str = "", body: bytes = b"") -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Accept-Language: fr"]
    if cookie:
        head.append(f"Cookie: {cookie}")
    if body:
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


def warm(port: int, path: str, *, cookie: str = "") -> None:
    """Several at once, so that each worker has seen the page before it is timed."""
    threads = [Thread(target=send, args=(port, request_of("GET", path, cookie=cookie))) for _ in range(WARM)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def send(port: int, request: bytes) -> Answer:
    begins = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(request)
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    seconds = time.perf_counter() - begins
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    status = int(head[9:12]) if head.startswith(b"HTTP/1.") else 0
    return Answer(status, head.decode("latin-1"), body, seconds)


def fields_of(page: str, *, form: str = "") -> list[tuple[str, str]]:
    """What a browser would send of the form whose action ends so: hidden fields, ticks, the first choices."""
    found = re.search(rf'<form[^>]*action="[^"]*{re.escape(form)}"[^>]*>(.*?)</form>', page, re.DOTALL)
    if found is None:
        raise Refused(f"no form {form!r} on the page")
    fields = []
    for tag in re.findall(r"<input[^>]*>", found[1]):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_left_out = given.get("type") in ("checkbox", "radio") and not re.search(r"\schecked\b", tag)
        if "name" in given and not is_left_out:
            fields.append((given["name"], unescape(given.get("value", ""))))
    fields += [(unescape(name), "") for name in re.findall(r'<textarea[^>]*name="([^"]*)"', found[1])]
    return fields


def merged(cookie: str, answer: Answer) -> str:
    """The cookies after this answer, as the browser would send them."""
    held: Mapping[str, str] = dict(part.split("=", 1) for part in cookie.split("; ") if part)
    new = dict(part.split("=", 1) for part in answer.cookies)
    return "; ".join(f"{name}={value}" for name, value in {**held, **new}.items())


def _expected(answer: Answer, what: str, status: int) -> Answer:
    if answer.status != status:
        raise Refused(f"{what}: {answer.status} instead of {status}\n{answer.head}\n{answer.text[:2000]}")
    return answer
