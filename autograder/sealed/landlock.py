"""Landlock: which files a process may reach, where namespaces are not to be had."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from .kernel import must, syscall

CREATE, ADD, RESTRICT = 444, 445, 446
EXECUTE, WRITE, READ, LIST = 1, 2, 4, 8
# What each version of Landlock knows of: files since 1, links since 2, truncation 3, TCP 4, ioctl 5, scopes 6.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
OF_FILES = EXECUTE | WRITE | READ | 1 << 14 | 1 << 15


def version() -> int:
    """Which Landlock this kernel has; 0 for none."""
    return max(0, syscall(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """From here on, only these files and folders; no TCP, and no signals to others, where this Landlock knows those.

    no_new_privs must be set before. Raises OSError where the kernel refuses.
    """
    there = version()
    rights = FILE_RIGHTS[max(1, min(there, 5))]
    tcp, scopes = (3 if there >= 4 else 0), (3 if there >= 6 else 0)
    described = struct.pack("QQQ", rights, tcp, scopes)[: 24 if there >= 6 else 16 if there >= 4 else 8]
    ruleset = must(syscall(CREATE, described, ctypes.c_size_t(len(described)), ctypes.c_uint32(0)), "landlock")
    try:
        for path in readable:
            _allow(ruleset, path, (READ | LIST) & rights)
        for path in writable:
            _allow(ruleset, path, rights & ~EXECUTE)
        must(syscall(RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)), "landlock")
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= OF_FILES
        rule = struct.pack("=Qi", rights, fd)
        must(syscall(ADD, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0)), f"landlock {path}")
    finally:
        os.close(fd)
