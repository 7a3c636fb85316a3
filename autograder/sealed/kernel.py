"""The kernel's calls that Python has no function for."""

from __future__ import annotations

import ctypes
import os
import struct
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.mount.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_char_p]
_libc.umount2.argtypes = [ctypes.c_char_p, ctypes.c_int]
_libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_void_p] * 4]

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE, MS_NOATIME, MS_NODIRATIME, MS_RELATIME = 4096, 16384, 1 << 18, 1024, 2048, 1 << 21
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 28, 38


def must(result: int, what: str) -> int:
    """Return what a call returned.  Raises OSError, with the name of what was tried, where it failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, *arguments: Any) -> int:
    return int(_libc.syscall(ctypes.c_long(number), *arguments))


def prctl(option: int, *arguments: Any) -> int:
    padded = [*arguments, *[0] * (4 - len(arguments))]
    return int(_libc.prctl(option, *padded[:4]))


def unshare(flags: int) -> None:
    must(_libc.unshare(flags), "unshare")


def setns(fd: int, kind: int) -> None:
    must(_libc.setns(fd, kind), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    encoded = [os.fsencode(x) if x else None for x in (source, target, kind)]
    must(_libc.mount(*encoded, flags, data.encode() or None), f"mount {target}")


def mount_tree(source: str, target: str) -> None:
    """Bind a folder with everything that is mounted in it, all of it read-only.  Needs Linux 5.12."""
    mount(source, target, flags=MS_BIND | MS_REC)
    attributes = struct.pack("QQQQ", MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    whole_tree, here, numbered = 0x8000, ctypes.c_int(-100), 442
    at, size = os.fsencode(target), ctypes.c_size_t(len(attributes))
    must(syscall(numbered, here, at, ctypes.c_uint(whole_tree), attributes, size), f"read-only {target}")


def unmount(target: str) -> None:
    must(_libc.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    number = {"x86_64": 155, "aarch64": 41}[os.uname().machine]
    must(syscall(number, os.fsencode(new), os.fsencode(old)), "pivot_root")


def drop_capabilities() -> None:
    """Give up what root can do, for good: effective, permitted, inheritable, and those that could come back."""
    for number in range(64):
        if prctl(PR_CAPBSET_DROP, number) < 0:
            break  # beyond the last one there is, or without the right to: then there is none to drop
    prctl(PR_SET_SECUREBITS, 0x2F)  # uid 0 means nothing, and none of this is undone
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    must(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
