"""What a download holds, read with care: a folder or a zip, whose names and sizes somebody else has chosen."""

from __future__ import annotations

import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.submission import LARGEST
from autograder.trouble import BadInput

MOST_FILES = 100_000
MOST_UNPACKED = 2_000_000_000  # of a class's archive; a learner's own may unpack to twice the largest notebook
# What reading an archive raises; NotImplementedError, of an unknown packing, is a RuntimeError.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)
SKIPPED = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Entry:
    """One file of a download, under its path there; `trouble` says why it is refused."""

    path: str
    trouble: str = ""
    content: Callable[[], bytes] = field(default=bytes, repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts

    def read(self) -> bytes:
        """The file's bytes.  Raises ValueError, saying what is wrong, for what is refused."""
        if self.trouble:
            raise ValueError(self.trouble)
        return self.content()


def entries(path: Path) -> list[Entry]:
    """All files of a folder or an archive, by path.  Raises BadInput where it is neither."""
    try:
        if path.is_dir():
            found = list(_of_folder(path))
        elif zipfile.is_zipfile(path):
            found = _of_zip(zipfile.ZipFile(path), MOST_UNPACKED)
        else:
            what = "is neither a folder nor a zip archive" if path.exists() else "is not there"
            raise BadInput(f"{path} {what}. Give what the learning platform's bulk download gave you.")
    except BROKEN as error:
        raise BadInput(f"{path} is broken ({error}). Download it again.") from error
    return sorted(found, key=lambda e: e.path)


def inside(content: bytes) -> list[Entry]:
    """All files of a learner's own archive.  Raises ValueError for one that is broken."""
    try:
        return _of_zip(zipfile.ZipFile(io.BytesIO(content)), 2 * LARGEST)
    except BROKEN as error:
        raise ValueError(f"the archive is broken ({error})") from error


def _wanted(parts: tuple[str, ...]) -> bool:
    return not any(p in SKIPPED or (p.startswith(".") and p.strip(".")) for p in parts)


def _of_folder(folder: Path) -> Iterator[Entry]:
    for at, folders, files in os.walk(folder):
        here = Path(at)
        for name in [*files, *(n for n in folders if (here / n).is_symlink())]:
            path = here / name
            said = path.relative_to(folder)
            if _wanted(said.parts):
                yield Entry(said.as_posix(), "is a link to another place" if path.is_symlink() else "", _reader(path))


def _reader(path: Path) -> Callable[[], bytes]:
    return lambda: read_file(path)


def read_file(name: Path | str, within: int | None = None) -> bytes:
    """A regular file's bytes, by no link and waiting for no pipe; `within` is an open folder's descriptor.

    Raises ValueError, saying what it is instead.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(name, flags, dir_fd=within), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ValueError("is no file")
            return _limited(file)
    except OSError as error:
        raise ValueError(f"cannot be read, or is a link to another place ({error.strerror})") from error


def _limited(file: IO[bytes]) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1_000_000} MB")
    return content


def _of_zip(archive: zipfile.ZipFile, most: int) -> list[Entry]:
    known = [i for i in archive.infolist() if not i.is_dir()]
    if len(known) > MOST_FILES:
        raise ValueError(f"it holds more than {MOST_FILES:,} files")
    left = [most]

    def reader(info: zipfile.ZipInfo) -> Callable[[], bytes]:
        def read() -> bytes:
            if left[0] <= 0:
                raise ValueError("is not unpacked: the archive unpacks to too much")
            try:
                with archive.open(info) as file:
                    content = _limited(file)
            except ValueError:
                left[0] -= LARGEST
                raise
            except BROKEN as error:
                raise ValueError(f"cannot be unpacked ({error})") from error
            left[0] -= len(content)
            return content

        return read

    said = ((i, _path_trouble(i)) for i in known)
    return [Entry(i.filename, trouble, reader(i)) for i, trouble in said if trouble or _wanted(Path(i.filename).parts)]


def _path_trouble(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link to another place"
    if name.startswith(("/", "\\")) or ":" in name.split("/")[0] or ".." in name.replace("\\", "/").split("/"):
        return "would be unpacked outside its folder"
    if "\\" in name or not name.isprintable():
        return "has a name that is no file's here"
    if info.flag_bits & 1:
        return "is locked by a password"
    return ""
