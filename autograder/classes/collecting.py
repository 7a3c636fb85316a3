"""collect: submissions into nbgrader's submitted/, from its exchange or from a learning platform's bulk download."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.build import chosen
from autograder.classes.archive import entries
from autograder.classes.book import roster
from autograder.classes.downloads import Handed, choose, handed, notebook_in, shown
from autograder.classes.folder import CourseFolder, opened, released
from autograder.classes.people import Roster, Unclear, trouble_of
from autograder.classes.submitted import TIMESTAMP, Collected, store
from autograder.trouble import BadInput


def collect(
    lesson: str, course: Path = Path("."), download: Path | None = None, times: Path | None = None
) -> list[Collected]:
    """Collect one lesson; a row for each learner, and for all that is refused.

    Raises BadInput, with the mend, for a course, an exchange, a download or a list of times that cannot be used.
    """
    [name] = chosen([lesson])
    root = opened(course)
    released(root, name)
    if download is None:
        if times is not None:
            raise BadInput("the exchange knows the times itself. Give --times with --from.")
        return _from_exchange(root, name)
    from autograder.classes.worksheet import times_of

    return _from_download(root, name, download, times_of(times) if times else {})


def _from_exchange(course: CourseFolder, lesson: str) -> list[Collected]:
    """`nbgrader collect --update`, as the course's configuration has it."""
    app, trouble = course.exchange("Collect", lesson, update=True)
    if trouble:
        raise BadInput(
            f"nothing is collected ({trouble}). Release {lesson} in the exchange first, or collect a download: "
            "--from FOLDER_OR_ZIP"
        )
    rows: list[Collected] = getattr(app, "rows", [])  # an exchange of another kind has none
    return rows


def _from_download(course: CourseFolder, lesson: str, download: Path, times: Mapping[str, bytes]) -> list[Collected]:
    found = attributed(course, lesson, download)
    rows = [_one(course, lesson, learner, files, found.stamps, times) for learner, files in found.learners.items()]
    if not rows and not found.refused:
        raise BadInput(f"{download} holds no notebook. Give what the platform's bulk download of {lesson} gave you.")
    return sorted([*rows, *found.refused], key=lambda r: (r.state == "refused", r.learner))


@dataclass(frozen=True)
class Attributed:
    """A download's files by learner, the times beside them by folder, and a row for all that is nobody's."""

    learners: dict[str, list[Handed]]
    stamps: dict[PurePosixPath, bytes]
    refused: list[Collected]


def attributed(course: CourseFolder, lesson: str, download: Path) -> Attributed:
    """Whose each file of a download is.  Raises BadInput where it is no download."""
    rows: list[Collected] = []
    groups: dict[tuple[str, str], list[Handed]] = {}
    stamps: dict[PurePosixPath, bytes] = {}
    for entry in entries(download):
        path = PurePosixPath(entry.path)
        try:
            if entry.trouble:
                raise Unclear(f"{entry.trouble}. Ask for the notebook again.")
            if path.name == TIMESTAMP:
                stamps[path.parent] = entry.read()[:100]
            elif one := handed(entry, lesson):
                groups.setdefault(one.who, []).append(one)
        except (Unclear, ValueError) as error:
            rows.append(Collected(shown(entry.path), "refused", str(error)))
    return Attributed(_learners(groups.values(), roster(course), rows), stamps, rows)


def _learners(groups: Iterable[list[Handed]], people: Roster, rows: list[Collected]) -> dict[str, list[Handed]]:
    """Whose each group of files is; a learner whom two people claim to be gets nothing, and both a row."""
    claims: dict[str, list[list[Handed]]] = {}
    for group in groups:
        first = group[0]
        try:
            learner = people.find(first.name, first.number if first.canvas else "") if first.number else first.name
            if trouble := trouble_of(learner):
                raise Unclear(f"the name {trouble}, so it is no folder's. Rename it, in letters.")
            claims.setdefault(learner, []).append(group)
        except Unclear as error:
            rows.append(Collected(shown(first.name), "refused", str(error)))
    for learner, several in claims.items():
        if len(several) > 1:
            said = " and ".join(shown(group[0].entry.path) for group in several[:3])
            mend = "Unpack the download, and rename each of the two to its learner's id."
            rows.append(Collected(learner, "refused", f"two people are called so: {said}. {mend}"))
    return {learner: several[0] for learner, several in claims.items() if len(several) == 1}


def _one(
    course: CourseFolder,
    lesson: str,
    learner: str,
    found: list[Handed],
    stamps: Mapping[PurePosixPath, bytes],
    times: Mapping[str, bytes],
) -> Collected:
    try:
        which, said = choose(found, lesson)
        content, inner = notebook_in(which, lesson)
    except Unclear as error:
        return Collected(learner, "refused", str(error))
    except ValueError as error:
        return Collected(learner, "refused", f"{shown(which.file)} {error}. Ask for the notebook again.")
    files = {f"{lesson}.ipynb": content}
    beside = stamps.get(PurePosixPath(which.entry.path).parent)
    if when := times.get(which.number, b"") if which.number and not which.canvas else beside:
        files[TIMESTAMP] = when
    late = "Canvas calls it late, and gives no time" if which.late and TIMESTAMP not in files else ""
    try:
        row = store(course, lesson, learner, files)
    except OSError as error:
        return Collected(learner, "refused", f"it cannot be stored ({error.strerror}). Make room, and collect again.")
    return Collected(learner, row.state, "; ".join(filter(None, [row.said, said, inner, late])))
