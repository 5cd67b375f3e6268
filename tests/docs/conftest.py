"""The same application and browsers as the tests of pages."""

from __future__ import annotations

from tests.web.conftest import app, catalogues, client, settings, sign_in, writing

__all__ = ["app", "catalogues", "client", "settings", "sign_in", "writing"]
