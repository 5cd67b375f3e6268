"""Letters leave through a real mail server or into a folder; each refusal is told apart."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from incubator.errors import DefinitionError
from incubator.notices.mail import Mail, packed
from incubator.notices.mailers import FolderMailer, Outcome
from incubator.notices.smtp import SmtpMailer
from tests.smtp import free_port, mail_server

MAIL = Mail(
    kind="received", to_email="eve@example.org", to_name="Ève Martin", from_email="programmes@example.org",
    from_name="Biocluster", reply_to="shaker@example.org", language="fr", title="Bien reçue : merci",
    text="Bonjour,\n\n.une ligne qui commence par un point\n", html="<p>Bonjour</p>\n",
    message_id="<abc123@incubator.example.org>", written_at=datetime(2027, 3, 30, 12, 0, tzinfo=UTC),
)  # fmt: skip


def to(who: str) -> Mail:
    return replace(MAIL, to_email=f"{who}@example.org", message_id=f"<{who}@incubator.example.org>")


def send(url: str, *mails: Mail) -> tuple[list[Outcome], list[str]]:
    """The outcomes, and who was about to be handed over."""
    handed: list[str] = []
    with SmtpMailer(url, answer=2, last_answer=2).line() as line:
        outcomes = [line.send(m, handing=lambda m=m: handed.append(m.to_email)) for m in mails]  # type: ignore[misc]  # a default binds the loop's value
    return outcomes, handed


def test_letter_arrives_as_it_was_written() -> None:
    with mail_server() as (url, postbox):
        outcomes, handed = send(url, MAIL)

    (message,) = postbox.accepted
    assert outcomes == [Outcome("sent")]
    assert handed == ["eve@example.org"]
    assert message["Subject"] == "Bien reçue : merci"
    assert message["Message-ID"] == "<abc123@incubator.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "shaker@example.org"
    assert str(message["To"]) == "Ève Martin <eve@example.org>"
    assert message["Date"].datetime == MAIL.written_at
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == MAIL.text.splitlines()


@pytest.mark.parametrize(
    ("who", "result", "is_bad_address", "is_handed"),
    [
        ("nobody", "refused", True, False),
        ("policy", "refused", False, False),
        ("greylisted", "later", False, False),
        ("mumble", "later", False, False),
        ("hangup", "later", False, False),
        ("content", "refused", False, True),
        ("diskfull", "later", False, True),
        ("babble", "uncertain", False, True),
        ("lost", "uncertain", False, True),
        ("unseen", "uncertain", False, True),
    ],
)
def test_each_answer_has_its_outcome_and_the_next_letter_still_leaves(
    who: str, result: str, is_bad_address: bool, is_handed: bool
) -> None:
    with mail_server() as (url, postbox):
        outcomes, handed = send(url, to(who), to("eve"))

    assert [outcome.result for outcome in outcomes] == [result, "sent"]
    assert outcomes[0].is_bad_address == is_bad_address
    assert outcomes[0].why
    assert handed == [f"{who}@example.org"] * is_handed + ["eve@example.org"]
    assert "eve@example.org" in postbox.recipients()


def test_same_letter_gives_the_same_bytes() -> None:
    assert packed(MAIL) == packed(MAIL)


NO_ADDRESSES = (
    "", "eve", "eve@", "e ve@example.org", "é@example.org", "a@b@c", f"{'a' * 300}@example.org",
    "eve@example.org\r\nRCPT TO:<x@y.z>",
)  # fmt: skip


@pytest.mark.parametrize("email", NO_ADDRESSES)
def test_address_that_is_none_is_refused_before_the_server_sees_it(email: str, tmp_path: Path) -> None:
    with mail_server() as (url, postbox):
        outcomes, handed = send(url, replace(MAIL, to_email=email), to("eve"))
    with FolderMailer(tmp_path).line() as line:
        in_folder = line.send(replace(MAIL, to_email=email), handing=lambda: None)

    assert [outcome.result for outcome in outcomes] == ["refused", "sent"]
    assert outcomes[0].is_bad_address
    assert in_folder.result == "refused"
    assert handed == ["eve@example.org"]
    assert postbox.recipients() == ["eve@example.org"]


@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: all@example.org", 'Eve" <x@example.org>', "\u202eEve", "Eve\x00", "E" * 5000]
)
def test_hostile_name_adds_no_header_and_no_recipient(name: str) -> None:
    with mail_server() as (url, postbox):
        outcomes, _ = send(url, replace(MAIL, to_name=name, title=f"Hello {name}"))

    (message,) = postbox.accepted
    assert outcomes == [Outcome("sent")]
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["eve@example.org"]
    assert set(message.keys()) - {"X-Peer", "X-MailFrom", "X-RcptTo"} == set(
        message_from_bytes(packed(MAIL)).keys()
    )


def test_letter_that_cannot_be_written_is_refused_and_blocks_no_other() -> None:
    with mail_server() as (url, _):
        outcomes, _handed = send(url, replace(MAIL, text="\ud800"), to("eve"))

    assert outcomes == [Outcome("refused", "cannot be written: UnicodeEncodeError"), Outcome("sent")]


def test_what_handing_raises_stops_the_letter_before_it_is_seen() -> None:
    def taken_back() -> None:
        raise LookupError

    with mail_server() as (url, postbox), SmtpMailer(url).line() as line:
        with pytest.raises(LookupError):
            line.send(MAIL, handing=taken_back)
        again = line.send(to("eve"), handing=lambda: None)

    assert again == Outcome("sent")
    assert postbox.recipients() == ["eve@example.org"]


def test_server_that_is_down_is_unreachable() -> None:
    outcomes, handed = send(f"smtp://127.0.0.1:{free_port()}", MAIL)

    assert [outcome.result for outcome in outcomes] == ["unreachable"]
    assert handed == []


@pytest.mark.parametrize(
    "greeting",
    [
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"\x00\xff\xfe" * 5000,
        b"554 go away\r\n",
        b"220 " + b"x" * 9000 + b"\r\n",
        b"",
    ],
)
def test_server_that_speaks_something_else_is_unreachable(greeting: bytes) -> None:
    with stranger(greeting) as url:
        outcomes, handed = send(url, MAIL)

    assert [outcome.result for outcome in outcomes] == ["unreachable"]
    assert handed == []


def from_afar(url: str) -> str:
    """The same server, by an address that is not this machine's alone."""
    return url.replace("127.0.0.1", "0.0.0.0")


