"""The walls around a submission: first around the process that all are forked from, then around each.

With *namespaces*, the files that Python needs are all the files there are, there is no network and no other process,
and root is nobody. With *landlock*, the kernel watches which files are opened. Both are closed by a filter of system
calls and by limits. A place that has neither has no walls.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass

from . import kernel, landlock, limits, seccomp

ALL = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)
EACH = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS
KINDS = ("namespaces", "landlock", "none")
WORK = "/.submission"
# The first of the host's users that stand for the users in here; one a submission that runs, none with a name.
USERS, USERS_FROM = 256, 0x70000000


@dataclass(frozen=True)
class Room:
    """What there is for a submission to see: `root` becomes the root, with these files of the host in it."""

    root: str
    readable: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    devices: tuple[str, ...] = ("/dev/null", "/dev/urandom", "/dev/zero")


def map_own_user(user: int, group: int) -> None:
    """Be nobody's root: the one user that a process without privileges can map is the one it was before it left."""
    for file, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        with open(f"/proc/self/{file}", "w") as target:
            target.write(text)


def map_users(pid: int) -> None:
    """Map a block of users who own nothing into a process's user namespace.  Only root can."""
    for file in ("uid_map", "gid_map"):
        with open(f"/proc/{pid}/{file}", "w") as target:
            target.write(f"0 {USERS_FROM} {USERS}")


def furnish(room: Room) -> None:
    """Make `room.root` the root of this process, with what a submission may see in it, all of it read-only."""
    kernel.mount("", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount(room.root, room.root, flags=kernel.MS_BIND)
    for path in room.readable:
        _show(path, room.root + path)
    for path in room.devices:
        kernel.mount(path, room.root + path, flags=kernel.MS_BIND)
    for path in room.hidden:
        kernel.mount(f"{room.root}/.empty", room.root + path, flags=kernel.MS_BIND)
    os.chdir(room.root)
    kernel.pivot_root(".", ".old")
    kernel.unmount("/.old")
    os.chdir("/")
    _read_only("/")


def _show(path: str, at: str) -> None:
    kernel.mount(path, at, flags=kernel.MS_BIND)
    _read_only(at)


def _read_only(at: str) -> None:
    # What the host mounted with these flags can't be mounted again without them.
    was, flags = os.statvfs(at).f_flag, 0
    for name in ("NOEXEC", "NOATIME", "NODIRATIME", "RELATIME"):
        flags |= getattr(kernel, f"MS_{name}") if was & getattr(os, f"ST_{name}") else 0
    flags |= kernel.MS_BIND | kernel.MS_REMOUNT | kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("", at, flags=flags)


def close(kind: str, user: int, folder: str, readable: Iterable[str]) -> None:
    """Close the walls around this process, for good.  Raises OSError where the kernel refuses one of them."""
    if kind == "namespaces":
        kernel.unshare(EACH)
        kernel.mount("tmpfs", WORK, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, _owned(user))
        os.chdir(WORK)
    else:
        os.chdir(folder)
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    limits.lower()
    if kind == "none":
        return
    kernel.drop_capabilities()
    kernel.must(kernel.prctl(kernel.PR_SET_DUMPABLE, 0), "dumpable")
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # the change of user has undone an earlier one
    kernel.must(kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1), "no_new_privs")
    if kind == "landlock":
        landlock.restrict(readable, [folder])
    seccomp.close()


def _owned(user: int) -> str:
    return f"{limits.FOLDER},mode=700,uid={user},gid={user}"
