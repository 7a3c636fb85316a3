"""`course test`: the test suite, in the environment."""

import argparse

from course.setup.environment import Wants, ensure
from course.setup.machine import become
from course.setup.places import ROOT


def command(python: str, arguments: list[str]) -> list[str]:
    """pytest's command line for the arguments of `course test`."""
    parser = argparse.ArgumentParser(
        prog="course test",
        description="Run the whole test suite. Everything but --quick goes to pytest.",
        epilog="For example: python3 -m course test tests/house -k lint",
        allow_abbrev=False,
    )
    parser.add_argument("--quick", action="store_true", help="the everyday loop: no slow tests, no browser")
    known, rest = parser.parse_known_args(arguments)
    quick = ["-m", "not slow and not browser"] if known.quick else []
    # A file's tests stay in one worker: the browser's share a desk, nbgrader's a course, some count what ran before.
    return [python, "-m", "pytest", f"--rootdir={ROOT}", "-n", "auto", "--dist=loadfile", *quick, *rest]


def main(arguments: list[str]) -> int:
    command("python", arguments)  # --help and mistakes are answered before anything is installed
    return become(command(str(ensure(Wants(dev=True))), arguments))
