"""What is told to whoever runs this: one line per event; never what people wrote, nor who they are.

In production a line is JSON. What other libraries say is told by its template, an unexpected error
by its kind and the places it came through: the values in between may be somebody's.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from smtplib import SMTPException
from typing import Any, TextIO

from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level
from structlog.typing import Processor

from incubator.errors import Unreachable
from incubator.settings import Settings

OURS = "incubator"
PLACES = 12  # of the way an error came, the innermost
TOLD = (OSError, Unreachable)  # they speak of machines and folders; a refusal by mail speaks of people
VALUE = re.compile(r"[:=\"'(]|\S*@")  # where one may begin: a mark, or a word that may be an address
Line = MutableMapping[str, Any]


class ToStderr(logging.StreamHandler[TextIO]):
    """To whatever stderr is when the line is written."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _stream: TextIO) -> None:
        """It is nobody's to change."""


def install(settings: Settings, *, part: str) -> None:
    """For a whole process; asked again, it begins afresh."""
    root = logging.getLogger()
    for held in [one for one in root.handlers if isinstance(one, ToStderr)]:
        root.removeHandler(held)
    to_stderr = ToStderr()
    to_stderr.setFormatter(formatter(settings, part=part))
    root.addHandler(to_stderr)
    is_talkative = settings.production or settings.development
    logging.getLogger(OURS).setLevel(logging.INFO if is_talkative else logging.WARNING)


def formatter(settings: Settings, *, part: str) -> logging.Formatter:
    """JSON in production, readable in development, and short elsewhere."""
    if settings.production:
        return _structured(part, discreet, JSONRenderer(ensure_ascii=False))
    if settings.development:
        readable = ConsoleRenderer(colors=False, exception_formatter=plain_traceback)
        return _structured(part, said_already, readable)
    return logging.Formatter("%(levelname)s %(name)s: %(message)s")


def _structured(part: str, keep: Processor, render: Processor) -> ProcessorFormatter:
    def name(_logger: Any, _name: str, line: Line) -> Line:
        return {"at": line.pop("at"), "level": line.pop("level"), "part": part, **line}

    return ProcessorFormatter(
        foreign_pre_chain=[add_log_level, TimeStamper(fmt="iso", utc=True, key="at"), ExtraAdder(), name],
        processors=[keep, ProcessorFormatter.remove_processors_meta, render],
        pass_foreign_args=True,
    )


def discreet(_logger: Any, _name: str, line: Line) -> Line:
    """Our own lines are made of codes and numbers; of the others only the template is known to be."""
    record: logging.LogRecord = line["_record"]
    values = line.pop("positional_args", ())
    if record.name.partition(".")[0] != OURS:
        line["logger"] = record.name
        line["event"] = _template(str(record.msg), has_values=bool(values))
    error = line.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["error"], line["through"] = list(_kinds(error)), list(_places(error))
        if isinstance(error, TOLD) and not isinstance(error, SMTPException):
            line["why"] = str(error)
    return line


def said_already(_logger: Any, _name: str, line: Line) -> Line:
    """The values are in the sentence."""
    line.pop("positional_args", None)
    return line


def _template(text: str, *, has_values: bool) -> str:
    """A message that came without values may hold them already: it is cut where they would begin."""
    return text if has_values else VALUE.split(text, maxsplit=1)[0].strip()


def _kinds(error: BaseException | None) -> Iterator[str]:
    """The error and what led to it, by their classes."""
    while error is not None:
        yield type(error).__name__
        error = error.__cause__ or error.__context__


def _places(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__)[-PLACES:]:
        file = "/".join(frame.filename.rsplit("/", 3)[1:])
        yield f"{file}:{frame.lineno} {frame.name}"
