"""training: the loss curves of your net and of torch's, over each other, while both are trained.

The training loop is plain torch code in a function of `torch` and `epochs`. It says `yield loss` after each step, and,
where there is something to see, `yield images, predictions, labels`:

    from course.digits import digits

    def run(torch, epochs):
        nn, F = torch.nn, torch.nn.functional
        images, labels = map(torch.tensor, digits())
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
        for epoch in epochs:
            for batch in torch.randperm(1500).split(60):
                optimizer.zero_grad()
                loss = F.cross_entropy(net(images[batch]), labels[batch])
                loss.backward()
                optimizer.step()
                yield loss
            yield images[1500:], net(images[1500:]), labels[1500:]

    training(run, epochs=10)

Both worlds take their steps in turn, so the two curves grow together, and both stop where you stop them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from types import ModuleType
from typing import Any, Protocol

from course import notebook
from course.probes import starter_of
from course.tracebacks import theirs
from course.widgets.curves import Curves
from course.widgets.two import both_worlds
from course.worlds import World

Steps = Generator[Any, None, Any]
Run = Callable[[Any, "Epochs"], Steps]
SECONDS_BETWEEN = 0.1


class View(Protocol):
    """Where a training is seen: a widget, or a line in a terminal."""

    def look(self, curves: Curves, epoch: int) -> bool:
        """Show how far it is; True where it is to stop."""

    def close(self, curves: Curves, epoch: int) -> None:
        """Show the end."""


class Epochs:
    """What `run` is given as `epochs`: `for epoch in epochs` counts for the progress bar."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.done = 0

    def __iter__(self) -> Iterator[int]:
        for epoch in range(self.count):
            yield epoch
            self.done = epoch + 1

    def __len__(self) -> int:
        return self.count

    def __index__(self) -> int:
        raise TypeError("`epochs` counts for the progress bar: write  for epoch in epochs:")


def training(run: Run, epochs: int = 1, nn: ModuleType | None = None) -> Curves:
    """Train in both worlds at once and show the loss curves, their difference and the predictions as they come.

    `run(torch, epochs)` is a generator: it yields the loss after each step, and (images, predictions, labels) where
    there are pictures to show.  `nn` is your world's; unless given, that of the bench that is open.  Stop, or interrupt
    the kernel, and the curves stay as they are.  Where one world raises, its curve ends there and the other goes on.
    Raises TypeError, with the line to write, where `run` yields nothing, and ValueError for less than one epoch.
    """
    if epochs < 1:
        raise ValueError(f"training takes one epoch or more, as in training(run, epochs=10); this is {epochs}")
    worlds = both_worlds(nn)
    curves = Curves([world.name for world in worlds])
    counts = {world.name: Epochs(epochs) for world in worlds}
    started = {world.name: run(world.torch, counts[world.name]) for world in worlds}
    for given in started.values():
        if not hasattr(given, "send"):
            raise TypeError("run(torch, epochs) yields its losses: write  yield loss  after optimizer.step()")
    view = _view(curves, epochs)

    def epoch() -> int:
        return max(count.done for count in counts.values())

    try:
        _train(worlds, started, curves, lambda: view.look(curves, epoch()))
    except KeyboardInterrupt:
        curves.end = f"Interrupted after {curves.steps} steps. The curves are kept."
    finally:
        for given in started.values():
            given.close()
    view.close(curves, epoch())
    return curves


def _train(worlds: list[World], started: dict[str, Steps], curves: Curves, look: Callable[[], bool]) -> None:
    """One step in each world in turn, until all have ended or `look` says to stop."""
    running = list(worlds)
    next_look = 0.0
    with ExitStack() as stack:
        for world in worlds:
            stack.enter_context(world.kept())
        while running:
            running = [world for world in running if _step(world, started[world.name], curves)]
            if time.monotonic() >= next_look:
                if look():
                    curves.end = f"Stopped after {curves.steps} steps. The curves are kept."
                    return
                next_look = time.monotonic() + SECONDS_BETWEEN
    curves.end = f"Finished after {curves.steps} steps."


def _step(world: World, run: Steps, curves: Curves) -> bool:
    """Take one world to its next yield; False where it has ended.  What it raises is noted and ends it."""
    try:
        curves.add(world.name, next(run))
    except StopIteration:
        return False
    except Exception as error:
        steps = len(curves.losses[world.name])
        ended = f"ended after {steps} steps:\n{theirs(error, '')}"
        curves.notes[world.name] = f"waits for exercise {found}." if (found := starter_of(error)) else ended
        return False
    return True


def _view(curves: Curves, epochs: int) -> View:
    if notebook.in_notebook():
        from course.widgets.training_widget import Page

        return Page(curves, epochs)
    from course.widgets.training_line import Line

    return Line(epochs)
