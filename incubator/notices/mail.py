"""One message as mail servers read it: fixed Message-ID, plain text and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

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
    """The letter as it travels; whatever cannot be written at all is Unsendable, and blocks no other."""
    try:
        return compose(mail).as_bytes()
    except Unsendable:
        raise
    except (ValueError, TypeError, LookupError) as error:
        raise Unsendable(f"cannot be written: {type(error).__name__}") from error


def compose(mail: Mail) -> EmailMessage:
    """The same letter gives the same bytes, whenever and however often it is sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _mailbox(mail.from_name, mail.from_email)
    message["To"] = _mailbox(mail.to_name, mail.to_email)
    message["Subject"] = clean(mail.title)
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = clean(mail.message_id)
    message["Reply-To"] = _mailbox("", mail.reply_to or mail.from_email)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{_letters_of(mail.message_id)}")
    return message


def _mailbox(name: str, email: str) -> Address:
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        raise Unsendable(f"{clean(email)[:80]!r} is no mail address", is_bad_address=True)
    return Address(clean(name)[:200], addr_spec=email)


def _letters_of(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)[:40]
