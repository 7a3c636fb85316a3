"""A learner's traceback with the learner's frames alone."""

from __future__ import annotations

import linecache
import sys
import traceback
from itertools import groupby
from pathlib import Path
from types import FrameType, TracebackType

from course.notebook import shell

HERE = str(Path(__file__).resolve().parent)
GRADER = str(Path(HERE).parent / "autograder")
SHOWN = 8


def line_in(file: str, at: FrameType | TracebackType | None) -> int:
    """The line of `file` that a frame (walking out) or a traceback (walking in) is at; 0 where it is in neither."""
    line = 0
    if isinstance(at, FrameType):
        frame: FrameType | None = at
        while frame is not None:
            if frame.f_code.co_filename == file:
                return frame.f_lineno
            frame = frame.f_back
        return 0
    while at is not None:
        if at.tb_frame.f_code.co_filename == file:
            line = at.tb_lineno
        at = at.tb_next
    return line


def theirs(error: BaseException, probe_file: str, others: tuple[str, ...] = ()) -> str:
    """The exception as Python prints it, less the frames of the course, of the grader, of the probe and of `others`.

    others: the beginnings of more paths that are not the learner's.
    """
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename != probe_file and not frame.filename.startswith((HERE, GRADER, "<frozen", *others))
    ]
    parts = []
    for frame in _shortened(frames):
        if isinstance(frame, str):
            parts.append(frame)
            continue
        code = (linecache.getline(frame.filename, frame.lineno or 0) or frame.line or "").strip()
        parts.append(f"{_place(frame.filename)}, line {frame.lineno}, in {frame.name}\n    {code}")
    name, words = type(error).__name__, str(error)
    if len(words) > 600:
        words = words[:600] + " ..."
    return "\n".join([*parts, f"{name}: {words}" if words else name])


def _shortened(frames: list[traceback.FrameSummary]) -> list[traceback.FrameSummary | str]:
    """Frames that repeat, told once; and of what is left, both ends."""
    told: list[traceback.FrameSummary | str] = []
    for _, same in groupby(frames, key=lambda f: (f.filename, f.lineno)):
        first, *again = same
        told += [first, f"... and calls itself there, {len(again)} times more"] if len(again) > 2 else [first, *again]
    if len(told) <= SHOWN:
        return told
    half = SHOWN // 2
    return [*told[:half], f"... {len(told) - SHOWN} more calls ...", *told[-half:]]


def cell_name() -> str:
    """IPython's own name for the cell that runs now, '' where there is none."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if name := _cell(frame.f_code.co_filename):
            return name
        frame = frame.f_back
    return ""


def _place(filename: str) -> str:
    return _cell(filename) or Path(filename).name


def _cell(filename: str) -> str:
    """IPython's own name for a cell ("Cell In[5]"); '' where the file is none."""
    count = getattr(getattr(shell(), "compile", None), "_filename_map", {}).get(filename)
    return f"Cell In[{count}]" if count is not None else ""
