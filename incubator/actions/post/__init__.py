"""The outbox: letters queued with what they tell, claimed, handed over, and what became of them."""

from incubator.actions.post.queueing import (
    Address,
    cancel_letter,
    hold_back,
    queue,
    queue_new,
    send_again,
    sender_of,
    write,
)

__all__ = [
    "Address", "cancel_letter", "hold_back", "queue", "queue_new", "send_again", "sender_of",
    "write",
]  # fmt: skip
