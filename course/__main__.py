"""The course's commands: `python3 -m course VERB`.

Nothing here needs more than the standard library, and this file has to parse on Python 3.8,
so that an old Python is answered with a sentence and not with a SyntaxError.
"""

from __future__ import annotations

import difflib
import shutil
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

OLDEST = (3, 11)
NEWEST = (3, 14)


class Verb(NamedTuple):
    name: str
    help: str
    where: str  # "module:function", imported when the verb is used; it takes the arguments and returns the exit code
    inside: bool = False  # run by the environment's own Python, where torch and the rest are


VERBS = (
    Verb("lab", "open JupyterLab on your own copies of the lessons", "course.setup.lab:main"),
    Verb("check", "run a notebook's checks and print what they say", "course.terminal:main", inside=True),
    Verb("status", "say where you stand in every exercise, and where to go on", "course.dashboard:main", inside=True),
    Verb("reset", "put starters back into a notebook; the old text is kept", "course.reset_files:main", inside=True),
    Verb("export", "write your nn as a package that needs numpy alone", "course.exporting:main", inside=True),
    Verb("doctor", "say what is installed, what is missing, and its mend", "course.doctor:main", inside=True),
    Verb("test", "run the whole test suite (--quick: without the slow tests)", "course.setup.suite:main"),
)


def unsupported(version: Sequence[int]) -> str | None:
    """What to say to a Python the course does not run on, or None where it does."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    names = ["{}.{}".format(*OLDEST[:1], minor) for minor in range(OLDEST[1], NEWEST[1] + 1)]
    lines = [
        "The course needs Python {} or {}. This is Python {}.{}.".format(", ".join(names[:-1]), names[-1], *version[:2])
    ]
    here = next((f"python{name}" for name in reversed(names) if runs(f"python{name}")), None)
    if here:
        lines.append(f"You have {here}. Run this again with it: {here} -m course {' '.join(sys.argv[1:])}".rstrip())
    else:
        lines.append("Install one of them from https://www.python.org/downloads/ and run this again with it.")
        lines.append("On Windows, `py -{0} -m course lab` chooses Python {0}.".format(names[-1]))
    return "\n".join(lines)


def runs(python: str) -> bool:
    """Whether a Python of this name is there and starts; pyenv leaves names on PATH that do not."""
    found = shutil.which(python)
    return found is not None and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0


def usage() -> str:
    verbs = "\n".join(f"  {verb.name:8}{verb.help}" for verb in VERBS)
    return f"usage: python3 -m course VERB [options]\n\n{verbs}\n\n`python3 -m course VERB --help` says more."


def run(verb: Verb, arguments: list[str]) -> int:
    if verb.inside:
        from course.setup.environment import Wants, ensure
        from course.setup.machine import become

        python = ensure(Wants())
        if str(python) != sys.executable:
            return become([str(python), "-m", "course", verb.name, *arguments])
    module, function = verb.where.split(":")
    code: int = getattr(import_module(module), function)(arguments)
    return code


def main(arguments: list[str] | None = None) -> int:
    """Run one verb.

    Returns the exit code: 0 done, 1 something stands in the way and was named, 2 a wrong command line, 130 interrupted.
    """
    given = sys.argv[1:] if arguments is None else arguments
    refusal = unsupported(sys.version_info[:2])
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    if given and given[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if not given:
        print(usage(), file=sys.stderr)
        return 2
    verb = next((verb for verb in VERBS if verb.name == given[0]), None)
    if verb is None:
        near = difflib.get_close_matches(given[0], [known.name for known in VERBS], n=1)
        print(f"There is no verb {given[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""), file=sys.stderr)
        print(usage(), file=sys.stderr)
        return 2

    from course.setup.trouble import Trouble

    try:
        return run(verb, given[1:])
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
