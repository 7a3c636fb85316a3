"""The first process of a notebook's namespaces: it makes the room, starts the notebook's kernel, and waits.

Any kernel can be started, so the room holds the machine's programs and one environment's packages, read-only. What is
written goes to one file system in memory, of a size. When this process ends, everything in the room ends with it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import struct
from typing import Any, NoReturn

from . import kernel, limits, seccomp, walls

# Numbers for x86_64 and aarch64.
REFUSED = {
    # New mounts, roots and namespaces.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # Memory that no limit counts.
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180),
    # Others' processes, files and keys.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "fanotify_init": (300, 262),
    # Parts of the operating system itself.
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "quotactl": (179, 60), "acct": (163, 89), "syslog": (103, 116),
    "personality": (135, 92),
}  # fmt: skip
FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK)
FOLDERS = ("work", "home", "tmp", "shm")
GIVEN = "/.files"


def enter(setup: dict[str, Any], told: socket.socket) -> NoReturn:
    """Leave for new namespaces, tell when the users can be mapped, and have everything else done in there."""
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    own = os.getuid(), os.getgid()  # in the new namespace it is nobody
    kernel.unshare(walls.ALL)
    if setup["user"]:
        told.sendall(b"u")
        told.recv(1)
    else:
        walls.map_own_user(*own)
    if pid := os.fork():
        told.sendall(struct.pack("i", pid))
        _, status = os.waitpid(pid, 0)
        os._exit(_code(status))
    told.close()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()
    furnish(setup)
    keep(setup)


def furnish(setup: dict[str, Any]) -> None:
    """Make the room: what may be read, what may be written, and a network of this one machine."""
    root = setup["root"]
    kernel.mount("", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount(root, root, flags=kernel.MS_BIND)
    for path in setup["readable"]:
        kernel.mount_tree(path, root + path)
    for path in [*setup["devices"], setup["sockets"]]:
        kernel.mount(path, root + path, flags=kernel.MS_BIND)
    with contextlib.suppress(OSError):  # where the machine's own /proc is covered in part, there is none in here
        kernel.mount("proc", f"{root}/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    os.chdir(root)
    kernel.pivot_root(".", ".old")
    kernel.unmount("/.old")
    os.chdir("/")
    if setup["user"]:
        os.setgroups([])
        os.setresgid(0, 0, 0)
        os.setresuid(0, 0, 0)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # the change of user has undone the earlier one
    size = f"size={setup['disk']},nr_inodes={setup['files']},mode=755"
    kernel.mount("tmpfs", walls.WORK, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, size)
    for name in FOLDERS:
        os.mkdir(f"{walls.WORK}/{name}")
    for source, target in setup["written"].items():
        kernel.mount(f"{walls.WORK}/{source}", target, flags=kernel.MS_BIND)
    terminals = "newinstance,ptmxmode=0666,mode=620,max=64"  # what `!command` in a cell opens
    kernel.mount("devpts", "/dev/pts", "devpts", kernel.MS_NOSUID | kernel.MS_NOEXEC, terminals)
    kernel.mount("", "/", flags=kernel.MS_BIND | kernel.MS_REMOUNT | kernel.MS_RDONLY | kernel.MS_NOSUID)
    shutil.copytree(GIVEN, f"{walls.WORK}/work", dirs_exist_ok=True, copy_function=shutil.copyfile)
    for name in FOLDERS:
        for folder, _, files in os.walk(f"{walls.WORK}/{name}"):
            for path in (folder, *(os.path.join(folder, file) for file in files)):
                os.chown(path, setup["user"], setup["user"])
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        up_and_running, set_flags = 0x41, 0x8914
        fcntl.ioctl(asking, set_flags, struct.pack("16sh14x", b"lo", up_and_running))


def keep(setup: dict[str, Any]) -> NoReturn:
    """Start the kernel, hand interrupts on to it, bury what it leaves, and end when it does."""
    kernel.must(kernel.prctl(kernel.PR_SET_DUMPABLE, 0), "dumpable")
    main = os.fork()
    if main == 0:
        try:
            _become_the_kernel(setup)
        except BaseException as error:
            os.write(2, f"the walls could not be closed: {error}\n".encode())
        finally:
            os._exit(127)
    signal.signal(signal.SIGINT, lambda *_: _interrupt(main))
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == main:
            os._exit(_code(status))


def _interrupt(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)


def _become_the_kernel(setup: dict[str, Any]) -> NoReturn:
    user = setup["user"]
    os.setsid()
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    os.chdir(f"{walls.WORK}/work")
    limits.lower(setup["limits"])
    kernel.drop_capabilities()
    kernel.must(kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1), "no_new_privs")
    seccomp.put(seccomp.refusing(REFUSED.values(), FAMILIES))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.closerange(3, 4096)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.execvpe(setup["command"][0], setup["command"], {**os.environ, **setup["environment"]})


def _code(status: int) -> int:
    """How a process ended, as a shell says it: 128 and the signal's number."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
