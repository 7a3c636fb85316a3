"""SandboxExecute: stock `nbgrader autograde`, in any course, with every notebook's kernel behind walls.

    from autograder.kernels.sandbox_execute import STEPS
    c.Autograde.autograde_preprocessors = STEPS

Each notebook runs on a copy of its submission's files, with no network, no other file of the course or of its
instructor, and limits; whatever it started ends with it. Outputs, errors and points are nbgrader's own: this keeps
a submission from everything else, and does not keep it from answering its own tests by a trick.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets import Integer, List, Unicode

from autograder.kernels import keeper, kernel_room
from autograder.kernels.walled_kernel import MB, Most, Place, WalledKernelManager
from autograder.trouble import BadInput

AGAIN = 8
MEND = (
    "Mend: autograde on Linux 5.12 or newer where user namespaces are allowed (on Ubuntu 24.04: "
    "sysctl kernel.apparmor_restrict_unprivileged_userns=0), or as root."
)


class SandboxExecute(Execute):  # type: ignore[misc]
    """Runs a notebook as nbgrader's Execute does, in a room of its own.

    A cell that ends the kernel, or does not end, gets an error, and the notebook is run again without it: what does not
    stand on it keeps its points.
    """

    memory_mb = Integer(2048, min=128, help="Memory of a notebook, over all of its processes.").tag(config=True)
    cpu_seconds = Integer(120, min=1, help="Processor time of a notebook, over all of its processes.").tag(config=True)
    wall_seconds = Integer(300, min=1, help="How long a notebook may run, with what is run again.").tag(config=True)
    disk_mb = Integer(256, min=1, help="What a notebook may write; it is kept in memory.").tag(config=True)
    processes = Integer(128, min=8, help="Processes and threads of a notebook at one time.").tag(config=True)
    open_files = Integer(256, min=32, help="Open files of one process.").tag(config=True)
    output_mb = Integer(20, min=1, help="What a notebook may print and show.").tag(config=True)
    readable = List(Unicode(), help="More folders that notebooks may read: data sets, for one.").tag(config=True)
    variables = List(Unicode(), help="More environment variables that notebooks get.").tag(config=True)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{**named, "kernel_manager_class": WalledKernelManager})
        self.shutdown_kernel = "immediate"  # the room's end is every process's end

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run a notebook's cells.  Raises BadInput, with the mend, where this machine has no walls."""
        given, links = self._handed_in(resources)
        most = Most(
            memory=self.memory_mb * MB,
            cpu=self.cpu_seconds,
            wall=self.wall_seconds,
            disk=self.disk_mb * MB,
            processes=self.processes,
            files=self.open_files,
            output=self.output_mb * MB,
        )
        self._without: dict[int, list[Any]] = {}
        self._over = time.monotonic() + self.wall_seconds
        self._at = -1
        if f"{(resources or {}).get('unique_key')}.ipynb" in links:
            self._give_up(nb, "the notebook was handed in as a link to another file")
            return nb, resources
        with Place(given, most, links, tuple(self.readable), tuple(self.variables)) as self._place:
            while True:
                self._at, self._written, self._ended = -1, 0, ""
                try:
                    super().preprocess(nb, resources)
                    break
                except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
                    if self._at < 0:
                        raise self._not_started(error) from error
                    self._blame(nb.cells[self._at], error)
                if len(self._without) > AGAIN or time.monotonic() > self._over:
                    self._give_up(nb, "earlier cells used up what this notebook may use")
                    break
        return nb, self.resources

    def create_kernel_manager(self) -> WalledKernelManager:
        """A kernel in this notebook's room."""
        manager: WalledKernelManager = super().create_kernel_manager()
        manager.place = self._place
        return manager

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Run one cell, or leave it out where it ended the kernel before."""
        if index in self._without:
            cell.outputs = list(self._without[index])
            return cell, resources
        self._at = index
        if cell.cell_type == "code":
            cell.outputs = []
        cell, resources = super().preprocess_cell(cell, resources, index)
        return cell, resources

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Record a message, until there are too many."""
        self._written += _size(msg["content"]) + sum(len(b) for b in msg.get("buffers") or ())
        if self._written > self.output_mb * MB:
            if not self._ended:
                self._ended = f"the notebook showed more than {self.output_mb} MB"
                self.km.end()
            return None
        return super().process_message(msg, cell, cell_index)

    async def _async_check_alive(self) -> None:
        try:
            await super()._async_check_alive()
        except DeadKernelError:
            # The manager is gone when this is dealt with.
            self._ended = self._ended or self.km.how_it_ended()
            raise

    def _blame(self, cell: Any, error: Exception) -> None:
        """Put down what a cell did to its kernel."""
        why = self._ended
        if isinstance(error, CellTimeoutError):
            why = f"the cell was still running after {self.timeout} seconds, and did not stop when it was interrupted"
        # The first output decides on the points of a test, and a cell that did not end has no result.
        shown = [out for out in cell.get("outputs", []) if out.output_type in ("stream", "display_data")]
        self._without[self._at] = [_error("DeadKernelError", why), *shown]
        self.log.error("%s: in cell %d, %s; it is left out", self._place.given, self._at, why)

    def _give_up(self, nb: Any, why: str) -> None:
        """Give an error to every cell that was not run: a test without an output would have its points."""
        for index, cell in enumerate(nb.cells):
            if index in self._without:
                cell.outputs = list(self._without[index])
            elif cell.cell_type == "code" and index > self._at:
                cell.outputs = [_error("NotRun", why)]

    def _not_started(self, error: Exception) -> Exception:
        said = self._place.said("errors")
        if keeper.REFUSED in said:
            return BadInput(f"{said[said.index(keeper.REFUSED) :].strip()}. {MEND}")
        return RuntimeError(f"the notebook's kernel did not start: {said or self._ended or error}")

    def _handed_in(self, resources: Any) -> tuple[Path, set[str]]:
        """The folder of a submission's files, and those of them that were handed in as links to somewhere else."""
        given = Path((resources or {}).get("metadata", {}).get("path") or ".").resolve()
        told = (resources or {}).get("nbgrader")
        if not told:
            return given, set()
        course = CourseDirectory(parent=self.parent, config=self.config)
        self._keep_out(course)
        folder = Path(course.format_path(course.submitted_directory, told["student"], told["assignment"]))
        return given, {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink()}

    def _keep_out(self, course: CourseDirectory) -> None:
        """Raise BadInput where the course or its gradebook lies in a folder that notebooks may read."""
        secret = [course.root, *([course.db_url[10:]] if course.db_url.startswith("sqlite:///") else [])]
        for path in map(os.path.realpath, secret):
            for shown in kernel_room.readable(self.readable):
                if f"{path}/".startswith(f"{os.path.realpath(shown)}/"):
                    raise BadInput(f"{path} is in {shown}, which notebooks may read. Mend: keep the course elsewhere.")


def _error(name: str, why: str) -> Any:
    return new_output("error", ename=name, evalue=why, traceback=[f"\x1b[0;31m{name}\x1b[0m: {why}"])


def _size(said: Any) -> int:
    """Roughly how many bytes a message's content is."""
    if isinstance(said, str):
        return len(said)
    if isinstance(said, dict):
        return sum(len(k) + _size(v) for k, v in said.items())
    return 8 + sum(map(_size, said)) if isinstance(said, list) else 8


STEPS = [
    SandboxExecute,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
