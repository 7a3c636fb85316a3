"""Time runs out for what is busy and for what sleeps, in the first thread and in others; what is printed is cut."""

import signal
import sys
import threading
import time

import pytest

from course.limits import Printed, TimeUp, captured, time_limit


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
