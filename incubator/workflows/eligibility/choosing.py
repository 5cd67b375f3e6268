"""Limits on a choice, a text or a yes/no: one of these, none of those, so high on a scale, the same as …"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import Field, model_validator

from incubator.words import Words, joined
from incubator.workflows.definitions import Defined, Hint, nested
from incubator.workflows.eligibility.findings import Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.labels import NONE, OR, Labels, Value
from incubator.workflows.eligibility.vocabulary import free_words
from incubator.workflows.eligibility.wording import fact_words, to_words

NAMES = (
    "is_", "one_of", "none_of", "includes", "from_", "up_to", "same_as", "not_same_as", "in_register",
    "not_in_register", "empty",
)  # fmt: skip


class ChoiceLimits(Defined):
    """All of them hold. Of several values one is enough for one_of, and each counts for none_of."""

    is_: bool | str | None = Field(None, alias="is", description="This one, or yes or no.")
    one_of: tuple[str, ...] = Field((), description="One of these.")
    none_of: tuple[str, ...] = Field((), description="Anything but these.")
    includes: tuple[str, ...] = Field((), description="Every one of these.")
    scale: tuple[str, ...] = Field((), description="The steps, from the lowest to the highest.")
    from_: str | None = Field(None, alias="from", description="This step of the scale or a higher one.")
    up_to: str | None = Field(None, description="This step of the scale or a lower one.")
    same_as: str | None = Field(None, description="The same as this other fact or answer.")
    not_same_as: str | None = Field(None, description="Other than this other fact or answer.")
    in_register: str | None = Field(None, description="In this list that the house keeps.")
    not_in_register: str | None = Field(None, description="Not in this list that the house keeps.")
    empty: bool | None = Field(None, description="True: nothing chosen or listed. False: at least one.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Any:
        named = [name for name in NAMES if getattr(self, name) not in (None, ())]
        if not named:
            raise ValueError(f"needs a limit — write one of: {', '.join(name.rstrip('_') for name in NAMES)}")
        if (self.from_ or self.up_to) and not self.scale:
            why = "is missing: from and up_to climb it — write scale = [lowest, …, highest]"
            raise nested([(("scale",), why)])
        for key, name in (("from", self.from_), ("up_to", self.up_to)):
            if name is not None and name not in self.scale:
                raise nested([((key,), Hint(f"“{name}” is no step of the scale", name, self.scale))])
        return self

    def result(self, value: Any, ground: Ground) -> Result:
        if value is None:
            return "unknown"
        values = value if isinstance(value, tuple) else (value,)
        found = self._each(values, ground)
        return found[0] if len(found) == 1 else worst(found)

    def _each(self, values: tuple[Any, ...], ground: Ground) -> list[Result]:
        found: list[Result] = []
        if self.is_ is not None:
            found.append(_met(any(type(v) is type(self.is_) and v == self.is_ for v in values)))
        if self.one_of:
            found.append(_met(any(v in self.one_of for v in values)))
        if self.none_of:
            found.append(_met(not any(v in self.none_of for v in values)))
        if self.includes:
            found.append(_met(all(v in values for v in self.includes)))
        if self.from_ or self.up_to:
            found.append(self._on_the_scale(values))
        if self.empty is not None:
            found.append(_met((not values) is self.empty))
        return found + self._beside_others(values, ground)

    def _on_the_scale(self, values: tuple[Any, ...]) -> Result:
        if not values:
            return "unmet"
        steps = [self.scale.index(v) for v in values if v in self.scale]
        if len(steps) < len(values):
            return "unknown"
        low = self.scale.index(self.from_) if self.from_ else 0
        high = self.scale.index(self.up_to) if self.up_to else len(self.scale) - 1
        return _met(all(low <= step <= high for step in steps))

    def _beside_others(self, values: tuple[Any, ...], ground: Ground) -> list[Result]:
        found: list[Result] = []
        for name, is_wanted in ((self.same_as, True), (self.not_same_as, False)):
            if name is not None:
                other = ground.facts.value(name)
                others = other if isinstance(other, tuple) else (other,)
                is_shared = any(one in values for one in others)
                found.append("unknown" if other is None else _met(is_shared is is_wanted))
        for name, is_wanted in ((self.in_register, True), (self.not_in_register, False)):
            if name is not None:
                known = ground.facts.registers.get(name)
                found.append("unknown" if known is None else self._listed(values, known, is_wanted=is_wanted))
        return found

    def _listed(self, values: tuple[Any, ...], known: tuple[str, ...], *, is_wanted: bool) -> Result:
        """Each of them; nobody is in no register."""
        if not values and is_wanted:
            return "unmet"
        return _met(all((one in known) is is_wanted for one in values))

    def keys_named(self) -> tuple[str, ...]:
        """The texts it compares with."""
        own = (self.is_,) if isinstance(self.is_, str) else ()
        return (*own, *self.one_of, *self.none_of, *self.includes, *self.scale)

    def lists_of_the_house(self) -> tuple[str, ...]:
        """Registers it looks into."""
        return tuple(name for name in (self.in_register, self.not_in_register) if name)

    def compares_with(self) -> tuple[str, ...]:
        """Other facts it compares with."""
        return tuple(name for name in (self.same_as, self.not_same_as) if name)

    def registers_unknown(self, ground: Ground) -> tuple[str, ...]:
        """Lists of the house it looks into, and that nobody has given."""
        return tuple(name for name in self.lists_of_the_house() if name not in ground.facts.registers)

    def said(self, name: str, labels: Labels) -> Words:
        """health or environment; not medical; in the register “labelled”."""
        parts = [*self._said_values(lambda key: labels.value(name, key))]
        if self.same_as:
            parts.append(_SAME.format(name=to_words(fact_words(self.same_as, labels))))
        if self.not_same_as:
            parts.append(_OTHER.format(name=fact_words(self.not_same_as, labels)))
        for key, words in _REGISTERS.items():
            if register := getattr(self, key):
                parts.append(words.format(name=free_words(register)))
        if self.empty is not None:
            parts.append(NONE if self.empty else _SOMETHING)
        return joined(parts)

    def _said_values(self, say: Callable[[Value], Words]) -> Iterator[Words]:
        if self.is_ is not None:
            yield say(self.is_)
        if self.one_of:
            yield joined((say(key) for key in self.one_of), last=OR)
        if self.none_of:
            yield _NOT.format(keys=joined((say(key) for key in self.none_of), last=OR))
        if self.includes:
            yield joined(say(key) for key in self.includes)
        if self.from_ and self.up_to:
            yield _FROM_TO.format(low=say(self.from_), high=say(self.up_to))
        elif self.from_:
            yield _FROM.format(key=say(self.from_))
        elif self.up_to:
            yield _UP_TO.format(key=say(self.up_to))


def _met(holds: bool) -> Result:
    return "met" if holds else "unmet"


_NOT = Words("anything but {keys}", "tout sauf {keys}")
_FROM_TO = Words("from {low} to {high}", "de {low} à {high}")
_FROM = Words("{key} or above", "{key} ou plus")
_UP_TO = Words("{key} or below", "{key} ou moins")
_SAME = Words("the same as {name}", "identique {name}")
_OTHER = Words("other than {name}", "autre que {name}")
_REGISTERS = {
    "in_register": Words("in the register {name}", "au registre {name}"),
    "not_in_register": Words("not in the register {name}", "hors du registre {name}"),
}
_SOMETHING = Words("at least one", "au moins un")
