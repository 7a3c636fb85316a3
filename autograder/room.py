"""What a submission can see: an empty root with the standard library, numpy, and the course less its answers."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

PACKAGES = ("numpy", "tqdm")
# Torch's recorded answers, and the checks of the lessons: a probe's text is handed in, its answer never.
NOT_THERE = re.compile(r"recorded|__pycache__|(\d\d|b\d)_\w+\.py")
OTHERS = {"site-packages", "dist-packages", "__pycache__"}
DEVICES = ("/dev/null", "/dev/urandom", "/dev/zero")


@cache
def places() -> dict[str, str]:
    """The folders in which the few packages that a submission can import are found."""
    return {name: str(_package(name).parent) for name in ("course", *PACKAGES)}


def build(root: Path, reference: str) -> dict[str, Any]:
    """Make the folder that becomes the root, and say what is to be mounted in it."""
    libraries = _standard_library()
    packages = [_package(name) for name in PACKAGES]
    course = _package("course")
    shown = [*libraries, *packages]
    for path in shown:
        (root / path.relative_to("/")).mkdir(parents=True, exist_ok=True)
    shutil.copytree(course, root / course.relative_to("/"), ignore=_not_there)
    for device in DEVICES:
        at = root / device.lstrip("/")
        at.parent.mkdir(exist_ok=True)
        at.touch()
    for name in (".old", ".empty", ".submission"):
        (root / name).mkdir()
    (root / ".reference.py").write_text(reference, encoding="utf-8")
    for folder, _, _ in os.walk(root):
        os.chmod(folder, 0o755)
    hidden = [str(p) for lib in libraries for name in OTHERS if (p := lib / name).is_dir()]
    return {"root": str(root), "readable": list(map(str, shown)), "hidden": hidden, "devices": DEVICES}


def readable(reference: Path) -> list[str]:
    """The same as a list of files and folders, for a place where there is no root of one's own."""
    return [
        *(str(p) for lib in _standard_library() for p in sorted(lib.iterdir()) if p.name not in OTHERS),
        *(str(_package(name)) for name in PACKAGES),
        *map(str, _files_of_the_course(_package("course"))),
        *DEVICES,
        str(reference),
    ]


def _standard_library() -> list[Path]:
    found = {Path(sysconfig.get_path(kind)).resolve() for kind in ("stdlib", "platstdlib")}
    return sorted(p for p in found if not any(p != other and other in p.parents for other in found))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed here", name=name)
    return Path(spec.origin).resolve().parent


def _not_there(folder: str, names: list[str]) -> list[str]:
    return [n for n in names if NOT_THERE.fullmatch(n)]


def _files_of_the_course(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if not NOT_THERE.fullmatch(path.name):
            yield from [path] if path.is_file() else _files_of_the_course(path)


def open_to_all(paths: Iterable[str]) -> bool:
    """Whether a user who owns nothing can read these: the way there and the files themselves."""
    folders = {folder for path in paths for folder in Path(path).parents}
    return all(f.stat().st_mode & 0o005 == 0o005 for f in folders) and all(os.stat(p).st_mode & 0o004 for p in paths)
