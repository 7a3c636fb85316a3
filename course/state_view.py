"""states: two states side by side, and what strict loading would say.

    states(net, torch.load("net.pt"))

A row for each name: what the network has under it and what the file holds, with shapes, dtypes and first values.
Nothing is loaded: strict loading is asked of a copy.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from course import cards, notebook, numpy_torch, state_table
from course.recordings import Pairs, is_real_torch, plain
from course.worlds import torch_world

OWNERS: state_table.Owners = ("network", "network's alone"), ("file", "file's alone")


def states(net: Any, state: Any) -> None:
    """Show a network's state beside another one, and what `net.load_state_dict(state)` would say.

    Raises TypeError, with the call to write, unless `net` is a module and `state` a dict by names.
    """
    if not hasattr(net, "state_dict") or not isinstance(state, Mapping):
        raise TypeError(
            f"states wants a module and a state, as in states(net, torch.load('net.pt')), "
            f"and got a {type(net).__name__} and a {type(state).__name__}."
        )
    rows = state_table.compared(_held(net.state_dict()), _held(state), OWNERS)
    said = strictly(net, state)
    unlike = len(state_table.differing(rows))
    caption = f"The network and the file: {len(rows)} names, of which {unlike or 'none'} differ"
    about = cards.listed([cards.row("strict", said, "block")])
    shown = notebook.card("both", "two states", state_table.html(rows, caption) + about)
    notebook.show(shown, f"{state_table.text(rows)}\nstrict loading says: {said}")


def strictly(net: Any, state: Mapping[str, Any]) -> str:
    """What strict loading into a copy of the network says; the network stays as it is."""
    try:
        return str(copy.deepcopy(net).load_state_dict(copy.copy(state)))
    except NotImplementedError:  # an exercise that is still waiting says so itself
        raise
    except (RuntimeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def _held(state: Mapping[str, Any]) -> Pairs:
    real = any(map(is_real_torch, state.values()))
    held: Pairs = plain(dict(state), torch_world().torch if real else numpy_torch, real)
    return held
