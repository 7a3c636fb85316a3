"""The gradient bench on the page: buttons that act in both worlds, and a table of bars and numbers."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from course.widgets.gradient_experiment import ACTIONS, Bench
from course.widgets.looks import script, style


class GradientWidget(anywidget.AnyWidget):
    """What is seen is one plain `view`; a button sends the name of its action."""

    _esm = script("gradient_bench")
    _css = style("gradient_bench")
    view: Any = traitlets.Dict().tag(sync=True)
    actions: Any = traitlets.List().tag(sync=True)

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        actions = [{"name": name, "label": a.label, "code": a.code} for name, a in ACTIONS.items()]
        super().__init__(view=bench.view(), actions=actions)
        self.on_msg(self._asked)

    def _asked(self, widget: Any, content: Any, buffers: Any) -> None:
        if isinstance(content, dict) and content.get("do") in ACTIONS:
            self._bench.do(content["do"])
            self.view = self._bench.view()
