"""A widget's own messages, taken while a cell still runs.

A kernel that is busy in a cell takes no messages from its main queue, and ipykernel 7.4 puts what a page says to a
widget there when a cell has updated that widget, even where the page asked for a subshell. So the loop of a long cell
looks into the queue itself: what is for its widget is handed over at once, everything else goes to the kernel for after
the cell, in order, as the queue would have given it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from course import notebook

# Between reading a message and waiting for the running cell's end, ipykernel and tornado take three.
TURNS = 4


class Ear:
    """Takes one widget's custom messages whenever `listen` is called, which the running cell does."""

    def __init__(self, comm_id: str, heard: Callable[[Any], None]) -> None:
        self._comm_id = comm_id
        self._heard = heard
        self._kernel: Any = getattr(notebook.shell(), "kernel", None)
        self._queue = _queue_of(self._kernel)
        self._later: set[asyncio.Task[Any]] = set()

    @property
    def works(self) -> bool:
        """Whether this kernel's queue can be looked into; where not, interrupting the kernel is what stops a cell."""
        return self._queue is not None

    def listen(self) -> None:
        """Take everything that is waiting, to the last: a queue left half read would not wake the kernel again."""
        while self._queue is not None and (frames := _next(self._queue)) is not None:
            if (said := self._for_us(frames)) is not None:
                self._heard(said)
                continue
            task = asyncio.get_running_loop().create_task(self._hand_over(frames))
            self._later.add(task)
            task.add_done_callback(self._later.discard)

    async def _hand_over(self, frames: list[Any]) -> None:
        # The kernel may have taken the message before this one already, and comes to it some turns of the loop later.
        for _ in range(TURNS):
            await asyncio.sleep(0)
        await self._kernel.shell_main(None, frames)

    def _for_us(self, frames: list[Any]) -> Any:
        """What a message says to this widget; None where it is not for this widget, or no message at all."""
        session = self._kernel.session
        try:
            _, parts = session.feed_identities(frames, copy=False)
            message = session.deserialize(parts, content=False, copy=False)  # without content it may be read again
            if message["header"]["msg_type"] != "comm_msg":
                return None
            content = session.unpack(message["content"])
        except (ValueError, KeyError, TypeError):
            return None  # the kernel's own marks between messages have no header
        data = content.get("data", {})
        ours = content.get("comm_id") == self._comm_id and data.get("method") == "custom"
        return data.get("content") if ours else None


def _queue_of(kernel: Any) -> Any:
    """The socket on which the main thread of an ipykernel with subshells is sent its messages, or None."""
    thread = getattr(kernel, "shell_channel_thread", None)
    if thread is None or not hasattr(kernel, "shell_main"):
        return None
    return thread.manager.get_shell_channel_to_subshell_pair(None).to_socket


def _next(queue: Any) -> list[Any] | None:
    import zmq

    try:
        frames: list[Any] = queue.recv_multipart(flags=zmq.NOBLOCK, copy=False)
    except zmq.Again:
        return None
    return frames
