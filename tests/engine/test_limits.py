"""Time runs out for what is busy and for what sleeps, in the first thread and in others; what is printed is cut."""

import contextlib
import signal
import sys
import threading
import time

import pytest

from course import probes
from course.limits import Printed, TimeUp, captured, time_limit
from course.probes import probe
from course.worlds import torch_world


def busy():
    while True:
        pass


def busy_and_catching():
    while True:
        try:
            busy()
        except Exception:
            continue


@pytest.mark.parametrize("work", [busy, busy_and_catching])
def test_what_is_busy_is_stopped(work):
    start = time.process_time()
    with pytest.raises(TimeUp), time_limit(0.2, 30):
        work()
    assert time.process_time() - start < 5


def test_what_sleeps_is_stopped():
    with pytest.raises(TimeUp), time_limit(30, 0.2):
        time.sleep(60)


def test_a_thread_is_stopped_too():
    outcome = []

    def work():
        try:
            with time_limit(30, 0.2):
                busy()
        except TimeUp:
            outcome.append("stopped")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(30)
    assert outcome == ["stopped"]


def test_what_ends_in_time_is_left_alone_and_the_clocks_are_put_back():
    before = signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGPROF)
    with time_limit(5, 5):
        assert sum(range(10)) == 45
    assert (signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGPROF)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_what_is_printed_is_kept_to_a_length_and_counted():
    out = Printed(keep=10)
    with captured(out):
        print("0123456789abc")
        print("more", file=sys.stderr)
    assert out.text == "0123456789\n... and 9 more characters"


@pytest.mark.parametrize(("given", "on_the_clock"), [({}, 10), ({"busy": 60}, 60)])
def test_who_is_given_a_minute_has_it_on_the_clock_too(monkeypatch, given, on_the_clock):
    limits = []

    @contextlib.contextmanager
    def noted(busy, waiting):
        limits.append(waiting)
        yield

    @probe("1.1")
    def nothing_is_asked(torch, see):
        """Question."""

    monkeypatch.setattr(probes, "time_limit", noted)
    probes.record(nothing_is_asked, torch_world(), **given)
    assert limits == [on_the_clock]
