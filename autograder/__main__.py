"""python3 -m autograder build | try | grade | feedback"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.classes import verbs as class_verbs
from autograder.reports import verbs as report_verbs
from autograder.trouble import BadInput
from course.feedback import AuthorError
from course.worlds import NoTorch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 for yes, 1 for no, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="autograder", description="Build the lessons, try one answer, grade a class.")
    verbs = parser.add_subparsers(dest="verb", required=True)

    verb = verbs.add_parser("build", help="make the released lessons from solutions/")
    verb.add_argument("lessons", nargs="*", metavar="LESSON", help="a number or name; all where none is named")
    verb.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 where a released lesson is not its build"
    )

    verb = verbs.add_parser(
        "try", help="run one answer's checks, visible and hidden, on the reference for everything else"
    )
    verb.add_argument("lesson", metavar="LESSON", help="a number or name: 01")
    verb.add_argument("exercise", metavar="EXERCISE", help="1.4")
    verb.add_argument("file", metavar="FILE", help="the text of the answer cell; - reads standard input")
    verb.add_argument("--json", action="store_true", help="print the outcome as JSON")

    verb = verbs.add_parser("grade", help="grade a folder of submissions into nbgrader's gradebook")
    verb.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="NAME/LESSON/LESSON.ipynb, or NAME.ipynb")
    verb.add_argument("--lesson", metavar="LESSON", help="only this lesson; which one NAME.ipynb files are of")
    verb.add_argument(
        "--db", type=Path, default=Path("gradebook.db"), metavar="FILE", help="the gradebook (gradebook.db)"
    )
    verb.add_argument("--seed", type=int, metavar="N", help="the seed of random probes (drawn anew unless given)")
    verb.add_argument("--jobs", type=int, metavar="N", help="how many at once (one a processor unless given)")
    verb.add_argument("--fresh", action="store_true", help="grade everything again, with a new seed")
    verb.add_argument(
        "--unsafe", action="store_true", help="grade even where submissions cannot be kept in; nothing is certified"
    )
    verb.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on the workers of a dask scheduler: tls://..., or local to try it"
    )
    verb.add_argument(
        "--unsafe-scheduler", action="store_true", help="accept a scheduler that takes tasks from whoever reaches it"
    )
    verb.add_argument("--feedback", type=Path, metavar="DIR", help="write every learner's page of feedback, too")
    report_verbs.add_files(verb)

    verb = verbs.add_parser("feedback", help="write every learner's page of feedback, of what was graded")
    verb.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="the folder that was graded")
    verb.add_argument("--lesson", metavar="LESSON", help="only this lesson; which one NAME.ipynb files are of")
    verb.add_argument(
        "--db", type=Path, default=Path("gradebook.db"), metavar="FILE", help="the gradebook (gradebook.db)"
    )
    verb.add_argument(
        "--into", type=Path, default=Path("feedback"), metavar="DIR", help="NAME/LESSON/LESSON.html there (feedback)"
    )

    others = {**class_verbs.add(verbs), **report_verbs.add(verbs)}

    asked = parser.parse_args(arguments)
    try:
        return {**others, "build": _build, "try": _try, "grade": _grade, "feedback": _feedback}[asked.verb](asked)
    except (BadInput, NoTorch, AuthorError) as error:
        print(f"autograder {asked.verb}: {error}", file=sys.stderr)
        return 2


def _build(asked: argparse.Namespace) -> int:
    from autograder import api_page, recorder
    from autograder.build import ROOT, build, chosen, differing, measure, write

    names = chosen(asked.lessons)
    try:
        for name in names:
            print(measure(name))
            build(name)
    except ValueError as error:  # a source that breaks a rule; the words say which, and where
        raise BadInput(str(error)) from error
    if asked.check:
        wrong = [*differing(), *recorder.differing(), *api_page.differing()]
        for path in wrong:
            print(f"differs from its build: {path.relative_to(ROOT).as_posix()}  (mend: python3 -m autograder build)")
        return 1 if wrong else 0
    for name in names:
        for path in [*write(build(name)), *recorder.write(name)]:
            print(f"  wrote {path.relative_to(ROOT).as_posix()}")
    for path in api_page.write():
        print(f"wrote {path.relative_to(ROOT).as_posix()}")
    return 0


def _try(asked: argparse.Namespace) -> int:
    from autograder.attempt import as_json, attempt, read
    from course.cards import text

    feedback = attempt(asked.lesson, asked.exercise, read(asked.file))
    print(as_json(feedback) if asked.json else text(feedback))
    return 0 if feedback.state == "agrees" else 1


def _grade(asked: argparse.Namespace) -> int:
    from autograder.grade import grade
    from autograder.pages import autograded
    from autograder.scale import Scheduler
    from autograder.table import show

    resume, there = not asked.fresh, asked.scheduler
    workers = Scheduler(there, asked.unsafe_scheduler, asked.jobs) if there else None
    report = grade(asked.submissions, asked.lesson, asked.db, asked.seed, asked.jobs, asked.unsafe, resume, workers)
    autograded.write(report.graded, report.db)
    show(report)
    report_verbs.write_files(report, asked)
    if asked.feedback:
        from autograder.pages.feedback import write

        _say_pages(*write(report.graded, asked.db, asked.feedback, asked.submissions), asked.feedback)
    return 0


def _feedback(asked: argparse.Namespace) -> int:
    from autograder.pages.feedback import feedback

    done = feedback(asked.submissions, asked.lesson, asked.db, asked.into)
    _say_pages(done.pages, done.changed, asked.into)
    if done.waiting:
        names = ", ".join(sorted({s.learner for s in done.waiting})[:5])
        more = ", ..." if len({s.learner for s in done.waiting}) > 5 else ""
        again = f"python3 -m autograder grade {asked.submissions} --db {asked.db} --feedback {asked.into}"
        print(f"submissions without a verdict as they are now: {len(done.waiting)} ({names}{more}). Mend: {again}")
    return 1 if done.waiting else 0


def _say_pages(pages: list[Path], changed: list[Path], into: Path) -> None:
    print(f"pages of feedback: {len(pages)}, new: {len(changed)}, in {into / 'NAME' / 'LESSON' / 'LESSON.html'}")


if __name__ == "__main__":
    sys.exit(main())
