"""What is let in before anybody looks at it: requests of our own pages, of a sane size, made of text."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from incubator.settings import Settings
from incubator.web.site import KEY

LARGEST_UPLOAD = 30 * 1024 * 1024
LARGEST_FORM = 2 * 1024 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
FOR_MACHINES = frozenset({"shell.healthz", "shell.readyz", "shell.metrics"})  # asked by address
ELSEWHERE = frozenset({"cross-site", "same-site"})  # a neighbour's name is not ours either


def install(app: Flask) -> None:
    """To be called before the CSRF check, which is the first to read a body."""
    settings: Settings = app.extensions[KEY].settings
    if settings.proxies:  # who asks, for the limits; host and scheme are never taken from a request
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Werkzeug is wrapped
            app.wsgi_app, x_for=settings.proxies, x_proto=0
        )
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_UPLOAD, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
    if not settings.demo and not settings.development:  # those are opened under whatever name
        names = LOOPBACK | {urlsplit(settings.origin).hostname or ""}
        app.before_request(partial(refuse_other_names, names))
    app.before_request(keep_small)
    app.before_request(refuse_other_sites)
    app.before_request(refuse_nul)


def refuse_other_names(names: frozenset[str]) -> None:
    """Who asks under another name was led here by somebody else."""
    if request.endpoint not in FOR_MACHINES and name_in(request.host) not in names:
        raise BadRequest


def name_in(host: str) -> str:
    """Without the port; an IPv6 address keeps its brackets."""
    end = host.rfind("]") + 1
    return (host[:end] or host.partition(":")[0]).lower()


def keep_small() -> None:
    """Only a form with files may be large; any other is read into memory at once."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = LARGEST_FORM


def refuse_other_sites() -> None:
    """Browsers say where a request comes from, and no page can make them lie."""
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") in ELSEWHERE:
        raise CSRFError("sent by another site")


def refuse_nul() -> None:
    """No keyboard types it, and PostgreSQL keeps none."""
    texts = [request.path, *request.args.values(), *request.args]
    if request.method not in SAFE:
        texts += [text for _key, text in request.form.items(multi=True)]
    if any("\0" in text for text in texts):
        raise BadRequest
