"""Limits on a choice, a text or a yes/no: one of these, none of those, so high on a scale, the same as …"""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from incubator.words import Words, joined
from incubator.workflows.definitions import Defined, typeset
from incubator.workflows.eligibility.findings import Result, worst
from incubator.workflows.eligibility.ground import Ground

Key = str | bool | int
NAMES = (
    "is_", "one_of", "none_of", "includes", "from_", "up_to", "same_as", "not_same_as", "in_register",
    "not_in_register", "empty",
)  # fmt: skip
OR = Words("or", "ou")
YES, NO = Words("yes", "oui"), Words("no", "non")


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
            raise ValueError(f"needs a limit: {', '.join(name.rstrip('_') for name in NAMES)}")
        if (self.from_ or self.up_to) and not self.scale:
            raise ValueError("from and up_to need the scale they climb: scale = [lowest, …, highest]")
        for name in (self.from_, self.up_to):
            if name is not None and name not in self.scale:
                raise ValueError(f"“{name}” is no step of the scale")
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
        steps = [self.scale.index(v) for v in values if v in self.scale]
        if len(steps) < len(values) or not steps:
            return "unknown"
        low = self.scale.index(self.from_) if self.from_ else 0
        high = self.scale.index(self.up_to) if self.up_to else len(self.scale) - 1
        return _met(all(low <= step <= high for step in steps))

    def _beside_others(self, values: tuple[Any, ...], ground: Ground) -> list[Result]:
        found: list[Result] = []
        for name, is_wanted in ((self.same_as, True), (self.not_same_as, False)):
            if name is not None:
                other = ground.facts.value(name)
                found.append("unknown" if other is None else _met((other in values) is is_wanted))
        for name, is_wanted in ((self.in_register, True), (self.not_in_register, False)):
            if name is not None:
                known = ground.facts.registers.get(name)
                found.append(
                    "unknown" if known is None else _met(all((v in known) is is_wanted for v in values))
                )
        return found

    def compares_with(self) -> tuple[str, ...]:
        """Other facts it compares with."""
        return tuple(name for name in (self.same_as, self.not_same_as) if name)

    def said(self, name: str, ground_labels: Any, fact_words: Any) -> Words:
        """health or environment; not medical; in the register “labelled”."""

        def say(key: Key) -> Words:
            return _say(ground_labels, name, key)

        parts: list[Words] = []
        if self.is_ is not None:
            parts.append(say(self.is_))
        if self.one_of:
            parts.append(joined((say(key) for key in self.one_of), last=OR))
        if self.none_of:
            parts.append(_NOT.format(keys=joined((say(key) for key in self.none_of), last=OR)))
        if self.includes:
            parts.append(joined(say(key) for key in self.includes))
        if self.from_:
            parts.append(_FROM.format(key=say(self.from_)))
        if self.up_to:
            parts.append(_UP_TO.format(key=say(self.up_to)))
        parts += [words.format(name=fact_words(getattr(self, key))) for key, words in _OTHERS.items()
                  if getattr(self, key)]  # fmt: skip
        parts += [words.format(name=getattr(self, key)) for key, words in _REGISTERS.items()
                  if getattr(self, key)]  # fmt: skip
        if self.empty is not None:
            parts.append(_NOTHING if self.empty else _SOMETHING)
        return joined(parts)


def _met(holds: bool) -> Result:
    return "met" if holds else "unmet"


def _say(labels: Any, name: str, key: Key) -> Words:
    if isinstance(key, bool):
        return YES if key else NO
    found: Words = labels.choice(name, str(key))
    return found


_NOT = Words("anything but {keys}", typeset("tout sauf : {keys}"))
_FROM = Words("{key} or above", "{key} ou plus")
_UP_TO = Words("{key} or below", "{key} ou moins")
_OTHERS = {
    "same_as": Words("the same as {name}", typeset("identique à : {name}")),
    "not_same_as": Words("other than {name}", typeset("différent de : {name}")),
}
_REGISTERS = {
    "in_register": Words("in the register “{name}”", typeset("inscrit au registre « {name} »")),
    "not_in_register": Words("not in the register “{name}”", typeset("absent du registre « {name} »")),
}
_NOTHING, _SOMETHING = Words("none", "aucun"), Words("at least one", "au moins un")
