"""The verbs around grading: new-course, release, collect."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.trouble import BadInput


def add(verbs: Any) -> dict[str, Callable[[argparse.Namespace], int]]:
    """Add the verbs to a parser; what runs each, by name."""
    verb = verbs.add_parser("new-course", help="make an nbgrader course for a class; nothing is written over")
    verb.add_argument("folder", type=Path, metavar="DIR", help="the class's folder, new or there already")
    verb.add_argument("--lessons", nargs="+", default=[], metavar="LESSON", help="only these lessons")
    verb.add_argument("--due", action="append", default=[], metavar="LESSON=DATE", help="01=2026-11-02, once a lesson")
    verb.add_argument("--students", type=Path, metavar="FILE", help="CSV: id,first_name,last_name,email,lms_user_id")
    verb.add_argument("--exchange", type=Path, metavar="DIR", help="nbgrader's exchange, where the class has one")
    verb.add_argument("--course", metavar="NAME", help="the course's name in the exchange (rebuild-nn)")

    verb = verbs.add_parser("release", help="give lessons to the class, by nbgrader's exchange or as archives")
    verb.add_argument("lessons", nargs="+", metavar="LESSON", help="a number or name")
    verb.add_argument("--to", type=Path, metavar="DIR", help="write LESSON.zip there, for a learning platform")
    verb.add_argument("--feedback", action="store_true", help="give back the pages of feedback instead")
    verb.add_argument(
        "--like", type=Path, metavar="PATH", help="with --feedback: named as in this download, as Moodle and Canvas ask"
    )
    verb.add_argument("--force", action="store_true", help="replace what is released already")
    _course(verb)

    verb = verbs.add_parser("collect", help="fetch a lesson's submissions, from the exchange or from a bulk download")
    verb.add_argument("lesson", metavar="LESSON", help="a number or name")
    verb.add_argument(
        "--from", dest="download", type=Path, metavar="PATH", help="a folder or zip: Moodle's, Canvas's, or by id"
    )
    verb.add_argument("--times", type=Path, metavar="FILE", help="Moodle's grading worksheet: when each was handed in")
    _course(verb)
    return {"new-course": _new_course, "release": _release, "collect": _collect}


def _course(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--in", dest="course", type=Path, default=Path("."), metavar="DIR", help="the class's folder (this one)"
    )


def _new_course(asked: argparse.Namespace) -> int:
    from autograder.classes.new_course import new_course

    rows = new_course(asked.folder, asked.lessons, asked.due, asked.students, asked.exchange, asked.course)
    for what, state, said in rows:
        if state != "there":
            print(f"{state}  {what}" + (f"  ({said})" if said else ""))
    count = Counter(state for _, state, _ in rows)
    print(f"{count['made']} made, {count['there']} there already, {count['left']} left as they are: {asked.folder}")
    return 0


def _release(asked: argparse.Namespace) -> int:
    from autograder.classes.release import release
    from autograder.classes.returned import give_back

    if asked.feedback:
        lines = give_back(asked.lessons, asked.course, asked.to, asked.like, asked.force)
    elif asked.like:
        raise BadInput("--like names feedback as a download names submissions. Give it with --feedback.")
    else:
        lines = release(asked.lessons, asked.course, asked.to, asked.force)
    for line in lines:
        print(line)
    return 0


def _collect(asked: argparse.Namespace) -> int:
    from autograder.classes.collecting import collect

    rows = collect(asked.lesson, asked.course, asked.download, asked.times)
    made = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    made.add_column("learner", overflow="fold")
    made.add_column("submission", no_wrap=True)
    made.add_column("to know", overflow="fold", ratio=1)
    for row in rows:
        made.add_row(Text(row.learner), Text(row.state, style="red" if row.state == "refused" else ""), Text(row.said))
    Console().print(made)
    count = Counter(row.state for row in rows)
    print(", ".join(f"{n} {state}" for state, n in count.items()) or "nothing was handed in")
    return 1 if count["refused"] else 0
