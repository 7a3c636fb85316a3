"""Tensor: an array, and its place in the graph.

What tensors can compute is in the files of operations; they add their functions to this class.
"""

from __future__ import annotations

import warnings
import weakref
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, graph
from .arrays import as_array
from .conversion import Conversion
from .description import Description
from .grad_mode import state
from .graph import AccumulateGrad, Array, Node, Output
from .hooks import Hooks, RemovableHandle, register
from .sharing import Sharing
from .view_nodes import AsStridedBackward0, CopySlices, Steps

COPY_OF_A_RESULT = (
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
    "If you were attempting to deepcopy a module, detach or recompute the tensors that a forward left in it."
)

NO_GRAD_HERE = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
    "populated during autograd.backward(): use .retain_grad() on it before, or look at the leaf it was computed from."
)
HANDED_THROUGH = (
    "Output {} of {} is a view and is being modified inplace. This view was created inside a custom Function (or "
    "because an input was returned as-is) and the autograd logic to handle view+inplace would override the custom "
    "backward associated with the custom Function, leading to incorrect gradients. This behavior is forbidden. You can "
    "fix this by cloning the output of the custom Function."
)


class Counter:
    """How often a piece of memory was changed in place; all views of the memory share one."""

    value = 0  # of the class: most counters never move, and one is made for every tensor
    inference = False  # whether it is the counter of a tensor made in inference mode


