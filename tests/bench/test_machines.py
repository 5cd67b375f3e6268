"""Every way that is measured makes the same move."""

from __future__ import annotations

import pytest

from tests.bench.machines import TO, WAYS, machine


@pytest.mark.parametrize("name", sorted(WAYS.keys() - {"transitions"}))
def test_a_way_makes_the_move_it_is_measured_by(name: str) -> None:
    """The library that nothing else here needs is measured where somebody has installed it."""
    assert WAYS[name](machine())() == TO
