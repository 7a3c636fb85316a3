"""The buttons of `predict`: a question, its choices, and torch's answer beside the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from course.cards import inline
from course.widgets.looks import script, style


class Choices(anywidget.AnyWidget):
    """A question with its choices.  The first message {guess: choice} counts; `reveal` says torch's answer to it."""

    _esm = script("prediction")
    _css = style("prediction")
    question = traitlets.Unicode().tag(sync=True)
    choices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, question: str, choices: tuple[str, ...], reveal: Callable[[str], str]) -> None:
        super().__init__(question=inline(question), choices=list(choices))
        self._reveal = reveal
        self.on_msg(self._chosen)

    def _chosen(self, _widget: Any, content: Any, _buffers: Any) -> None:
        guess = content.get("guess") if isinstance(content, dict) else None
        if guess in self.choices and not self.answer:
            self.answer = {"guess": guess, "said": inline(self._reveal(guess))}


def show(question: str, choices: tuple[str, ...], reveal: Callable[[str], str], text: str) -> None:
    """Display the buttons, with text for where there are no widgets."""
    from IPython.display import display

    bundle: Any = Choices(question, choices, reveal)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    display({**(data or {}), "text/plain": text}, raw=True)