class Tensor(Description, Conversion, Sharing):
    """An n-dimensional array that can require grad.  torch: _tensor.py"""

    __slots__ = (
        "_array",  # the numbers
        "_counter",  # counts changes in place
        "_wants_grad",  # for leaves: requires_grad
        "_grad",
        "_node",  # for results: grad_fn, or the Output of it that this is
        "_base",  # for views: the tensor whose memory this shows
        "_steps",  # for views: how the base is shown, step by step
        "_seen",  # for views: the count of changes when _node was made
        "_accumulator",  # for leaves: a weak reference to the node that stands for it in a printed graph
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
    _base: Tensor | None
    _steps: Steps
    _seen: int
    _accumulator: weakref.ref[AccumulateGrad] | None
    _hooks: Hooks | None
    _post_hooks: Hooks | None

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
        if not isinstance(require_grad, bool):
            raise TypeError(
                "_make_subclass(): argument 'require_grad' (position 3) must be bool, not "
                + type(require_grad).__name__
            )
        if require_grad:
            check_can_require_grad(data)
        made = _init(cls, data._array)
        made._wants_grad = require_grad
        return made

    if TYPE_CHECKING:  # the files of operations add the rest, by add_methods

        def __getattr__(self, name: str) -> Any: ...

        __add__: Any
        __sub__: Any
        __mul__: Any
        __truediv__: Any
        __pow__: Any
        __radd__: Any
        __rsub__: Any
        __rmul__: Any
        __lt__: Any
        __neg__: Any
        __invert__: Any
        __getitem__: Any

    # -- its place in the graph ---------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        """Whether operations on it are recorded.

        RuntimeError when set on integers, or set to False on a result.
        """
        return self._wants_grad or self._node is not None or (self._base is not None and self.edge() is not None)

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
        node = None if self._node is None and self._base is None else self.edge()
        if type(node) is Output:
            node = node.edges[0]
        return node if isinstance(node, Node) else None

    @property
    def output_nr(self) -> int:
        """Which output of grad_fn it is."""
        return self._node.index if type(self._node) is Output else 0

    @property
    def grad(self) -> Tensor | None:
        """The gradients that backward added up here.

        TypeError when anything but a Tensor or None is assigned, RuntimeError for another shape or dtype.
        """
        if self._grad is None and self._node is not None and not self.retains_grad:
            warnings.warn(NO_GRAD_HERE, UserWarning, stacklevel=2)
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
                f"attempting to assign a gradient with dtype '{value.dtype.legacy_name.lower()}' to a tensor with "
                f"grad_dtype '{self.dtype.legacy_name}'. The gradient must match the tensor's grad_dtype (defaults to "
                "the tensor's dtype)."
            )
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    def edge(self) -> graph.Edge:
        """Where gradients of this tensor go: to its node, or for a leaf to itself, or nowhere."""
        base = self._base
        # Also a view that no gradient went through before: its base may be a result by now.
        if base is not None and self._seen != self._counter.value and (self._node or base._node) is not None:
            self.follow_base()
        if self._node is not None:
            return self._node
        return self if self._wants_grad else None

    def accumulator(self) -> AccumulateGrad:
        """The node that stands for this leaf in a printed graph."""
        node = self._accumulator() if self._accumulator is not None else None
        if node is None:
            node = AccumulateGrad(self)
            # Weak, as the node holds this tensor.
            self._accumulator = weakref.ref(node)
        return node

    def follow_base(self) -> None:
        """Lead this view's gradient to what its base has become since it was changed in place."""
        if self._base is not None:
            edge, base = self._base.edge(), self._base._array
            self._node = AsStridedBackward0(edge, base, self._steps, self._array)
            self._seen = self._counter.value

    def change_base(self, changed: Node) -> None:
        """Enter a change in place of this view into the history of its base."""
        if self._base is not None:
            self._base._node = CopySlices(self._base.edge(), self._base._array, self._steps, changed)
            self.follow_base()

    def register_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(grad) whenever this tensor's gradient is computed; a returned tensor replaces it."""
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self._hooks is None:
            self._hooks = OrderedDict()
            if self._node is not None:
                self._hooks = self._node.ensure_extras().hooks
        return register(self._hooks, hook)

    def register_post_accumulate_grad_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(self) after a gradient was added to this leaf's grad."""
        if not self.requires_grad:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        if self._node is not None:
            raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
        if self._post_hooks is None:
            self._post_hooks = OrderedDict()
        return register(self._post_hooks, hook)

    def retain_grad(self) -> None:
        """Keep `.grad` for this result as well; leaves always do."""
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if self._node is not None:
            self._node.ensure_extras().retained = weakref.ref(self)

    @property
    def retains_grad(self) -> bool:
        """Whether retain_grad was called on this result."""
        extras = self._node.extras if self._node is not None else None
        return extras is not None and extras.retained is not None and extras.retained() is self

    def detach(self) -> Tensor:
        """The same memory, outside the graph."""
        # As wrap, without a counter of its own to be thrown away: a state_dict detaches every tensor of a network.
        made = _new(Tensor)
        made._array, made._counter, made._wants_grad = self._array, self._counter, False
        made._grad = made._node = made._base = made._hooks = made._post_hooks = made._accumulator = None
        return made

    def detach_(self) -> Tensor:
        """Take this tensor itself out of the graph.  RuntimeError for a view."""
        if self._node is not None and (self._base is not None or self._node.handed_through):
            raise RuntimeError(
                "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for "
                "training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence "
                "detach_() cannot be called on these gradients."
            )
        self._node, self._wants_grad = None, False
        return self

    @property
    def data(self) -> Tensor:
        """The same memory outside the graph, whose changes nobody counts; assign a tensor to take over its memory."""
        return wrap(self._array)

    @data.setter
    def data(self, value: Tensor) -> None:
        if not isinstance(value, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        if self.is_meta is not value.is_meta:
            raise RuntimeError(
                "Attempted to call `variable.set_data(tensor)`, but `variable` and `tensor` have incompatible tensor "
                "type."
            )
        if self._wants_grad and not value.is_floating_point():
            raise RuntimeError("data set to a tensor that requires gradients must be floating point or complex dtype")
        self._array = value._array
        self._accumulator = None

    # -- copies ----------------------------------------------------------------------------------

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


_new = object.__new__


def _init(cls: type[Tensor], array: Array) -> Tensor:
    made = _new(cls)
    made._array = array
    made._counter = Counter()
    made._wants_grad = False
    made._grad = made._node = made._base = made._hooks = made._post_hooks = made._accumulator = None
    return made


def wrap(array: Any) -> Tensor:
    """A new plain tensor around an array, or around a numpy scalar, which must never leak."""
    # As _init, whose call would cost a fifth of this.
    made = _new(Tensor)
    made._array = array if type(array) is np.ndarray else as_array(array)
    made._counter = Counter()
    made._wants_grad = False
    made._grad = made._node = made._base = made._hooks = made._post_hooks = made._accumulator = None
    return made


def _rebuild(cls: type[Tensor], array: Array, wants_grad: bool, attributes: dict[str, Any]) -> Tensor:
    made = _init(cls, array)
    made._wants_grad = wants_grad
    made.__dict__.update(attributes)
    return made


def add_methods(*functions: Callable[..., Any], **named: Any) -> None:
    """Give Tensor these methods, by the functions' own names or by those given."""
    for function in functions:
        setattr(Tensor, function.__name__, function)
    for name, value in named.items():
        setattr(Tensor, name, value)


def check_can_require_grad(tensor: Tensor, message: str | None = None) -> None:
    """RuntimeError for a tensor of integers, and for one made in an inference mode that is over."""
    if tensor._counter.inference and not state.inference:
        raise RuntimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")
    if not tensor.is_floating_point():
        raise RuntimeError(message or "Only Tensors of floating point and complex dtype can require gradients")


def check_in_place(tensor: Tensor, through_view: bool = False) -> None:
    """RuntimeError for a change in place of a leaf that requires grad: the graph could not undo it."""
    if tensor._counter.inference and not state.inference:
        raise RuntimeError(
            "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a "
            "normal tensor before doing inplace update."
        )
    if not state.enabled:
        return
    base = tensor._base
    for changed in (tensor, base):
        if changed is not None and changed._node is not None and changed._node.handed_through:
            made_by = (tensor.grad_fn or changed._node).name().split("Backward")[0]
            raise RuntimeError(HANDED_THROUGH.format(tensor.output_nr, made_by))
    if tensor._wants_grad and not through_view:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    if tensor._wants_grad or (base is not None and base._node is None and tensor._node is not None):
        raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")


graph.wrap = wrap
