"""The handle that a registered hook gives back.  torch: utils/hooks.py"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, ClassVar

Hooks = OrderedDict[int, Callable[..., Any]]


class RemovableHandle:
    """Removes what stands under its id, once or again; as a context manager, at the end of the block.

    hooks_dict: an OrderedDict, which is held weakly: a handle keeps nobody's hooks alive.
    extra_dict: another one, or a list of them, whose entries of the same id go with it.
    """

    next_id: ClassVar[int] = 0

    def __init__(self, hooks_dict: Any, *, extra_dict: Any = None) -> None:
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        extra = [extra_dict] if isinstance(extra_dict, dict) else extra_dict or ()
        self.extra_dict_ref = tuple(map(weakref.ref, extra))

    def remove(self) -> None:
        """Take the hook out; nothing happens when it is out already, or its owner gone."""
        for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
            hooks = ref()
            if hooks is not None:
                hooks.pop(self.id, None)

    def __getstate__(self) -> tuple[Any, ...]:
        return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        hooks, self.id, extra = state
        # A handle whose hooks were gone when it was written refers to a dict that nobody holds.
        self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
        self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if each is None else each) for each in extra)
        RemovableHandle.next_id = max(RemovableHandle.next_id, self.id + 1)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *exception: object) -> None:
        self.remove()


def register(hooks: Hooks, hook: Callable[..., Any]) -> RemovableHandle:
    """Put a hook at the end of a dict of hooks; the handle takes it out."""
    handle = RemovableHandle(hooks)
    hooks[handle.id] = hook
    return handle
