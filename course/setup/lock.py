"""Write every committed version anew: course/constraints*.txt and binder/requirements.txt.

    python -m course.setup.lock

For those who look after the course. It needs `uv` on PATH and a network; nothing at run time imports it.
"""

import subprocess
import tempfile
import tomllib
from pathlib import Path

from course.setup.places import CPU_INDEX, ROOT, name_of, of_cuda

COMMAND = "python -m course.setup.lock"
COMPILE = ["uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
COMPILE += ["--no-emit-index-url", "--no-emit-find-links"]
COMMON = f"""\
# Every version the course is installed with, for Python 3.11 to 3.14 on Linux, macOS and Windows.
# Written by `{COMMAND}`, which runs `uv pip compile --universal` over pyproject.toml.
"""
CPU = f"""\
# torch's CPU build and nothing of CUDA: with this file an installation that would pull in
# the 3 GB of CUDA packages fails before anything is downloaded. Written by `{COMMAND}`.
"""
CUDA = f"""\
# What torch's CUDA build needs beside constraints.txt; `course lab --cuda` asks for it.
# Written by `{COMMAND}`.
"""
BINDER = f"""\
# What Binder installs before it copies the repository: constraints.txt, without what only developers need.
# Written by `{COMMAND}`.
--extra-index-url {CPU_INDEX}
"""


def compile_pins(*arguments: str) -> list[str]:
    """The lines `uv pip compile` answers: one pin a line."""
    # setuptools is named here because the course itself is built without isolation, so that its builder is held too.
    builders = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "builders.in")
        source.write_text("\n".join(builders) + "\n", "utf-8")
        command = [*COMPILE, *arguments, "pyproject.toml", str(source)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def cpu_build(pin: str) -> str:
    """torch's pin with the CPU build's own tag, which only the CPU index has."""
    return f"{pin}+cpu"


def write() -> None:
    # One version of each package for all Pythons, so that everybody sees the same numbers.
    universal = ["--universal", "--fork-strategy", "fewest", "--python-version", "3.11"]
    everything = compile_pins(*universal, "--extra", "dev", "--upgrade")
    common = [pin for pin in everything if not of_cuda(pin)]
    cuda = [pin for pin in everything if of_cuda(pin)]
    torch = next(pin for pin in everything if name_of(pin) == "torch")
    cpu = [f"{cpu_build(torch)} ; sys_platform == 'linux'", *(f"{name_of(pin)}<0" for pin in cuda)]

    def put(path: str, heading: str, lines: list[str]) -> None:
        (ROOT / path).write_text(heading + "\n".join(lines) + "\n", "utf-8", newline="\n")

    put("course/constraints.txt", COMMON, common)
    put("course/constraints-cpu.txt", CPU, cpu)
    put("course/constraints-cuda.txt", CUDA, cuda)

    held = ["--constraint", "course/constraints.txt", "--extra", "torch"]
    binder = compile_pins(*held, "--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28")
    lines = [cpu_build(pin) if pin == torch else pin for pin in binder if not of_cuda(pin)]
    put("binder/requirements.txt", BINDER, lines)


if __name__ == "__main__":
    write()
