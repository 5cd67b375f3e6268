"""A browser made of its bones: one network, cookies, forms read from the page, over TLS by name."""

from __future__ import annotations

import html
import re
import socket
from http.client import HTTPResponse, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from tests.acceptance.front import NAME, Site, wait_for

INPUT = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:([^<]*)</textarea>)?", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


class Page:
    def __init__(self, response: HTTPResponse) -> None:
        self.status, self.headers = response.status, response.headers
        self.text = response.read().decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers["Location"] or ""


class _Line(HTTPSConnection):
    """To nginx, from an address of our choice."""

    def __init__(self, site: Site, network: str) -> None:
        super().__init__(NAME, site.front.port, timeout=60, context=site.front.trust())
        self.network = network

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), 60, (self.network, 0))
        self.sock = self._context.wrap_socket(plain, server_hostname=NAME)  # type: ignore[attr-defined]  # private


class Browser:
    def __init__(self, site: Site, network: str = "127.0.0.1", **cookies: str) -> None:
        self.site, self.network, self.cookies = site, network, dict(cookies)
        self.origin = f"https://{NAME}:{site.front.port}"

    def get(self, path: str, **headers: str) -> Page:
        return self.ask("GET", path, headers=headers)

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Page:
        path = path.removeprefix(self.origin)
        line = _Line(self.site, self.network)
        told = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        told |= {"Referer": f"{self.origin}/", **(headers or {})}
        try:
            line.request(method, path, body=body, headers=told)
            page = Page(line.getresponse())
        finally:
            line.close()
        for text in page.headers.get_all("Set-Cookie") or []:
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(text).items()}
        return page

    def send(self, path: str, fields: dict[str, str], **headers: str) -> Page:
        """The form of a page, as it is but for these fields."""
        body = urlencode(fields).encode()
        return self.ask(
            "POST", path, body=body, headers={"Content-Type": "application/x-www-form-urlencoded", **headers}
        )

    def fill(self, path: str, *, at: str = "", **headers: str) -> dict[str, str]:
        """Open a page and read its form: what is posted when nothing is changed."""
        page = self.get(at or path, **headers)
        assert page.status == 200, (path, page.status, page.location)
        forms = re.findall(r"<form\b[^>]*>.*?</form>", page.text, re.DOTALL)
        main = page.text.partition("<main")[2]
        return _fields(next(form for form in forms if form in main and 'method="post"' in form))

    def upload(self, path: str, fields: dict[str, str], files: dict[str, bytes]) -> Page:
        edge, parts = uuid4().hex, []
        for name, value in fields.items():
            parts.append(
                f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            )
        for name, content in files.items():
            head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="cv.pdf"\r\n'
            parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n")
        body = b"".join([*parts, f"--{edge}--\r\n".encode()])
        return self.ask(
            "POST", path, body=body, headers={"Content-Type": f"multipart/form-data; boundary={edge}"}
        )

    def sign_in(self, email: str) -> None:
        """By the link in the letter; the mail server and the worker do their part."""
        before = len(self.site.letters(email))
        self.send("/sign-in", {**self.fill("/sign-in"), "email": email})
        letters = wait_for(lambda: self.site.letters(email)[before:], "the letter with the link")
        link = re.search(rf"{re.escape(self.origin)}(/auth/\S+)", letters[0])
        assert link is not None
        path = urlsplit(link[1]).path
        entered = self.send(path, self.fill(path))
        assert entered.status == 303, entered.status


def _fields(form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, text, inside in INPUT.findall(form):
        has = dict(ATTRIBUTE.findall(text))
        if "name" not in has or has.get("type") in ("file", "submit"):
            continue
        if has.get("type") in ("radio", "checkbox") and "checked" not in has:
            continue
        found[has["name"]] = html.unescape(inside if kind == "textarea" else has.get("value", ""))
    return found
