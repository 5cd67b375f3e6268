"""Files people uploaded: always a download, never shown by the browser as a page of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import send_file
from flask.typing import ResponseReturnValue

from incubator.actions.files import path_of
from incubator.web.site import site

if TYPE_CHECKING:
    from incubator.store.applications import File


def download(file: File) -> ResponseReturnValue:
    """The caller has checked who may; `sandbox` and `nosniff` stand even if the name lies."""
    path = path_of(site().settings.instance / "uploads", file)
    answer = send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=file.name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
