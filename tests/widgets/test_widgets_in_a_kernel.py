"""A training in a real kernel, without a page: what a page would send is heard while the cell runs."""

import queue
import re
import time

import pytest
from jupyter_client.manager import start_new_kernel

RUN = """
import time
from course import training
def run(torch, epochs):
    for epoch in epochs:
        time.sleep(0.002)
        yield 1.0 / (1 + epoch)
training(run, epochs=EPOCHS)
"""
HOURS = RUN.replace("EPOCHS", "10_000_000")


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel()
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def messages(client, request, seconds=60):
    """What the kernel says for one request, until it is idle."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        yield message
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return
    raise TimeoutError("the kernel is still busy")


def texts(said):
    shown = [m for m in said if m["msg_type"] in ("display_data", "update_display_data")]
    return [m["content"]["data"]["text/plain"] for m in shown]


def say(client, comm_id, content):
    data = {"method": "custom", "content": content}
    client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm_id, "data": data}))


def training_comm(message):
    state = message["content"].get("data", {}).get("state", {}) if message["msg_type"] == "comm_open" else {}
    return message["content"]["comm_id"] if "view" in state else None


def test_stop_is_heard_while_the_cell_runs_and_other_requests_wait_for_their_turn(kernel):
    _, client = kernel
    request = client.execute(HOURS)
    said, asked = [], None
    for message in messages(client, request):
        said.append(message)
        if comm := training_comm(message):
            asked = client.execute("print('after')")
            say(client, comm, {"do": "what nobody knows"})
            say(client, "nobody's", {"do": "stop"})
            say(client, comm, {"do": "stop"})
    assert texts(said)[-1].startswith("Stopped after ")
    assert "stream" not in [m["msg_type"] for m in said]
    after = [m["content"]["text"] for m in messages(client, asked) if m["msg_type"] == "stream"]
    assert after == ["after\n"]


def test_an_interrupt_ends_the_training_cleanly(kernel):
    manager, client = kernel
    request = client.execute(HOURS)
    said = []
    for message in messages(client, request):
        said.append(message)
        if training_comm(message):
            time.sleep(0.3)
            manager.interrupt_kernel()
    assert re.match(r"Interrupted after \d+ steps. The curves are kept.", texts(said)[-1])
    assert "error" not in [m["msg_type"] for m in said]


def test_updates_are_few_and_the_last_one_is_whole(kernel):
    _, client = kernel
    said = list(messages(client, client.execute(RUN.replace("EPOCHS", "500"))))
    updates = [m for m in said if m["msg_type"] == "comm_msg" and "view" in m["content"]["data"].get("state", {})]
    assert 3 <= len(updates) <= 60
    assert updates[-1]["content"]["data"]["state"]["view"]["epoch"] == 500
    assert texts(said)[-1].startswith("Finished after 500 steps.")
    assert "stream" not in [m["msg_type"] for m in said]


def test_a_bench_answers_its_buttons_and_carries_its_text(kernel):
    _, client = kernel
    said = list(messages(client, client.execute("from course import gradient_bench\ngradient_bench()")))
    assert texts(said)[0].startswith("norm of the gradient after")
    comm = next(filter(None, map(training_comm, said)))
    say(client, comm, {"do": "backward"})
    end = time.monotonic() + 30
    while time.monotonic() < end:
        message = client.get_iopub_msg(timeout=30)
        state = message["content"].get("data", {}).get("state", {}) if message["msg_type"] == "comm_msg" else {}
        if "view" in state:
            break
    assert state["view"]["log"] == ["loss(x, y).backward()"]
