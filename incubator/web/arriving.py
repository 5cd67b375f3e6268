"""What people paste, without the characters nobody can see: a page may not hold them."""

from __future__ import annotations

import re
from functools import cached_property

from flask import Flask, Request
from werkzeug.datastructures import MultiDict

_PLANES = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# controls but for NUL (refused at the door), tabs and line ends; and what Unicode keeps for nobody
_UNSEEN = re.compile(f"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_PLANES}]")


class PlainRequest(Request):
    """Text from a PDF brings such characters along: forms and filters leave them out."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return plain(super().args)

    def _load_form_data(self) -> None:
        is_read = "form" in self.__dict__
        super()._load_form_data()
        if not is_read:
            self.__dict__["form"] = plain(self.__dict__["form"])


def plain(values: MultiDict[str, str]) -> MultiDict[str, str]:
    """The same kind of dictionary, as unchangeable as it was."""
    return type(values)([(name, _UNSEEN.sub("", text)) for name, text in values.items(multi=True)])


def install(app: Flask) -> None:
    app.request_class = PlainRequest
