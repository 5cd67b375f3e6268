"""The kinds of rule: facts compared with dates, amounts or choices; lists counted, summed or timed; days."""

from importlib import import_module

NAMES = (
    "amounts",
    "choices",
    "dates",
    "days",
    "judgements",
    "lists",
    "documents",
    "sums",
    "times",
)
KINDS = tuple(
    import_module(f"{__name__}.{name}") for name in NAMES
)  # read, so that each is found by its name
