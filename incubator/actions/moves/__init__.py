"""Moves of applications: planned, shown, applied, taken back.

`preview` and `apply` share `planning.plan`; what was shown is what happens.
"""

from incubator.actions.moves.batches import Started, act, apply_batch, open_batch, resume_batches, start
from incubator.actions.moves.preview import preview
from incubator.actions.moves.request import MoveRequest
from incubator.actions.moves.single import make_move
from incubator.actions.moves.undo import undo

__all__ = [
    "MoveRequest",
    "Started",
    "act",
    "apply_batch",
    "make_move",
    "open_batch",
    "preview",
    "resume_batches",
    "start",
    "undo",
]