@pytest.mark.parametrize("rest", ["", "?note=tls=off", "?tls=auto", "#tls=off"])
def test_nothing_leaves_in_the_clear_where_encryption_is_stripped(rest: str) -> None:
    """Not even the name and password, which this server would not take at all."""
    with mail_server() as (url, postbox):
        far = from_afar(url).replace("//", "//name:password@")
        outcomes, handed = send(far + rest, MAIL)

    assert [outcome.result for outcome in outcomes] == ["unreachable"]
    assert outcomes[0].why.startswith("0.0.0.0 offers no encryption (STARTTLS): nothing was sent.")
    assert (handed, postbox.accepted) == ([], [])


def test_in_the_clear_only_where_it_is_said() -> None:
    with mail_server() as (url, postbox):
        outcomes, _ = send(from_afar(url) + "?tls=off", MAIL)

    assert outcomes == [Outcome("sent")]
    assert len(postbox.accepted) == 1


@contextmanager
def stranger(greeting: bytes) -> Iterator[str]:
    """A server that says one thing to everybody and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(greeting)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


@pytest.mark.parametrize(
    "url", ["smtp://", "smtp://host:99999", "smtp://host:x", "http://host", "smtp://host?tls=maybe"]
)
def test_server_address_that_makes_no_sense_is_refused_at_once(url: str) -> None:
    with pytest.raises(DefinitionError):
        SmtpMailer(url)


def test_folder_holds_one_file_per_letter_however_often_it_is_written(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "outbox")

    with mailer.line() as line:
        outcomes = [line.send(MAIL, handing=lambda: None) for _ in range(2)]

    (file,) = mailer.folder.iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert outcomes == [Outcome("sent"), Outcome("sent")]
    assert file.name == "20270330-120000-received-abc123.eml"
    assert message["Subject"] == MAIL.title


def test_folder_that_cannot_be_written_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file, not a folder")

    with FolderMailer(tmp_path / "outbox").line() as line:
        outcome = line.send(MAIL, handing=lambda: None)

    assert outcome.result == "unreachable"
