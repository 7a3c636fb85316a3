"""What a submission's process may use."""

from __future__ import annotations

import resource
from collections.abc import Mapping

MB = 1 << 20
MEMORY = 1024 * MB
CPU_SECONDS = 45
LIMITS = {"DATA": MEMORY, "CPU": CPU_SECONDS, "FSIZE": 10 * MB, "NOFILE": 64, "NPROC": 64, "CORE": 0}
FOLDER = "size=16m,nr_inodes=1024"


def lower(limits: Mapping[str, int] = LIMITS) -> None:
    """Lower this process's limits, for good.  NPROC counts by user: the change of user comes first."""
    for name, most in limits.items():
        which = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))
