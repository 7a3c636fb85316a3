"""Feedback back to the learners: through nbgrader's exchange, or as an archive that a learning platform takes.

Moodle ("Upload multiple feedback files in a zip") and Canvas ("Upload submissions") know whose a page is by the name
that they gave the submission. So a page has its submission's name in the download, ending in .html.
Mirrors mod/assign/feedback/file/importziplib.php.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from autograder.build import chosen
from autograder.classes.collecting import attributed
from autograder.classes.downloads import choose
from autograder.classes.folder import CourseFolder, opened
from autograder.classes.people import Unclear
from autograder.classes.release import packed, put
from autograder.trouble import BadInput


def give_back(
    lessons: Iterable[str],
    course: Path = Path("."),
    to: Path | None = None,
    like: Path | None = None,
    force: bool = False,
) -> list[str]:
    """Return the pages of feedback of these lessons; a line for each thing done.

    Raises BadInput, with the mend, where no page was written yet, and for a download or a place that cannot be used.
    """
    root = opened(course)
    names = chosen(lessons)
    if like is not None and (to is None or len(names) != 1):
        raise BadInput("--like DOWNLOAD is of one lesson, and wants --to DIR, where the archive goes.")
    pages = {name: _pages(root, name) for name in names}
    if to is None:
        return [_exchange(root, name) for name in names]
    return [line for name in names for line in _archive(root, name, pages[name], to, like, force)]


def _pages(course: CourseFolder, lesson: str) -> dict[str, Path]:
    """Every learner's page of a lesson."""
    found = sorted(course.place("feedback", lesson, "*").parent.parent.glob(f"*/{lesson}/{lesson}.html"))
    if not found:
        raise BadInput(f"{course.root} has no feedback of {lesson}. Mend: python3 -m autograder feedback submitted/")
    return {path.parent.parent.name: path for path in found}


def _exchange(course: CourseFolder, lesson: str) -> str:
    """`nbgrader release_feedback`."""
    app, trouble = course.exchange("ReleaseFeedback", lesson)
    if trouble:
        raise BadInput(f"the feedback of {lesson} is not released ({trouble}). Write an archive: --to DIR")
    return f"{lesson}: feedback is in the exchange {app.root}; learners run: nbgrader fetch_feedback {lesson}"


def _archive(
    course: CourseFolder, lesson: str, pages: dict[str, Path], to: Path, like: Path | None, force: bool
) -> list[str]:
    """LESSON-feedback.zip."""
    names = {learner: f"{learner}/{lesson}.html" for learner in pages}
    if like is not None:
        names = _as_downloaded(course, lesson, like)
    there = {names[learner]: path for learner, path in pages.items() if learner in names}
    if not there:
        raise BadInput(f"{like} has nobody who has feedback of {lesson}. Give the download that was collected.")
    lines = [put(to / f"{lesson}-feedback.zip", packed(there), force, lesson)]
    left = [learner for learner in pages if learner not in names]
    return lines + ([f"{lesson}: not in {like}, so not in the archive: {', '.join(left)}"] if left else [])


def _as_downloaded(course: CourseFolder, lesson: str, download: Path) -> dict[str, str]:
    """Each learner's page's name: that of their submission in the download."""
    names = {}
    for learner, found in attributed(course, lesson, download).learners.items():
        try:
            which, _ = choose(found, lesson)
        except Unclear:  # what they handed in was refused, and the page says so
            which = found[0]
        names[learner] = PurePosixPath(which.entry.path).with_suffix(".html").as_posix()
    return names
