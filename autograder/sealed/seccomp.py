"""The system calls that a submission may make: a filter of the kernel's, written out for the processor at hand.

What Python and numpy need to compute, to read their own files and to write into the working folder is allowed;
threads are, processes are not; signals reach the process itself alone. Everything else is answered with EPERM, so
that a right answer with an odd print still ends as it should.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable
from functools import cache

from .kernel import must, prctl

PR_SET_SECCOMP, MODE_FILTER = 22, 2
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
CLONE_THREAD = 0x00010000
TCGETS, FIONREAD, FIOCLEX, FIONCLEX, FIONBIO = 0x5401, 0x541B, 0x5451, 0x5450, 0x5421

# name: (x86_64, aarch64); None where that processor has no such call.
CALLS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "stat": (4, None), "fstat": (5, 80),
    "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mprotect": (10, 226),
    "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "pread64": (17, 67), "pwrite64": (18, 68), "readv": (19, 65), "writev": (20, 66),
    "access": (21, None), "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233),
    "dup": (32, 23), "dup2": (33, None), "nanosleep": (35, 101), "getitimer": (36, 102), "alarm": (37, None),
    "setitimer": (38, 103), "getpid": (39, 172), "exit": (60, 93), "uname": (63, 160), "fsync": (74, 82),
    "fdatasync": (75, 83), "ftruncate": (77, 46), "getdents": (78, None), "getcwd": (79, 17),
    "chdir": (80, 49), "fchdir": (81, 50), "rename": (82, None), "mkdir": (83, None), "rmdir": (84, None),
    "unlink": (87, None), "readlink": (89, None), "umask": (95, 166), "gettimeofday": (96, 169),
    "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153), "getuid": (102, 174),
    "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177), "getppid": (110, 173), "getpgrp": (111, None),
    "getgroups": (115, 158), "getresuid": (118, 148), "getresgid": (120, 150), "rt_sigpending": (127, 136),
    "sigaltstack": (131, 132), "statfs": (137, 43), "fstatfs": (138, 44), "arch_prctl": (158, None),
    "gettid": (186, 178), "time": (201, None), "futex": (202, 98), "sched_getaffinity": (204, 123),
    "getdents64": (217, 61), "set_tid_address": (218, 96), "restart_syscall": (219, 128), "fadvise64": (221, 223),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94),
    "mkdirat": (258, 34), "newfstatat": (262, 79), "unlinkat": (263, 35), "renameat": (264, 38),
    "readlinkat": (267, 78), "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73),
    "set_robust_list": (273, 99), "fallocate": (285, 47), "eventfd2": (290, 19),
    "dup3": (292, 24), "pipe2": (293, 59), "preadv": (295, 69), "pwritev": (296, 70), "getcpu": (309, 168),
    "renameat2": (316, 276), "getrandom": (318, 278), "membarrier": (324, 283), "statx": (332, 291),
    "rseq": (334, 293), "close_range": (436, 436), "faccessat2": (439, 439), "pipe": (22, None),
    "sched_getparam": (143, 121), "sched_getscheduler": (145, 120),
}  # fmt: skip
# Only to the process itself, whose number stands in the first argument; for limits, 0 is its number too.
TO_ITSELF = {"kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131)}
TO_ITSELF_OR_0 = {"prlimit64": (302, 261)}
# An argument has to have one of these values.
ONE_OF = {
    "ioctl": ((16, 29), 1, (TCGETS, FIONREAD, FIOCLEX, FIONCLEX, FIONBIO)),
    "fcntl": ((72, 25), 1, (0, 1, 2, 3, 4, 1030, 1031, 1032)),  # no locks: others could see them
    "prctl": ((157, 167), 0, (15, 16)),  # a thread's name
}
# An argument, under a mask, may be anything but this.
NEVER = {
    # Memory that is shared is not counted, whatever the limit.
    "mmap": ((9, 222), 3, 1, 1),
    # A file that may only be read is not to be emptied while it is opened.
    "open": ((2, None), 1, os.O_ACCMODE | os.O_TRUNC, os.O_TRUNC),
    "openat": ((257, 56), 2, os.O_ACCMODE | os.O_TRUNC, os.O_TRUNC),
}
CLONE, CLONE3, SOCKET = (56, 220), (435, 435), (41, 198)
NEW_NAMESPACE = 0x7E020000  # any of user, mount, process, network, IPC, UTS, cgroup
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_STEP = struct.Struct("HBBI")
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16


class NoFilter(OSError):
    """There is no filter for this processor, or this kernel takes none."""


@cache
def program(own: int) -> bytes:
    """The filter's steps, for a process with this number.  Raises NoFilter for a processor that is not known."""
    column, steps = _begun()
    refuse, missing = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS
    for call in sorted(n[column] for n in CALLS.values() if n[column] is not None):  # type: ignore[type-var]
        steps += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, ALLOW)]  # type: ignore[list-item]
    # Without clone3, whose flags no filter can read, the C library falls back to clone.
    steps += [(_EQUAL, 0, 1, CLONE3[column]), (_RETURN, 0, 0, missing)]
    threads = [(_LOAD, 0, 0, _ARGUMENTS), (_ANY_BIT, 0, 1, CLONE_THREAD), (_RETURN, 0, 0, ALLOW)]
    steps += _where(CLONE[column], [*threads, (_RETURN, 0, 0, refuse)])
    one_of = [
        *((numbers, 0, (own,)) for numbers in TO_ITSELF.values()),
        *((numbers, 0, (own, 0)) for numbers in TO_ITSELF_OR_0.values()),
        *ONE_OF.values(),
    ]
    for numbers, at, values in one_of:
        tests = [step for value in values for step in ((_EQUAL, 0, 1, value), (_RETURN, 0, 0, ALLOW))]
        steps += _where(numbers[column], [(_LOAD, 0, 0, _ARGUMENTS + 8 * at), *tests, (_RETURN, 0, 0, refuse)])
    for calls, at, mask, value in NEVER.values():
        tests = [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, refuse), (_RETURN, 0, 0, ALLOW)]
        steps += _where(calls[column], [(_LOAD, 0, 0, _ARGUMENTS + 8 * at), (_AND, 0, 0, mask), *tests])
    steps.append((_RETURN, 0, 0, refuse))
    return b"".join(_STEP.pack(*step) for step in steps)


