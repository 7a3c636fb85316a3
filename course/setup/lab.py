"""`course lab`: JupyterLab, on this machine only, on the learner's own copies of the lessons."""

import argparse
import os
from pathlib import Path

from course.setup import progress_page
from course.setup.copies import bring, first_notebook
from course.setup.environment import Wants, ensure
from course.setup.machine import become
from course.setup.places import ROOT

# What JupyterLab reads beside the learner's own settings: of nbgrader only Validate, since the rest needs a
# course's exchange and warns where there is none, and no question about Jupyter's news.
SETTINGS = Path(__file__).resolve().parent / "jupyter"


def parse(arguments: list[str]) -> argparse.Namespace:
    about = "Open JupyterLab on your own copies of the lessons."
    mine = ROOT / "my-lessons"
    parser = argparse.ArgumentParser(prog="course lab", description=about, allow_abbrev=False)
    parser.add_argument("--into", metavar="DIR", type=Path, default=mine, help="your folder (my-lessons)")
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument("--port", type=int, metavar="N", help="the port to listen on (8888, or the next one free)")
    parser.add_argument("--cuda", action="store_true", help="torch for an NVIDIA GPU: 3 GB more to download")
    return parser.parse_args(arguments)


def command(python: Path, folder: Path, port: int | None, browser: bool) -> list[str]:
    """JupyterLab's command line."""
    first = landing(folder) or first_notebook(folder)
    return [
        str(python),
        "-m",
        "jupyterlab",
        "--log-level=WARN",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{first}" if first else "--LabApp.default_url=/lab",
        *([f"--ServerApp.port={port}"] if port else []),
        *([] if browser else ["--no-browser"]),
        # Jupyter refuses to run as root unless told; it listens to this machine alone, and asks for its token.
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]


def landing(folder: Path) -> str | None:
    """The lesson to open: a newcomer's first, or the one where a returning learner stopped."""
    from course import standings

    return standings.landing(folder)


def surroundings(python: Path) -> dict[str, str]:
    """The environment variables of JupyterLab: its own programs first, the course's settings beside the learner's."""
    env = dict(os.environ)
    env["PATH"] = os.pathsep.join([str(python.parent), env.get("PATH", "")])
    env["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(SETTINGS), env.get("JUPYTER_CONFIG_PATH")]))
    env.pop("PYTHONHOME", None)
    return env


def main(arguments: list[str]) -> int:
    given = parse(arguments)
    python = ensure(Wants(cuda=given.cuda))
    folder = given.into.expanduser().resolve()
    for line in bring(ROOT / "lessons", folder):
        print(line)
    progress_page.put(folder)
    print(f"Opening JupyterLab on {folder}. Ctrl-C here ends it.", flush=True)
    return become(command(python, folder, given.port, not given.no_browser), surroundings(python))
