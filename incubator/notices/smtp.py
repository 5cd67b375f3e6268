"""Sending through a mail server, telling apart what it refused, what it never saw and what is unknown."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from incubator.errors import DefinitionError
from incubator.notices.mail import Mail, Unsendable, packed
from incubator.notices.mailers import Outcome
from incubator.words import Words

ANSWER = 30.0  # seconds for an answer before the letter is handed over
LAST_ANSWER = 600.0  # RFC 5321 4.5.3.2.6: a shorter wait after the final dot makes duplicates
_GONE = (OSError, smtplib.SMTPException)
_NO_TLS = "{} offers no encryption (STARTTLS): nothing was sent. Use smtps://, or end smtp_url with ?tls=off."


class _InTheClear(smtplib.SMTPException):
    """The server, or who sits in between, would have everything said in the clear."""


@dataclass(frozen=True)
class SmtpMailer:
    """smtp://user:password@host:587 (STARTTLS, or nothing leaves), smtps://host, ?tls=off for plain text."""

    url: str
    answer: float = ANSWER
    last_answer: float = LAST_ANSWER

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        try:
            is_known = parts.port is None or parts.port > 0
        except ValueError:
            is_known = False
        if not is_known or not parts.hostname or parts.scheme not in ("smtp", "smtps"):
            raise DefinitionError(_NO_SERVER)
        if self._tls not in ("auto", "off"):
            raise DefinitionError(_NO_SERVER)

    @contextmanager
    def line(self) -> Iterator[SmtpLine]:
        line = SmtpLine(self)
        try:
            yield line
        finally:
            line.close()

    def connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, name = parts.hostname or "", socket.gethostname()
        if parts.scheme == "smtps":
            secured = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, name, timeout=self.answer, context=secured
            )
        else:
            smtp = smtplib.SMTP(host, parts.port or 25, name, timeout=self.answer)
        try:
            self._greet(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _greet(self, smtp: smtplib.SMTP) -> None:
        """Neither the password nor a letter goes out before the line is as safe as it must be."""
        parts = urlsplit(self.url)
        smtp.ehlo_or_helo_if_needed()
        if self._wants_tls(parts.scheme, parts.hostname or ""):
            if not smtp.has_extn("starttls"):
                raise _InTheClear(_NO_TLS.format(parts.hostname))
            smtp.starttls(context=ssl.create_default_context())
        if parts.username:
            smtp.login(unquote(parts.username), unquote(parts.password or ""))

    def _wants_tls(self, scheme: str, host: str) -> bool:
        return scheme == "smtp" and self._tls != "off" and not _is_loopback(host)

    @property
    def _tls(self) -> str:
        return parse_qs(urlsplit(self.url).query).get("tls", ["auto"])[-1]


class SmtpLine:
    """One connection, opened when first needed and again after it broke."""

    def __init__(self, mailer: SmtpMailer) -> None:
        self.mailer = mailer
        self._open: tuple[smtplib.SMTP, _Watch] | None = None

    def send(self, mail: Mail, *, handing: Callable[[], None]) -> Outcome:
        try:
            message = packed(mail)
        except Unsendable as error:
            return Outcome("refused", str(error), error.is_bad_address)
        try:
            smtp, watch = self._opened()
        except _GONE as error:
            return Outcome("unreachable", _said(error))
        try:
            with watch.at_most(4 * self.mailer.answer):
                outcome = _offer(smtp, mail)
        except (*_GONE, ValueError) as error:
            self.drop()
            return Outcome("later", _said(error))
        if outcome is None:
            return self._hand_over(smtp, watch, message, handing)
        self._start_again(smtp)
        return outcome

    def close(self) -> None:
        if self._open is not None:
            with suppress(*_GONE):
                self._open[0].quit()
            self.drop()

    def drop(self) -> None:
        """Leave without another word: a letter without its final dot was never sent."""
        if self._open is not None:
            smtp, watch = self._open
            watch.stop()
            smtp.close()
        self._open = None

    def _opened(self) -> tuple[smtplib.SMTP, _Watch]:
        if self._open is None:
            smtp = self.mailer.connect()
            self._open = (smtp, _Watch(smtp))
        return self._open

    def _hand_over(
        self, smtp: smtplib.SMTP, watch: _Watch, message: bytes, handing: Callable[[], None]
    ) -> Outcome:
        try:
            handing()
        except BaseException:
            self.drop()
            raise
        try:
            with watch.at_most(self.mailer.last_answer):
                if smtp.sock is not None:
                    smtp.sock.settimeout(self.mailer.last_answer)
                smtp.send(_stuffed(message))
                code, words = smtp.getreply()
                if smtp.sock is not None:
                    smtp.sock.settimeout(self.mailer.answer)
        except _GONE as error:
            self.drop()
            return Outcome("uncertain", _said(error))
        return self._judged(code, words)

    def _judged(self, code: int, words: bytes) -> Outcome:
        if 200 <= code < 300:
            return Outcome("sent")
        if 400 <= code < 600:
            if code == 421:
                self.drop()
            return Outcome("later" if code < 500 else "refused", _answer(code, words))
        self.drop()
        return Outcome("uncertain", f"unreadable answer: {_answer(code, words)}")

    def _start_again(self, smtp: smtplib.SMTP) -> None:
        """The next letter begins on a clean page, or on a new connection."""
        try:
            if smtp.rset()[0] != 250:
                self.drop()
        except _GONE:
            self.drop()


def _offer(smtp: smtplib.SMTP, mail: Mail) -> Outcome | None:
    """Envelope and DATA; nothing is returned when the server is ready for the letter."""
    code, words = smtp.mail(mail.from_email)
    if code != 250:  # our own address or the server's mood: no fault of this letter
        return Outcome("later", _answer(code, words))
    code, words = smtp.rcpt(mail.to_email)
    if code not in (250, 251):
        return _refusal(code, words, is_bad_address=_nobody_there(code, words))
    code, words = smtp.docmd("DATA")
    return None if code == 354 else _refusal(code, words)


def _refusal(code: int, words: bytes, *, is_bad_address: bool = False) -> Outcome:
    is_final = 500 <= code < 600 and code not in (500, 502, 503, 530, 552)
    why = _answer(code, words)
    return Outcome("refused", why, is_bad_address) if is_final else Outcome("later", why)


def _nobody_there(code: int, words: bytes) -> bool:
    """550 5.1.1 is an address; 550 5.7.1 is a policy and says nothing about the person."""
    enhanced = re.match(rb"\s*5\.(\d+)\.\d+", words)
    return enhanced[1] in (b"1", b"2") if enhanced else code in (550, 551, 553)


class _Watch:
    """Cuts a conversation that lasts too long: a server that answers one byte at a time holds up no queue.

    One thread for the whole line, which looks once a second: a thread for every answer would cost more
    than the answer.
    """

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self._until: float | None = None
        self._is_over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    def stop(self) -> None:
        self._is_over.set()

    def _look(self) -> None:
        while not self._is_over.wait(1.0):
            until = self._until
            if until is not None and time.monotonic() > until:
                _cut(self._smtp)


def _cut(smtp: smtplib.SMTP) -> None:
    try:
        if smtp.sock is not None:
            smtp.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _stuffed(message: bytes) -> bytes:
    body = message if message.endswith(b"\r\n") else message + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", body) + b".\r\n"


def _answer(code: int, words: bytes) -> str:
    return f"{code} {words.decode('utf-8', 'replace')}".replace("\n", " ")[:300]


def _said(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return _answer(error.smtp_code, words if isinstance(words, bytes) else str(words).encode())
    if isinstance(error, _InTheClear):
        return str(error)
    return f"{type(error).__name__}: {error}"[:300]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_NO_SERVER = Words(
    "The mail server’s address cannot be used. Write smtp://user:password@host:587, or smtps://host.",
    "L’adresse du serveur de courriel est inutilisable. Écrivez smtp://nom:motdepasse@hote:587, ou smtps://hote.",
)
