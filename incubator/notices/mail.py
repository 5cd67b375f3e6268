"""One message as mail servers read it: fixed Message-ID, plain text and HTML."""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

from incubator.notices.phrases import clean

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


@dataclass(frozen=True)
class Mail:
    """A letter with its envelope."""

    kind: str
    to_email: str
    to_name: str
    from_email: str
    from_name: str
    reply_to: str
    language: str
    title: str
    text: str
    html: str
    message_id: str
    written_at: datetime


class Unsendable(ValueError):
    """No mail server could take this."""

    def __init__(self, why: str, *, is_bad_address: bool = False) -> None:
        self.is_bad_address = is_bad_address
        super().__init__(why)


def packed(mail: Mail) -> bytes:
    """The letter as it travels; whatever cannot be written at all is Unsendable, and blocks no other.

    The same letter gives the same bytes, whenever and however often it is sent.
    """
    try:
        return b"".join((*_headers(mail), *_body(mail)))
    except Unsendable:
        raise
    except (ValueError, TypeError, LookupError) as error:
        raise Unsendable(f"cannot be written: {type(error).__name__}") from error


def _headers(mail: Mail) -> Iterator[bytes]:
    yield _said_often("From", _mailbox(mail.from_name, mail.from_email))
    yield _header("To", _mailbox(mail.to_name, mail.to_email))
    yield _said_often("Subject", clean(mail.title))
    yield _header("Date", format_datetime(mail.written_at))
    yield _header("Message-ID", clean(mail.message_id))
    yield _said_often("Reply-To", _mailbox("", mail.reply_to or mail.from_email))
    yield _said_often("Auto-Submitted", "auto-generated")
    yield _said_often("Content-Language", mail.language)
    yield b"MIME-Version: 1.0\r\n"


def _header(name: str, value: str) -> bytes:
    """Encoded and folded by the library: nothing in a value can end the line or begin another header."""
    folded: str = SMTP.header_factory(name, value).fold(policy=SMTP)
    return folded.encode("ascii", "surrogateescape")


_said_often = lru_cache(maxsize=256)(_header)


def _body(mail: Mail) -> Iterator[bytes]:
    """Plain text and HTML; the line between them occurs in neither, where every = is written =3D."""
    line = f"=_{_letters_of(mail.message_id)}".encode()
    yield b'Content-Type: multipart/alternative; boundary="%s"\r\n\r\n' % line
    for kind, text in ((b"plain", mail.text), (b"html", mail.html)):
        yield b"--%s\r\n" % line
        yield b'Content-Type: text/%s; charset="utf-8"\r\n' % kind
        yield b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        yield b2a_qp(b"\r\n".join(text.encode().splitlines()) + b"\r\n")
    yield b"--%s--\r\n" % line


def _mailbox(name: str, email: str) -> str:
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        raise Unsendable(f"{clean(email)[:80]!r} is no mail address", is_bad_address=True)
    return str(Address(clean(name)[:200], addr_spec=email))


def _letters_of(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)[:40]
