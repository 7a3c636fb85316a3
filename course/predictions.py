"""predict: commit to an answer, then see torch's.

A prediction is asked by a function in `course/checks/`: its docstring is the question, and what it returns in torch's
world is the answer. Nothing is graded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from course import answer_key, log, notebook


@dataclass(frozen=True)
class Prediction:
    """A question with its choices; `wrong` names the answer of the exercise's bank that a wrong guess leads to."""

    exercise: str
    choices: tuple[str, ...]
    function: Callable[[Any], str]
    wrong: str

    @property
    def question(self) -> str:
        return " ".join((self.function.__doc__ or "").split())

    def answer(self) -> str:
        """Torch's answer, one of the choices.  Raises ValueError where it is none of them: the author's mistake."""
        said = answer_key.answer(self.exercise, self.function)
        if said not in self.choices:
            raise ValueError(
                f"torch answers {said!r} to the prediction of {self.exercise}, which is not among its choices"
            )
        return said


def prediction(exercise: str, *choices: str, wrong: str) -> Callable[[Callable[[Any], str]], Prediction]:
    """Make the decorated function the prediction of an exercise."""
    return lambda function: Prediction(exercise, choices, function, wrong)


def predict(exercise: str, guess: str | None = None) -> None:
    """Ask an exercise's question; with a guess, or once one is chosen, show torch's answer beside it.

    Raises ValueError, naming what there is, for an exercise without a question or a guess that is no choice.
    """
    asked = _known(exercise)
    if guess is not None:
        if guess not in asked.choices:
            choices = ", ".join(map(repr, asked.choices))
            raise ValueError(f"choose one of {choices}, as in predict({exercise!r}, {asked.choices[0]!r})")
        print(revealed(asked, guess))
        return
    text = (
        f"{asked.question}  ( {' / '.join(asked.choices)} )\n"
        f"Answer with predict({exercise!r}, {asked.choices[0]!r}) or another."
    )
    if not notebook.in_notebook():
        print(text)
        return
    from course.widgets.prediction import show

    show(asked.question, asked.choices, partial(revealed, asked), text)


def revealed(asked: Prediction, guess: str) -> str:
    """The guess beside torch's answer."""
    said = asked.answer()
    log.note("predict", asked.exercise, guess=guess, torch=said)
    return f"torch: {said}. You predicted it." if guess == said else f"torch: {said}. You said: {guess}."


def _known(exercise: str) -> Prediction:
    from course.checking import checks

    found = {p.exercise: p for module in checks().values() for p in vars(module).values() if isinstance(p, Prediction)}
    if exercise not in found:
        raise ValueError(f"there is no prediction for {exercise!r}; there are some for {', '.join(found)}")
    return found[exercise]
