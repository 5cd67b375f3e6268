"""A real mail server for the tests, with a temper: what it does depends on who the letter is for."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

# the part of the address before @ → what the server says to RCPT
AT_RCPT = {
    "nobody": "550 5.1.1 No such user here",
    "policy": "550 5.7.1 Relaying denied",
    "greylisted": "450 4.2.0 Greylisted, try again later",
    "mumble": "blah blah",
    "hangup": None,
}
# ... and what it says after the final dot
AFTER_DOT = {
    "content": "554 5.6.0 Message content refused",
    "diskfull": "452 4.3.1 Insufficient system storage",
    "babble": "no number in this answer",
    "lost": None,  # taken in, and the line is cut before the answer
    "unseen": None,  # cut before it was taken in
}


class Postbox:
    """What was accepted, and what to do with it."""

    def __init__(self) -> None:
        self.accepted: list[EmailMessage] = []
        self.is_calm = False  # calm: every letter is taken

    async def handle_RCPT(  # noqa: N802 - the name the server looks for
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        who = address.partition("@")[0]
        if who in AT_RCPT and not self.is_calm:
            return self._say(server, AT_RCPT[who])
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name the server looks for
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        who = envelope.rcpt_tos[0].partition("@")[0]
        fault = who if who in AFTER_DOT and not self.is_calm else None
        if fault is None or fault in ("lost", "babble"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.accepted.append(message)
        return "250 Taken" if fault is None else self._say(server, AFTER_DOT[fault])

    def _say(self, server: Any, answer: str | None) -> str:
        if answer is None:
            server.transport.abort()
        return answer or "421 gone"

    def ids(self) -> Counter[str]:
        """Message-ID → how often it was accepted."""
        return Counter(str(message["Message-ID"]) for message in self.accepted)

    def recipients(self) -> list[str]:
        return [message["To"].addresses[0].addr_spec for message in self.accepted]


@contextmanager
def mail_server(port: int | None = None, postbox: Postbox | None = None) -> Iterator[tuple[str, Postbox]]:
    """`with mail_server() as (url, postbox):`"""
    postbox = postbox or Postbox()
    port = port or free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}", postbox
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
