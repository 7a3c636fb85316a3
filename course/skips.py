"""skip: leave an exercise for later, and be told what that means for the rest."""

from __future__ import annotations

from course import log, notebook
from course.cards import inline
from course.checking import known_exercises, must_be_known


def skip(exercise: str) -> None:
    """Note that an exercise is left for later.  Raises ValueError, suggesting the nearest, for an unknown exercise."""
    must_be_known(exercise)
    log.note("skip", exercise)
    noted = "" if log.folder() else " (There is no folder of yours here, so nothing is noted.)"
    said = [
        f"{exercise} is skipped.{noted} From the next lesson on, the reference's stands in its place.",
        "In this lesson your cell stays as it is, and an exercise that builds on it waits for it: "
        f'solution("{exercise}") shows an answer that you can put there. A check of your own answer takes it up again.',
    ]
    if following := _following(exercise):
        said.append(f"Next is {following}.")
    body = "".join(f"<div>{inline(line)}</div>" for line in said)
    notebook.show(notebook.card("hint", f"skip {exercise}", body), "\n".join(said))


def _following(exercise: str) -> str:
    known = known_exercises()
    after = known[known.index(exercise) + 1 :]
    return after[0] if after else ""
