"""`%%both` in a real kernel: lines and cells, magics, pictures, an interruption, and what stands beside the magic."""

import re
import time

import pytest
from jupyter_client.manager import KernelManager

from course.setup.places import ROOT


class Kernel:
    """A kernel with a bench open."""

    def __init__(self):
        self.manager = KernelManager()
        self.manager.start_kernel(cwd=str(ROOT), extra_arguments=["--IPKernelApp.log_level=ERROR"])
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(60)

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code, interrupt_after=None):
        """Run a cell and return what it shows as text, its HTML, and the reply's status."""
        shown, pages, sent = [], [], self.client.execute(code)
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            self.manager.interrupt_kernel()
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != sent:
                continue
            content = message["content"]
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
            if message["msg_type"] == "execute_input":
                self.number = content["execution_count"]
            elif message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] == "error":
                shown.append("\n".join(content["traceback"]))
            elif "data" in content:
                shown.append(content["data"].get("text/plain", ""))
                pages.append(content["data"].get("text/html", ""))
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(shown)), "".join(pages)


@pytest.fixture(scope="module")
def kernel():
    found = Kernel()
    assert "empty" in found.run("from course import bench\nnn = bench('01')")[0]
    yield found
    found.end()


def test_a_line_is_run_in_both_worlds_and_its_braces_are_its_own(kernel):
    kernel.run("x = 'the notebook'")
    kernel.run("%both x = 'both'")
    assert kernel.run("%both {x: 1}, f'{x}', '$x'")[0] == "both    ({'both': 1}, 'both', '$x')"


def test_what_stands_beside_the_magic_is_not_passed_over_in_silence(kernel):
    assert "%%both --seconds 300" in kernel.run("%%both torch.ones(2)\n1")[0]
    assert kernel.run("%%both --seconds 5\n1")[0] == "both    1"


def test_a_cell_takes_magics_decorators_and_many_lines(kernel):
    code = """%%both
import functools

@functools.cache
def double(x):
    return 2 * x

inner = double(4)
%time doubled = double(inner)
doubled;
print(
    doubled
)"""
    shown = kernel.run(code)[0]
    assert "Wall time" in shown
    assert shown.splitlines()[-1].strip() == "16"
    assert "NameError" in kernel.run("inner")[0]


def test_a_picture_is_shown_for_each_world_on_the_card(kernel):
    kernel.run("%matplotlib inline")
    shown, page = kernel.run(
        "%%both\nimport matplotlib.pyplot as plt\nplt.plot(torch.arange(3).numpy())\nplt.title('t');"
    )
    assert shown.startswith("both    <Figure size 640x480 with 1 Axes>")
    assert page.count('<img alt="both: <Figure'.replace("<F", "&lt;F")) == 1
    assert 'src="data:image/png;base64,' in page


def test_lines_are_numbered_as_the_notebook_numbers_them(kernel):
    shown = kernel.run("%%both\nx = 1\nmissing")[0]
    assert "NameError: name 'missing' is not defined" in shown
    assert re.search(rf"Cell In\[{kernel.number}\], line 3, in <module>\n\s+missing", shown)
    with_a_magic = kernel.run("%%both\n%time x = 1\n\nmissing")[0]
    assert re.search(rf"Cell In\[{kernel.number}\], line 4, in <module>\n\s+missing", with_a_magic)


def test_a_name_of_the_notebook_is_told_to_be_one(kernel):
    kernel.run("data = [1]")
    assert "`data` is a name of your notebook." in kernel.run("%both data")[0]


def test_both_inside_both_is_refused(kernel):
    assert "this cell runs in both worlds already" in kernel.run("%%both\n%both 1")[0]
    assert kernel.run("%both 1")[0] == "both    1"


def test_interrupt_stops_a_cell_says_so_and_leaves_both_worlds_usable(kernel):
    kernel.run("%both n = 0")
    shown, page = kernel.run("%%both\nwhile True:\n    n += 1", interrupt_after=1)
    assert "torch   is stopped: you interrupted the kernel" in shown
    assert "yours   was not run" in shown
    assert shown.splitlines()[-1] == "interrupted; both worlds keep what was defined until then"
    assert "is stopped: you interrupted the kernel" in page
    assert kernel.run("%%both\nn = min(n, 1)\nn")[0] == "torch   1\nyours   0"
    assert kernel.run("1 + 1")[0] == "2"
