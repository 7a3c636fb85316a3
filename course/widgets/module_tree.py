"""tree: a module beside torch's, with what is unlike about it; it follows the module while cells change it.

tree("net")          the name, looked up here and in torch's world of %%both, after every cell
tree(net)            this object, with nothing beside it
tree(net, theirs)    these two
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from course import notebook
from course.answer_key import live
from course.two_worlds import defined
from course.widgets.module_comparing import Pair, alone, compare
from course.widgets.module_reading import is_module, read
from course.widgets.module_state import state
from course.widgets.module_text import text


@dataclass(frozen=True)
class Look:
    """What there is to see now: a pair, and in `beside` why nothing stands beside it (or why there is no pair).

    `whose` says which world's module it is where it stands alone.
    """

    name: str
    pair: Pair | None
    beside: str = ""
    whose: str = "yours"


class ModuleTree:
    """A tree that is looked at anew whenever it is shown; a notebook shows it as a widget, everything else as text."""

    def __init__(self, look: Callable[[], Look]) -> None:
        self._look = look
        look()  # what is no module is said by the cell that asks

    def look(self) -> Look:
        """What there is to see now. Raises nothing: a name may be gone or changed by a later cell."""
        try:
            return self._look()
        except (NameError, TypeError) as error:
            return Look("", None, str(error))

    def state(self) -> dict[str, Any]:
        """What the widget draws, as plain JSON."""
        seen = self.look()
        return state(seen.pair, seen.name, seen.beside, seen.whose)

    def __repr__(self) -> str:
        seen = self.look()
        return seen.beside if seen.pair is None else text(seen.pair, seen.name, seen.beside)

    def _repr_mimebundle_(self, **asked: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"text/plain": repr(self)}
        if not notebook.in_notebook():
            return shown
        try:
            from course.widgets.module_tree_widget import ModuleTreeWidget
        except ImportError:  # the text is whole without it
            return shown
        bundle = ModuleTreeWidget(self.state)._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        return {**(data or {}), **shown}


def tree(net: Any, theirs: Any = None) -> ModuleTree:
    """Show a module as a tree: `net` is a module, or the name of one as text.

    Raises NameError where there is no such name, and TypeError where it is no module; both name the mend.
    """
    if not isinstance(net, str):
        return ModuleTree(partial(_given, net, theirs))
    if not net.isidentifier() or theirs is not None:
        raise TypeError('tree takes a name alone, tree("net"), or one module or two: tree(net), tree(net, theirs)')
    return ModuleTree(partial(_named, net))


def _given(net: Any, theirs: Any) -> Look:
    own = next((name for name, value in list(_namespace().items()) if value is net and not name.startswith("_")), "")
    name = own or type(net).__name__
    if theirs is None:
        return Look(name, alone(read(net)), f'yours alone: tree("{own or "name"}") puts torch\'s beside it')
    return Look(name, compare(read(net), read(theirs)))


def _named(name: str) -> Look:
    found = next((names[name] for names in (_namespace(), defined("yours")) if name in names), None)
    theirs = defined("torch").get(name)
    if is_module(theirs) and not is_module(found):
        return Look(name, alone(read(theirs)), f"torch's alone: your world has no module {name} yet", "torch's")
    if found is None:
        raise NameError(f"{name} is not defined, neither here nor in %%both. Run the cell that makes it")
    if is_module(theirs):
        return Look(name, compare(read(found), read(theirs)))
    if not live():
        if not is_module(found):
            return Look(name, None, f"torch is not installed here, and your world has no module {name} yet")
        return Look(name, alone(read(found)), "yours alone: torch is not installed here")
    return Look(name, alone(read(found)), f"yours alone: torch's world has no module {name}. %%both makes one in each")


def _namespace() -> Mapping[str, Any]:
    shell = notebook.shell()
    return vars(sys.modules["__main__"]) if shell is None else shell.user_ns
