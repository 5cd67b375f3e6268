"""How a page can look: in which language, in which colours, how wide."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

WIDTHS = {1280: 900, 320: 700}  # a desk, a small telephone; with the height of the window


@dataclass(frozen=True, slots=True)
class Variant:
    language: str
    theme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.theme} {self.width}"

    @property
    def file(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}.png"

    @property
    def window(self) -> tuple[str, str]:
        """What a new width does not change: such variants share one window."""
        return self.language, self.theme


EVERY = tuple(Variant(*one) for one in product(("fr", "en"), ("light", "dark"), WIDTHS))
QUICK = EVERY[:1]
# both languages, themes and widths, each pair of them once: where slow checks are made
PAIRS = (
    Variant("fr", "light", 1280), Variant("fr", "dark", 320),
    Variant("en", "dark", 1280), Variant("en", "light", 320),
)  # fmt: skip
