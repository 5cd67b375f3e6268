"""What the browser is told: nothing inline, nothing from elsewhere, no framing, no guessing."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_wtf import CSRFProtect
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from incubator.settings import Settings
from incubator.web.site import KEY

POLICY = "Content-Security-Policy"
FOR_GOOD = "public, max-age=31536000, immutable"  # the address changes with the file


def install(app: Flask) -> None:
    settings: Settings = app.extensions[KEY].settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-incubator_form" if settings.is_secure else "incubator_form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_secure,
        WTF_CSRF_TIME_LIMIT=None,  # a form left open over lunch still sends
    )
    CSRFProtect(app)
    headers = headers_of(settings)

    @app.after_request
    def say_what_is_allowed(response: Response) -> Response:
        sealed = response.headers.get(POLICY)  # a file is sealed off more tightly than a page
        headers.set_headers(response)
        if sealed:
            response.headers[POLICY] = sealed
        if request.endpoint == "static":
            response.headers["Cache-Control"] = FOR_GOOD if "v" in request.args else "no-cache"
            return response
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(("Cookie", "Accept-Language"))
        return response


def headers_of(settings: Settings) -> Secure:
    policy = (
        ContentSecurityPolicy()
        .default_src("'self'")
        .base_uri("'none'")
        .form_action("'self'")
        .frame_ancestors("'none'")
        .object_src("'none'")
    )
    permissions = PermissionsPolicy().camera("()").geolocation("()").microphone("()").payment("()")
    hsts = StrictTransportSecurity().max_age(31_536_000).include_subdomains() if settings.is_secure else None
    return Secure(
        csp=policy,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=permissions,
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        hsts=hsts,
    )
