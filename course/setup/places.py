"""Where things are, and the few names that set-up and its lock share."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CUDA_INDEX = "https://download.pytorch.org/whl/cu130"


def name_of(pin: str) -> str:
    """The project's name in a requirement: 'jupyter-lsp==2.3 ; ...' gives 'jupyter-lsp'."""
    return re.split(r"[^A-Za-z0-9._-]", pin, maxsplit=1)[0].lower()


def of_cuda(pin: str) -> bool:
    """Whether a requirement is one of the packages that only torch's CUDA build needs."""
    return name_of(pin).startswith(("cuda-", "nvidia-")) or name_of(pin) == "triton"


def pinned(project: str) -> str:
    """The version course/constraints.txt holds for a project."""
    lines = (ROOT / "course" / "constraints.txt").read_text("utf-8").splitlines()
    return next(line.split("==")[1].split(";")[0].strip() for line in lines if name_of(line) == project)
