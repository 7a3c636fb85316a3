"""timeline: one forward and one backward pass, step by step, with every hook as it fires, in both worlds.

    def one_pass(torch):
        nn = torch.nn
        net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))

        def double(module, args, output):
            return 2 * output

        net[0].register_forward_hook(double)
        return net, torch.ones(1, 2)

    timeline(one_pass)

Every module is watched; the hooks that you register are named, with what they are given and what they rewrite.
"""

from __future__ import annotations

from types import ModuleType

from course import notebook
from course.widgets.timeline_recording import OnePass, record
from course.widgets.timeline_text import text
from course.widgets.two import both_worlds


def timeline(one_pass: OnePass, nn: ModuleType | None = None) -> None:
    """Play one forward and one backward pass step by step, both worlds in two lanes; as text in a terminal.

    `one_pass(torch)` makes a net, registers hooks, and returns (net, x), or (net, x, loss): x is the input, or a tuple
    of inputs, and loss a function of the output; unless given, backward() is called on the output's sum.  `nn` is your
    world's; unless given, that of the bench that is open.  Warnings are not shown.
    Raises NoPass, with the line to write, where `one_pass` returns something else.
    """
    passes = record(one_pass, both_worlds(nn))
    if not notebook.in_notebook():
        print(text(passes))
        return
    from course.widgets.shown import Shown
    from course.widgets.timeline_widget import TimelineWidget, view

    Shown(TimelineWidget(view=view(passes)), text(passes))
