"""gradient_bench: gradients as bars, while backward() is called again and again, in both worlds.

    gradient_bench()                  # a tiny net of leaf tensors
    gradient_bench(make)              # your own: make(torch) returns a net and a loss
"""

from __future__ import annotations

from types import ModuleType

from course import notebook
from course.widgets.gradient_experiment import Bench, text
from course.widgets.gradients import Make
from course.widgets.two import both_worlds


def gradient_bench(make: Make | None = None, nn: ModuleType | None = None) -> None:
    """Show gradients as bars, with buttons for backward, zero_grad, step and reset; as a table of text in a terminal.

    `make(torch)` returns (net, loss): a Module, or a dict or list of parameters, and a function of x, 8 by 2, and y,
    8 by 1.  `nn` is your world's; unless given, that of the bench that is open.
    Raises NoNet, with what to return, where `make` gives something else.
    """
    worlds = both_worlds(nn)
    if not notebook.in_notebook():
        print(text(worlds, make))
        return
    from course.widgets.gradient_widget import GradientWidget
    from course.widgets.shown import Shown

    Shown(GradientWidget(Bench(worlds, make)), text(worlds, make))
