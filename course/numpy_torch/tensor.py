"""Tensor: an array, and its place in the graph.

What tensors can compute is in the files of operations; they add their functions to this class.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, graph
from .devices import CPU, Size, device, strided
from .grad_mode import state
from .graph import AccumulateGrad, Array, Node
from .hooks import RemovableHandle
from .printing import tensor_text

COPY_OF_A_RESULT = (
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
    "If you were attempting to deepcopy a module, detach or recompute the tensors that a forward left in it."
)


class Counter:
    """How often a piece of memory was changed in place; all views of the memory share one."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0


class Tensor:
    """An n-dimensional array that can require grad.  torch: _tensor.py"""

    __slots__ = (
        "_array",  # the numbers
        "_counter",  # counts changes in place
        "_wants_grad",  # for leaves: requires_grad
        "_grad",
        "_node",  # for results: grad_fn
        "_index",  # which output of grad_fn this is
        "_base",  # for views: the tensor whose memory this shows
        "_accumulator",  # for leaves: a weak reference to the node that adds to _grad
        "_hooks",
        "_post_hooks",
        "__dict__",
        "__weakref__",
    )
    # numpy leaves `array * tensor` to Tensor.__rmul__, as it does for torch.
    __array_priority__ = 1000

    _array: Array
    _counter: Counter
    _wants_grad: bool
    _grad: Tensor | None
    _node: Node | None
    _index: int
    _base: Tensor | None
    _accumulator: weakref.ref[AccumulateGrad] | None
    _hooks: dict[int, Callable[..., Any]] | None
    _post_hooks: dict[int, Callable[..., Any]] | None

    def __new__(cls, *args: Any, **kwargs: Any) -> Tensor:
        """`Tensor(2, 3)` is uninitialised, `Tensor([2, 3])` a copy, both of the default dtype."""
        wanted = dtypes.get_default_dtype().numpy
        if len(args) == 1 and isinstance(args[0], Tensor):
            return _init(cls, args[0]._array)
        if len(args) == 1 and not isinstance(args[0], (int, np.integer)):
            return _init(cls, np.array(args[0], dtype=wanted))
        return _init(cls, np.empty(args or (0,), dtype=wanted))

    @staticmethod
    def _make_subclass(cls: type[Tensor], data: Tensor, require_grad: bool = False) -> Any:
        """A leaf of class `cls` that shares memory with `data`; what Parameter.__new__ calls."""
        if require_grad:
            check_can_require_grad(data)
        made = _init(cls, data._array)
        made._wants_grad = require_grad
        return made

    if TYPE_CHECKING:  # the files of operations add the rest

        def __getattr__(self, name: str) -> Any: ...

    # -- what it is -------------------------------------------------------------------------

    @property
    def dtype(self) -> dtypes.dtype:
        """The type of its numbers."""
        return dtypes.FROM_NUMPY[self._array.dtype]

    @property
    def shape(self) -> Size:
        """The size of each dimension."""
        return Size(self._array.shape)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return self._array.ndim

    @property
    def device(self) -> device:
        """Where it lies."""
        return CPU

    layout = strided
    is_cuda = is_sparse = is_quantized = is_meta = is_mps = is_nested = False

    @property
    def itemsize(self) -> int:
        """Bytes of one number."""
        return self._array.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of all numbers."""
        return self._array.nbytes

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the size of one dimension.  IndexError for a dimension there is not."""
        if dim is None:
            return self.shape
        if not -self.ndim <= dim < self.ndim:
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-self.ndim}, {self.ndim - 1}], but got {dim})"
                if self.ndim
                else f"Dimension specified as {dim} but tensor has no dimensions"
            )
        return self._array.shape[dim]

    def dim(self) -> int:
        """The number of dimensions."""
        return self._array.ndim

    def numel(self) -> int:
        """The number of elements."""
        return self._array.size

    ndimension, nelement = dim, numel

    def element_size(self) -> int:
        """Bytes of one number."""
        return self._array.itemsize

    def is_floating_point(self) -> bool:
        """Whether its numbers are floats."""
        return self._array.dtype.kind == "f"

    def is_complex(self) -> bool:
        """Never, in this torch."""
        return False

    def is_signed(self) -> bool:
        """Whether its dtype has negative numbers."""
        return self._array.dtype.kind in "if"

    def is_contiguous(self, memory_format: Any = None) -> bool:
        """Whether its numbers lie in order, without gaps."""
        return self._array.flags.c_contiguous

    def stride(self, dim: int | None = None) -> Any:
        """How many numbers to step for the next one, along each dimension or one."""
        steps = tuple(step // self._array.itemsize for step in self._array.strides)
        return steps if dim is None else steps[dim]

    def data_ptr(self) -> int:
        """The address of its first number; views and detached tensors share memory."""
        return self._array.__array_interface__["data"][0] if self._array.size else 0  # type: ignore[no-any-return]

    def get_device(self) -> int:
        """-1, as every tensor is on the CPU."""
        return -1

    # -- its place in the graph ---------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        """Whether operations on it are recorded.

        RuntimeError when set on integers, or set to False on a result.
        """
        return self._wants_grad or self._node is not None

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        if self._node is not None:
            if wanted:
                return
            raise RuntimeError(
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in "
                "a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
            )
        if wanted:
            check_can_require_grad(self, "only Tensors of floating point and complex dtype can require gradients")
        self._wants_grad = bool(wanted)

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Set requires_grad, and return the tensor."""
        if requires_grad and self._node is None:
            check_can_require_grad(self, "only Tensors of floating point dtype can require gradients")
        self.requires_grad = requires_grad
        return self

    @property
    def is_leaf(self) -> bool:
        """Whether no recorded operation made it."""
        return self._node is None

    @property
    def grad_fn(self) -> Node | None:
        """The operation that made it."""
        return self._node

    @property
    def output_nr(self) -> int:
        """Which output of grad_fn it is."""
        return self._index

    @property
    def grad(self) -> Tensor | None:
        """The gradients that backward added up here.

        TypeError when anything but a Tensor or None is assigned, RuntimeError for another shape or dtype.
        """
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is None:
            self._grad = None
            return
        if not isinstance(value, Tensor):
            raise TypeError(
                f"assigned grad expected to be a Tensor or None but got grad of type {type(value).__name__}"
            )
        if value is self:
            raise RuntimeError("can't assign Variable as its own grad")
        if value.shape != self.shape:
            raise RuntimeError(
                f"attempting to assign a gradient of size '{list(value.shape)}' to a tensor of size "
                f"'{list(self.shape)}'. Please ensure that the gradient and the tensor are the same size"
            )
        if value.dtype is not self.dtype:
            raise RuntimeError(
                f"attempting to assign a gradient with dtype '{value.dtype.legacy_name.lower()}' to a tensor with grad_dtype "
                f"'{self.dtype.legacy_name}'. The gradient must match the tensor's grad_dtype (defaults to the "
                "tensor's dtype)."
            )
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    @property
    def _version(self) -> int:
        """How often its memory was changed in place."""
        return self._counter.value

    def edge(self) -> graph.Edge:
        """Where gradients of this tensor go: to grad_fn, or to the node of a leaf, or nowhere."""
        if self._node is not None:
            return self._node, self._index
        if not self._wants_grad:
            return None
        node = self._accumulator() if self._accumulator is not None else None
        if node is None:
            node = AccumulateGrad(self)
            # Weak, as the node holds this tensor; the graph keeps the node while it is needed.
            self._accumulator = weakref.ref(node)
        return node, 0

    def backward(
        self, gradient: Tensor | None = None, retain_graph: bool | None = None, create_graph: bool = False, inputs: Any = None
    ) -> None:
        """Add d(self)/d(leaf) to the `.grad` of every leaf that requires it.

        RuntimeError for a result that was not recorded, for a missing gradient when self is not a
        scalar, and for a second walk through a graph whose saved values are gone.
        """
        from .autograd import backward

        backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def register_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(grad) whenever this tensor's gradient is computed; a returned tensor replaces it."""
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self._hooks is None:
            self._hooks = {}
            if self._node is not None:
                self._node.ensure_extras().tensor_hooks[self._index] = self._hooks
        return RemovableHandle(self._hooks, hook)

    def register_post_accumulate_grad_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(self) after a gradient was added to this leaf's grad."""
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self._node is not None:
            raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
        if self._post_hooks is None:
            self._post_hooks = {}
        return RemovableHandle(self._post_hooks, hook)

    def retain_grad(self) -> None:
        """Keep `.grad` for this result as well; leaves always do."""
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if self._node is not None:
            self._node.ensure_extras().retained[self._index] = weakref.ref(self)

    @property
    def retains_grad(self) -> bool:
        """Whether retain_grad was called on this result."""
        extras = self._node.extras if self._node is not None else None
        return extras is not None and self._index in extras.retained

    def detach(self) -> Tensor:
        """The same memory, outside the graph."""
        made = wrap(self._array)
        made._counter = self._counter
        return made

    def detach_(self) -> Tensor:
        """Take this tensor itself out of the graph.  RuntimeError for a view."""
        if self._base is not None and self._node is not None:
            raise RuntimeError(
                "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for "
                "training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence "
                "detach_() cannot be called on these gradients."
            )
        self._node, self._index, self._wants_grad = None, 0, False
        return self

    @property
    def data(self) -> Tensor:
        """The same memory outside the graph, whose changes nobody counts; assign a tensor to take over its memory."""
        return wrap(self._array)

    @data.setter
    def data(self, value: Tensor) -> None:
        if not isinstance(value, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        self._array = value._array
        self._accumulator = None

    # -- to and from Python -----------------------------------------------------------------

    def item(self) -> Any:
        """The one number as a Python number.  RuntimeError when there are more."""
        if self._array.size != 1:
            raise RuntimeError(f"a Tensor with {self._array.size} elements cannot be converted to Scalar")
        return self._array.item()

    def tolist(self) -> Any:
        """Nested lists of Python numbers; a number for no dimensions."""
        return self._array.tolist()

    def numpy(self, *, force: bool = False) -> Array:
        """The array itself, sharing memory.  RuntimeError when it requires grad and is not forced."""
        if self.requires_grad and not force:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        return self._array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        array = self.numpy()
        return array.astype(dtype, copy=bool(copy)) if dtype is not None or copy else array

    def __repr__(self, *, tensor_contents: Any = None) -> str:
        return tensor_text(self)

    def __format__(self, spec: str) -> str:
        return self.item().__format__(spec) if self.ndim == 0 and spec else object.__format__(self, spec)

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        if self._array.size != 1:
            count = "more than one value" if self._array.size else "no values"
            raise RuntimeError(f"Boolean value of Tensor with {count} is ambiguous")
        return bool(self._array.item())

    def _number(self) -> Any:
        if self._array.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self._array.item()

    def __float__(self) -> float:
        return float(self._number())

    def __int__(self) -> int:
        return int(self._number())

    def __index__(self) -> int:
        if self._array.size != 1 or self._array.dtype.kind == "f":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._array.item())

    def __len__(self) -> int:
        if self.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return len(self._array)

    def __iter__(self) -> Iterator[Tensor]:
        if self.ndim == 0:
            raise TypeError("iteration over a 0-d tensor")
        return iter([self[i] for i in range(len(self._array))])

    def __contains__(self, value: Any) -> bool:
        if not isinstance(value, (Tensor, int, float)):
            raise RuntimeError(
                f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {type(value)}."
            )
        return bool((self._array == (value._array if isinstance(value, Tensor) else value)).any())

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        if self._node is not None:
            raise RuntimeError(COPY_OF_A_RESULT)
        if id(self) in memo:
            return memo[id(self)]
        made = _init(type(self), self._array.copy(order="K"))
        made._wants_grad = self._wants_grad
        memo[id(self)] = made
        if self._grad is not None:
            made._grad = self._grad.__deepcopy__(memo)
        for name, value in self.__dict__.items():
            made.__dict__[name] = value
        return made

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return _rebuild, (type(self), self._array, self._wants_grad, dict(self.__dict__))


def _init(cls: type[Tensor], array: Array) -> Tensor:
    made = object.__new__(cls)
    made._array = array
    made._counter = Counter()
    made._wants_grad = False
    made._grad = made._node = made._base = made._accumulator = made._hooks = made._post_hooks = None
    made._index = 0
    return made


def wrap(array: Any) -> Tensor:
    """A new plain tensor around an array, or around a numpy scalar, which must never leak."""
    return _init(Tensor, array if type(array) is np.ndarray else np.asarray(array))


def _rebuild(cls: type[Tensor], array: Array, wants_grad: bool, attributes: dict[str, Any]) -> Tensor:
    made = _init(cls, array)
    made._wants_grad = wants_grad
    made.__dict__.update(attributes)
    return made


def check_can_require_grad(tensor: Tensor, message: str | None = None) -> None:
    """RuntimeError for a tensor of integers."""
    if not tensor.is_floating_point():
        raise RuntimeError(message or "Only Tensors of floating point and complex dtype can require gradients")


def check_in_place(tensor: Tensor, through_view: bool = False) -> None:
    """RuntimeError for a change in place of a leaf that requires grad: the graph could not undo it."""
    if not state.enabled:
        return
    base = tensor._base
    if tensor._wants_grad and not through_view:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    if tensor._wants_grad or (base is not None and base._wants_grad and tensor._node is not None):
        raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")


graph.box = wrap
