"""A tensor that has no numbers yet.  torch: UninitializedTensorMixin.__torch_function__

Whoever asks for its array gets a ValueError, from any function and any method, but for a few: those that say what it
is, and those that move it.  Plain tensors pay nothing for it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from .tensor import Tensor

REFUSAL = (
    "Attempted to use an uninitialized parameter. This error happens when you are using a `LazyModule` or explicitly "
    "manipulating uninitialized parameters. When using LazyModules Call `forward` with a dummy batch to initialize the "
    "parameters before calling torch functions"
)
METHODS = """
    copy_ is_complex is_floating_point half float double char short int long cuda cpu to get_device
""".split()
PROPERTIES = "dtype ndim device is_meta is_cuda itemsize nbytes data requires_grad".split()
# They could be answered without numbers; torch refuses them all the same.
REFUSED = "requires_grad_ register_hook retain_grad detach_ backward".split()

_slot = vars(Tensor)["_array"]
_allowed: list[str] = []  # the methods that are running now, and may use the array


@contextlib.contextmanager
def _running(name: str) -> Iterator[None]:
    _allowed.append(name)
    try:
        yield
    finally:
        _allowed.pop()


class NoNumbers:
    """A base to put before Tensor, or a class of tensors, in the bases of a class."""

    __slots__ = ()

    data: Any

    @property
    def _array(self) -> Any:
        if not _allowed:
            raise ValueError(REFUSAL)
        return _slot.__get__(self)

    @_array.setter
    def _array(self, array: Any) -> None:
        _slot.__set__(self, array)

    def size(self, dim: int | None = None) -> Any:
        """That of nothing, whatever `shape` says in a class of its own.  torch: Tensor.size"""
        return self.data.size(dim)


def _method(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        with _running(name):
            return getattr(Tensor, name)(self, *args, **kwargs)

    call.__name__ = name
    call.__doc__ = f"As of any tensor.  torch: Tensor.{name}"
    return call


def _property(name: str) -> property:
    def get(self: Any) -> Any:
        with _running(name):
            return getattr(Tensor, name).__get__(self)

    def put(self: Any, value: Any) -> None:
        with _running(name):
            getattr(Tensor, name).__set__(self, value)

    return property(get, put, doc=f"As of any tensor.  torch: Tensor.{name}")


def _refused(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise ValueError(REFUSAL)

    call.__name__ = name
    call.__doc__ = f"ValueError.  torch: Tensor.{name}"
    return call


for _names, _made in ((METHODS, _method), (PROPERTIES, _property), (REFUSED, _refused)):
    for _name in _names:
        setattr(NoNumbers, _name, _made(_name))
