"""A plugin of pytest for thousands of short runs: few examples, the quick tests first, little tidying up."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

settings.register_profile("mutation", max_examples=20, deadline=None, derandomize=True, database=None)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Names are not escaped here, and bytes are no part of a name."""
    return repr(val) if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "oracles" in item.nodeid)


def pytest_unconfigure() -> None:
    """What is there once tests are collected stays: each run is forked from here and need not look at it."""
    gc.collect()
    gc.freeze()
