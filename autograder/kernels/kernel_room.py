"""What a notebook's kernel can see: the machine's programs, one environment's packages, a copy of the submission."""

from __future__ import annotations

import os
import shutil
import site
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.sealed.walls import WORK

PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
# What programs look up and what is no secret. Users and hosts are written anew.
SETTINGS = """
ld.so.cache ld.so.conf ld.so.conf.d alternatives fonts localtime timezone mime.types protocols services ssl/certs
pki/tls/certs ca-certificates R java-11-openjdk java-17-openjdk java-21-openjdk matplotlibrc magic OpenCL
""".split()
WRITTEN = {
    "etc/passwd": f"learner:x:{{user}}:{{user}}::{WORK}/home:/bin/sh\n",
    "etc/group": "learner:x:{user}:\n",
    "etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
TEMPORARY = "/" + "tmp"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
LINKS = {
    "dev/fd": "/proc/self/fd",
    "dev/stdin": "/proc/self/fd/0",
    "dev/stdout": "/proc/self/fd/1",
    "dev/ptmx": "pts/ptmx",
}
# Of the grader's environment a kernel gets these, and what its kernelspec says; the rest may be anybody's secret.
KEPT = """
PATH LANG LANGUAGE LC_ALL LC_CTYPE LC_NUMERIC LC_TIME TZ VIRTUAL_ENV CONDA_PREFIX LD_LIBRARY_PATH JAVA_HOME R_HOME
JULIA_DEPOT_PATH NBGRADER_EXECUTION NBGRADER_VALIDATING
""".split()
# One thread each: the same sums on every machine, and no hundred threads for one submission.
ENVIRONMENT = {
    "HOME": f"{WORK}/home",
    "TMPDIR": f"{WORK}/tmp",
    "USER": "learner",
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
}


def build(root: Path, given: Path, left_out: set[str], more: Iterable[str], sockets: str, user: int) -> dict[str, Any]:
    """Make the folder that becomes the root, with a copy of the files in `given`; say what is to be mounted in it."""
    shown = readable(more)
    for path in [*shown, sockets]:
        at = root / path.lstrip("/")
        if os.path.isdir(path):
            at.mkdir(parents=True, exist_ok=True)
        else:
            at.parent.mkdir(parents=True, exist_ok=True)
            at.touch()
    for name in PROGRAMS:
        if os.path.islink(name):
            (root / name[1:]).symlink_to(os.readlink(name))
    for name in (".old", WORK[1:], "proc", "dev/shm", "dev/pts", "tmp", "etc"):
        (root / name).mkdir(parents=True, exist_ok=True)
    for name, text in WRITTEN.items():
        (root / name).write_text(text.format(user=user), encoding="utf-8")
    for device in DEVICES:
        (root / device[1:]).touch()
    for name, target in LINKS.items():
        (root / name).symlink_to(target)
    copy(given, root / ".files", left_out)
    for folder, _, files in os.walk(root):
        os.chmod(folder, 0o755)
        for name in files:
            if not os.path.islink(f"{folder}/{name}"):
                os.chmod(f"{folder}/{name}", 0o644)
    written = {"shm": "/dev/shm"}
    if not any(path.startswith(f"{TEMPORARY}/") for path in [*shown, sockets]):
        written["tmp"] = TEMPORARY
    return {"root": str(root), "readable": shown, "devices": DEVICES, "written": written}


def readable(more: Iterable[str] = ()) -> list[str]:
    """Folders and files of the host, none of them in another: programs, this Python with its packages, and `more`."""
    asked = [p for p in PROGRAMS if os.path.isdir(p) and not os.path.islink(p)]
    asked += [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix]
    asked += [str(Path(p).resolve()) for p in (sys.prefix, sys.base_prefix, os.path.dirname(sys.executable))]
    asked += [str(Path(sys.executable).resolve().parent.parent)]
    if site.ENABLE_USER_SITE and os.path.isdir(site.getusersitepackages()):
        asked.append(site.getusersitepackages())
    asked += [p for name in SETTINGS if os.path.exists(p := f"/etc/{name}")]
    asked += map(str, more)
    found = sorted({os.path.abspath(p) for p in asked} - {"/"})
    return [p for p in found if not any(p.startswith(f"{other}/") for other in found)]


def environment(more: Iterable[str] = ()) -> dict[str, str]:
    """What a kernel is given of this process's environment, and what is its own."""
    kept = {name: os.environ[name] for name in (*KEPT, *more) if name in os.environ}
    base = {"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {}
    return {**kept, **base, **ENVIRONMENT}


def copy(given: Path, to: Path, left_out: set[str]) -> None:
    """Copy a submission's files: no notebook (the graded one has the hidden tests), and no link to somewhere else."""
    to.mkdir()
    for folder, _, files in os.walk(given):
        at = to / Path(folder).relative_to(given)
        at.mkdir(exist_ok=True)
        for name in files:
            path = Path(folder, name)
            link = path.is_symlink() or str(path.relative_to(given)) in left_out
            if path.suffix != ".ipynb" and path.is_file() and not link:
                shutil.copyfile(path, at / name)
