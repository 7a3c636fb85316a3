"""A learner's code runs inside limits of time and of what it prints."""

from __future__ import annotations

import contextlib
import importlib
import io
import signal
import threading
from collections.abc import Iterator
from types import FrameType

SECONDS_BUSY = 2.0
SECONDS_WAITING = 10.0
PRINTED = 4_000


# The function under signal.signal, which makes enums of all it is given and so costs ten times as much.
_set_handler = importlib.import_module("_signal").signal


class TimeUp(BaseException):
    """The time is over. Not an Exception, so that `except Exception` in an answer does not swallow it."""


@contextlib.contextmanager
def time_limit(busy: float = SECONDS_BUSY, waiting: float = SECONDS_WAITING) -> Iterator[None]:
    """Raise TimeUp in the block after `busy` seconds of processor time or `waiting` seconds on the clock.

    Two clocks, because a busy machine must not fail a right answer and a sleeping answer uses no processor time.
    Without signals for it (Windows, or a thread other than the first) the clock alone is watched, from a second thread.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        with _watched_from_a_thread(waiting):
            yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeUp()

    timers = [(signal.SIGPROF, signal.ITIMER_PROF, busy), (signal.SIGALRM, signal.ITIMER_REAL, waiting)]
    before = [_set_handler(number, stop) for number, _, _ in timers]
    for _, timer, seconds in timers:
        # Again every fifth of a second, for loops that catch everything.
        signal.setitimer(timer, seconds, 0.2)
    try:
        yield
    finally:
        for _, timer, _ in timers:
            signal.setitimer(timer, 0)
        for (number, _, _), handler in zip(timers, before, strict=True):
            _set_handler(number, handler)


@contextlib.contextmanager
def _watched_from_a_thread(seconds: float) -> Iterator[None]:
    import ctypes

    target = ctypes.c_ulong(threading.get_ident())
    lock = threading.Lock()
    over = False

    def stop() -> None:
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(TimeUp))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()


class Printed(io.TextIOBase):
    """A stream that keeps the first characters and counts the rest."""

    def __init__(self, keep: int = PRINTED) -> None:
        self._keep = keep
        self._parts: list[str] = []
        self._held = 0
        self.dropped = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = self._keep - self._held
        kept = text[:room] if room > 0 else ""
        if kept:
            self._parts.append(kept)
            self._held += len(kept)
        self.dropped += len(text) - len(kept)
        return len(text)

    @property
    def text(self) -> str:
        more = f"\n... and {self.dropped:,} more characters" if self.dropped else ""
        return "".join(self._parts) + more


@contextlib.contextmanager
def captured(into: Printed) -> Iterator[None]:
    """Send what is printed to `into`, stderr's too: one line there would cost an nbgrader cell its points."""
    with contextlib.redirect_stdout(into), contextlib.redirect_stderr(into):
        yield
