"""A mail server that takes everything and keeps nothing, in a process of its own."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP

from incubator.notices.mail import Mail
from incubator.notices.mailers import Outcome


class NullMailer:
    """Takes every letter at once and does nothing with it."""

    @contextmanager
    def line(self) -> Iterator[NullMailer]:
        yield self

    def send(self, mail: Mail, *, handing: Callable[[], None]) -> Outcome:
        handing()
        return Outcome("sent")


class Sink:
    async def handle_DATA(  # noqa: N802 - the name the server looks for
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        return "250 Taken"


@contextmanager
def smtp_sink() -> Iterator[str]:
    """`with smtp_sink() as url:`; loopback only, gone with the block."""
    command = [sys.executable, "-m", "tests.bench.sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"smtp://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()  # it ends when nobody holds its other end any more
            process.wait()


async def serve() -> None:
    """Says its port, then serves until its standard input is closed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), hostname="localhost"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
