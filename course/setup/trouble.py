"""What stands in the way, and its mend: an error output read once, a sentence written once."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Trouble(Exception):
    """Something stands in the way; the text says what, and what to do about it."""


NO_SPACE = "The disk is full.\nFree some space (a first start needs about {needed} GB) and run this again."
NO_WRITING = (
    "{root} cannot be written to.\n"
    "Make it yours (on Linux and macOS: sudo chown -R \"$USER\" '{root}'),\n"
    "or copy it to a folder of yours and start there."
)

# The first pattern found in what pip, uv or venv printed names the mend.
MENDS = (
    (r"No space left on device|Errno 28\b|not enough space on the disk|Disk quota exceeded", NO_SPACE),
    (
        r"WinError 206|filename or extension is too long|file ?name too long|enable-long-paths",
        "A path is too long for Windows.\nMove the course to a short path such as C:\\course, or enable long paths.",
    ),
    (
        r"ensurepip is not available|No module named ensurepip|No module named venv",
        "This Python came without the parts that make environments.\n{venv}",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|SSLError|invalid peer certificate",
        "The package index answered with a certificate this machine does not trust.\n"
        "Behind a company's proxy, give pip its certificate: set PIP_CERT to that file and run this again.",
    ),
    (
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed",
        "The proxy refused the connection.\nCheck HTTPS_PROXY, then run this again.",
    ),
    (
        r"name resolution|Name or service not known|getaddrinfo failed|nodename nor servname|NewConnectionError"
        r"|NameResolutionError|ConnectTimeout|Read timed out|Network is unreachable|No route to host|Connection refused"
        r"|Connection reset|error sending request|dns error|Max retries exceeded",
        "The network does not answer, and packages are still missing.\n"
        "Connect this machine (behind a proxy: set HTTPS_PROXY) and run this again. What is there already is kept.",
    ),
    (
        r"Permission denied|Access is denied|Read-only file system|WinError (5|32)\b",
        "A file could not be written.\n"
        "Close what runs from .venv (JupyterLab, a terminal), and see that {root} is yours.",
    ),
)


def mend_for(output: str) -> str | None:
    """The sentence for what a failed command printed, its {fields} still open; None where nothing known is in it."""
    return next((mend for pattern, mend in MENDS if re.search(pattern, output, re.IGNORECASE)), None)


@contextmanager
def files_named(root: Path, needed: float) -> Iterator[None]:
    """Turn what the file system refuses into a Trouble that names the mend."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
            raise Trouble(NO_SPACE.format(needed=needed)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Trouble(f"{error}\n{NO_WRITING.format(root=root)}") from error
        raise
