"""A kernel stays small: Binder's 1 GB holds a server, a kernel with a lesson's checks run, and one for Validate."""

import re
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.build import build
from course import book

pytestmark = pytest.mark.slow

MEGABYTES = 400
PEAK = 'print("peak", next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))'


def solved(name: str) -> nbformat.NotebookNode:
    """A released lesson with every answer filled in, and a last cell that says the kernel's peak memory."""
    nb = nbformat.reads(build(name).lesson, as_version=4)
    answers = {f"answer-{e.id.replace('.', '-')}": e.answer for e in book.lesson(name).exercises.values()}
    for cell in nb.cells:
        cell.source = answers.get(cell.id, cell.source)
    nb.cells.append(nbformat.v4.new_code_cell(PEAK))
    return nb


@pytest.mark.skipif(sys.platform != "linux", reason="a process's own peak memory is read from /proc")
@pytest.mark.parametrize("name", book.lessons())
def test_a_kernel_with_a_lessons_checks_run_stays_within_its_memory(name, tmp_path, monkeypatch):
    # As binder/start sets it: every further thread has memory of its own.
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("PYTHONPATH", str(book.SOURCES.parent))
    nb = solved(name)
    NotebookClient(nb, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    checks = [cell for cell in nb.cells if cell.id.startswith("check-")]
    assert checks
    assert all(cell.outputs[0].data["text/plain"].startswith("✓") for cell in checks)
    peak = int(re.search(r"peak VmHWM:\s+(\d+) kB", nb.cells[-1].outputs[0].text)[1]) // 1024
    assert peak <= MEGABYTES, f"{peak} MB"
    print(f"{name}: {peak} MB")
