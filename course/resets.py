"""reset: the starter back in an answer's cell; what stood there is kept first.

    reset("1.4")      one exercise
    reset("01")       every exercise of a lesson

In JupyterLab the notebook is open in the browser, and what is on disk is only its last save. A kernel that wrote the
file would fight with the open document: the next save would undo the reset, or ask the learner which of two texts to
lose. So the text is changed where it lives, in the document's own model, by a widget (`widgets/reset.js`): the learner
presses a button, the kernel keeps the old text in a file and says which, and only then is the cell changed, and Ctrl+Z
still works. It is a button and not done at once, because a cell that says `reset("1.4")` is run again by Run All, the
next day's answer would go, and nobody asked for that. In a shell, `course reset` changes a file that nobody has open.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from course import backups, book, log, notebook, standings

HOW = "python3 -m course reset NOTEBOOK"


def reset(what: str) -> None:
    """Offer to put the starter of an exercise, or of every exercise of a lesson, back; shows a button, or the starters.

    Raises ValueError, suggesting the nearest, where `what` is neither.
    """
    exercises = meant(what)
    texts = starters(exercises)
    if not notebook.in_notebook():
        print(by_hand(texts))
        return
    from course.widgets.reset import show

    show(texts, by_hand(texts))


def meant(what: object) -> list[str]:
    """The exercises that an exercise's or a lesson's name means."""
    all_of_them = standings.listed()
    lessons = {one.lesson for one in all_of_them}
    found = [
        one.id
        for one in all_of_them
        if what in (one.id, one.lesson, one.lesson.split("_")[0], one.lesson.split("_")[0].lstrip("0") or "0")
    ]
    if found:
        return found
    known = [one.id for one in all_of_them] + sorted(name.split("_")[0] for name in lessons)
    near = difflib.get_close_matches(str(what), known, n=1, cutoff=0)
    mend = f" Did you mean reset({near[0]!r})?" if near else ""
    raise ValueError(f"there is no exercise and no lesson {what!r}.{mend}")


def starters(exercises: list[str]) -> dict[str, str]:
    """What the released lessons hold in the answers' cells."""
    found = {}
    for exercise in exercises:
        name = next(one.lesson for one in standings.listed() if one.id == exercise)
        cells = standings.graded_cells(standings.LESSONS / name / f"{name}.ipynb")
        found[exercise] = standings.text_of(cells[grade_id(exercise)])
    return found


def grade_id(exercise: str) -> str:
    return f"answer-{exercise.replace('.', '-')}"


def keep(texts: dict[str, str]) -> Path:
    """Keep the answers of some exercises of one lesson in one file and return it.

    Raises OSError where it cannot be written.
    """
    first = next(iter(texts))
    name = first if len(texts) == 1 else f"answers-of-{book.lesson_number(first)}"
    whole = "\n\n".join(f"# %% {exercise}\n{text}" for exercise, text in texts.items()) + "\n"
    return backups.keep(whole.encode(), log.folder() or Path.cwd(), name, ".py")


def by_hand(texts: dict[str, str]) -> str:
    """What to do where no button can be pressed."""
    cells = "\n\n".join(f"# {exercise}\n{text}" for exercise, text in texts.items())
    return (
        "Here no cell can be changed for you. With the notebook closed, in a shell:\n"
        f"    {HOW}{' ' + next(iter(texts)) if len(texts) == 1 else ''}\n"
        f"or put this in the place of your answer:\n\n{cells}"
    )