def refusing(calls: Iterable[tuple[int | None, int | None]], families: Iterable[int]) -> bytes:
    """The steps of a filter that refuses these calls, new namespaces and other families of sockets; all else passes."""
    column, steps = _begun()
    refuse, missing = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS
    for call in calls:
        steps += _where(call[column], [(_RETURN, 0, 0, refuse)])
    steps += [(_EQUAL, 0, 1, CLONE3[column]), (_RETURN, 0, 0, missing)]
    flags = [(_LOAD, 0, 0, _ARGUMENTS), (_ANY_BIT, 0, 1, NEW_NAMESPACE), (_RETURN, 0, 0, refuse)]
    steps += _where(CLONE[column], [*flags, (_RETURN, 0, 0, ALLOW)])
    tests = [step for family in families for step in ((_EQUAL, 0, 1, family), (_RETURN, 0, 0, ALLOW))]
    steps += _where(SOCKET[column], [(_LOAD, 0, 0, _ARGUMENTS), *tests, (_RETURN, 0, 0, refuse)])
    steps.append((_RETURN, 0, 0, ALLOW))
    return b"".join(_STEP.pack(*step) for step in steps)


def _begun() -> tuple[int, list[tuple[int, int, int, int]]]:
    """Which column of the tables is this processor's, and the steps that refuse any other's calls."""
    try:
        column, architecture = ARCHITECTURES[platform.machine()]
    except KeyError:
        raise NoFilter(errno.ENOSYS, f"no filter is written for {platform.machine()}") from None
    return column, [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, KILL),
        (_LOAD, 0, 0, _NUMBER),
        # The second set of numbers of x86_64 (x32) begins here.
        (_AT_LEAST, 0, 1, 0x40000000),
        (_RETURN, 0, 0, ERRNO | errno.EPERM),
    ]


def _where(call: int | None, steps: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    return [] if call is None else [(_EQUAL, 0, len(steps), call), *steps]


def close(own: int | None = None) -> None:
    """Put the filter over this process, for good.  Raises NoFilter, or OSError where the kernel refuses."""
    put(program(os.getpid() if own is None else own))


def put(steps: bytes) -> None:
    """Put a filter of these steps over this process, for good.  Raises OSError where the kernel refuses."""
    held = ctypes.create_string_buffer(steps, len(steps))
    # struct sock_fprog: how many steps, and where they are.
    described = struct.pack("HxxxxxxP", len(steps) // _STEP.size, ctypes.addressof(held))
    must(prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.create_string_buffer(described, len(described)), 0, 0), "seccomp")
