"""The module tree's widget: it sends the state after every cell, for as long as somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from course import notebook
from course.widgets.looks import script, style


class ModuleTreeWidget(anywidget.AnyWidget):
    """Draws `state`; `look` gives it anew."""

    _esm = script("module_tree")
    _css = style("module_tree")
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, look: Callable[[], dict[str, Any]]) -> None:
        super().__init__(state=look())
        self._look = look
        self._views: set[str] = set()
        self._follows = False
        self.on_msg(self._heard)
        self._follow(True)

    def close(self) -> None:
        """Take the widget down; it follows nothing any more."""
        self._follow(False)
        super().close()

    def _heard(self, widget: Any, said: Any, buffers: Any) -> None:
        """A view says that it is shown or gone; with the last of them the following ends."""
        view = str(said.get("view"))
        if said.get("is") == "shown":
            self._views.add(view)
            self._follow(True)
            self._refresh()
        else:
            self._views.discard(view)
            self._follow(bool(self._views))

    def _follow(self, on: bool) -> None:
        shell = notebook.shell()
        if shell is None or on == self._follows:
            return
        self._follows = on
        (shell.events.register if on else shell.events.unregister)("post_run_cell", self._after_a_cell)

    def _after_a_cell(self, result: Any) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.state = self._look()
