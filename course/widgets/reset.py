"""The button of `reset`: it changes the open document itself, once the kernel has kept the old text."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from course import log
from course.resets import keep
from course.widgets.looks import script, style


class Reset(anywidget.AnyWidget):
    """A button that puts starters back.

    starters: the released text of each exercise. The messages, in order: `keep` with the cells' texts comes from the
    front end; `kept` with the file's name, or `refused` with the reason, goes back; `done` comes once cells changed.
    """

    _esm = script("reset")
    _css = style("reset")
    starters = traitlets.Dict().tag(sync=True)

    def __init__(self, starters: dict[str, str]) -> None:
        super().__init__(starters=starters)
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("kind") == "keep":
            self.send(self._kept(content.get("texts")))
        elif content.get("kind") == "done":
            for exercise in content.get("exercises", []):
                log.note("reset", str(exercise))

    def _kept(self, texts: Any) -> dict[str, Any]:
        if not isinstance(texts, dict) or not texts or not set(texts) <= set(self.starters):
            return {"kind": "refused", "why": "the cells could not be read"}
        try:
            file = keep({str(exercise): str(text) for exercise, text in texts.items()})
        except OSError as error:
            return {"kind": "refused", "why": f"your text could not be kept ({error})"}
        return {"kind": "kept", "file": "/".join(file.parts[-2:]), "texts": texts}


def show(starters: dict[str, str], text: str) -> None:
    """Display the button, with text for where there are no widgets."""
    from IPython.display import display

    bundle: Any = Reset(starters)._repr_mimebundle_()
    data = dict(bundle[0] if isinstance(bundle, tuple) else bundle)
    display(data | {"text/plain": text}, raw=True)
