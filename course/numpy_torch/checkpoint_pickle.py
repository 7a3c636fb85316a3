"""The pickle inside a checkpoint: torch's names written without torch, and read without running anything else.

A pickle can name any function of any module and call it.  So the reader here looks up names in
one table, and it knows no more of pickle's instructions than torch's files have.
torch: _weights_only_unpickler.py, _utils.py
"""

from __future__ import annotations

import codecs
import pickle
import struct
import warnings
from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING
from collections import Counter, OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from . import devices, dtypes
from .checkpoint_format import STORAGE_DTYPES, STORAGE_NAMES, Archive, Storage, memory_of
from .tensor import Tensor, check_can_require_grad, wrap

PROTOCOL = 2

# pickle's own machines in Python: their table of types, and of instructions, can be changed.
_Pickler: Any = pickle._Pickler
_Unpickler: Any = pickle._Unpickler

# -- writing ------------------------------------------------------------------------------------


class Name:
    """Something of torch's that a pickle names, whether torch is there or not."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __call__(self) -> None:
        """The pickler wants what it writes a call of to be callable; nobody calls it here."""


# One object for each, which the pickler then writes once.
name = cache(Name)


def is_parameter(tensor: Tensor) -> bool:
    """Whether its class is a learner's Parameter, or made from it; torch's own comes back from the file."""
    return any(base.__name__ == "Parameter" for base in type(tensor).__mro__)


class Pickler(_Pickler):  # type: ignore[misc]
    """Writes tensors, sizes, dtypes and devices as torch does, and the rest as pickle does.

    RuntimeError for memory that tensors of two dtypes show.
    """

    def __init__(self, file: Any) -> None:
        super().__init__(file, PROTOCOL)
        self.storages: dict[int, Storage] = {}  # by their address

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:
        """Write one object; torch's constants are names."""
        if isinstance(obj, (dtypes.dtype, devices.memory_format)):
            obj = name("torch", obj.name)
        super().save(obj, save_persistent_id)

    def save_name(self, obj: Name) -> None:
        """Write the instruction that looks a name up."""
        self.write(pickle.GLOBAL + f"{obj.module}\n{obj.name}\n".encode())
        self.memoize(obj)

    dispatch: ClassVar[Any] = {**_Pickler.dispatch, Name: save_name}

    def persistent_id(self, obj: Any) -> Any:
        """What stands for a storage, whose numbers are a record of their own."""
        if not isinstance(obj, Storage):
            return None
        return "storage", name("torch", STORAGE_NAMES[obj.dtype]), obj.key, "cpu", obj.array.size

    def reducer_override(self, obj: Any) -> Any:
        """The function of torch's, and its arguments, that make the object again."""
        if isinstance(obj, Tensor):
            return self.reduce_tensor(obj)
        if isinstance(obj, devices.Size):
            return name("torch", "Size"), (tuple(obj),)
        if isinstance(obj, devices.device):
            return name("torch", "device"), ((obj.type,) if obj.index is None else (obj.type, obj.index))
        if isinstance(obj, devices.layout):
            return name("torch.serialization", "_get_layout"), (str(obj),)
        return NotImplemented

    def reduce_tensor(self, tensor: Tensor) -> Any:
        """A tensor is a view of a storage; a Parameter wraps a tensor; attributes come last."""
        state = dict(tensor.__dict__)
        if is_parameter(tensor):
            args: Any = (tensor.data, tensor.requires_grad, OrderedDict())
            if state:
                return name("torch._utils", "_rebuild_parameter_with_state"), (*args, state)
            return name("torch._utils", "_rebuild_parameter"), args
        _warn_of_hooks(tensor)
        flat, offset, stride = memory_of(tensor._array)
        args = (self.storage(flat, tensor.dtype), offset, tuple(tensor.shape), stride, tensor.requires_grad)
        rebuild, args = name("torch._utils", "_rebuild_tensor_v2"), (*args, OrderedDict())
        if type(tensor) is Tensor and not state:
            return rebuild, args
        kind = name("torch", "Tensor") if type(tensor) is Tensor else type(tensor)
        return name("torch._tensor", "_rebuild_from_type_v2"), (rebuild, kind, args, state)

    def storage(self, flat: Any, dtype: dtypes.dtype) -> Storage:
        """The storage of this memory, the same for all tensors on it."""
        address = flat.__array_interface__["data"][0]
        known = self.storages.setdefault(address, Storage(flat, dtype, str(len(self.storages))))
        if known.dtype is not dtype:
            raise RuntimeError("Cannot save multiple tensors or storages that view the same data as different types")
        return known


def _warn_of_hooks(tensor: Tensor) -> None:
    for hook in (tensor._hooks or {}).values():
        warnings.warn(
            f"backward hook {hook!r} on tensor will not be serialized.  If this is expected, you can decorate the "
            "function with @torch.utils.hooks.unserializable_hook to suppress this warning",
            UserWarning,
            stacklevel=2,
        )


# -- reading ------------------------------------------------------------------------------------


class Allowed:
    """A function that a pickle may call.  Wrapped, as a pickle could change the function itself."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function


def rebuild_tensor(
    storage: Storage,
    offset: int,
    size: Any,
    stride: Any,
    requires_grad: bool,
    backward_hooks: Any,
    metadata: Any = None,
) -> Tensor:
    """torch._utils._rebuild_tensor_v2: a view of a storage."""
    if not isinstance(storage, Storage):
        raise pickle.UnpicklingError(f"a tensor needs a storage, but got {type(storage).__name__}")
    made = wrap(storage.view(offset, tuple(size), tuple(stride)))
    if requires_grad:
        check_can_require_grad(made)
        made._wants_grad = True
    return made


def rebuild_from_type(function: Allowed, kind: Any, args: Any, state: Any) -> Any:
    """torch._tensor._rebuild_from_type_v2: a tensor, and the attributes somebody put on it."""
    if type(function) is not Allowed:
        raise pickle.UnpicklingError(f"Trying to call reduce for unrecognized function {function}")
    return _with_state(function.function(*args), state)


def _with_state(tensor: Tensor, state: Any) -> Tensor:
    attributes = state[0] if isinstance(state, tuple) else state
    # Into __dict__, past the class: a file sets no slot and no property.
    tensor.__dict__.update({str(key): value for key, value in (attributes or {}).items()})
    return tensor


def _get_layout(text: str) -> devices.layout:
    if text != "torch.strided":
        raise pickle.UnpicklingError(f"layout {text} is not part of the small torch of this course")
    return devices.strided


def allowed_names(parameter: Callable[[Tensor, bool], Any]) -> dict[str, Any]:
    """All that a checkpoint may name, and what stands for it here."""

    def rebuild_parameter(data: Tensor, requires_grad: bool, backward_hooks: Any) -> Any:
        return parameter(data, requires_grad)

    def rebuild_parameter_with_state(data: Tensor, requires_grad: bool, backward_hooks: Any, state: Any) -> Any:
        return _with_state(parameter(data, requires_grad), state)

    functions: dict[str, Callable[..., Any]] = {
        "torch._utils._rebuild_tensor_v2": rebuild_tensor,
        "torch._utils._rebuild_parameter": rebuild_parameter,
        "torch._utils._rebuild_parameter_with_state": rebuild_parameter_with_state,
        "torch._tensor._rebuild_from_type_v2": rebuild_from_type,
        "torch.nn.parameter.Parameter": parameter,
        "torch.serialization._get_layout": _get_layout,
        "torch.Size": devices.Size,
        "torch.device": devices.device,
        "torch.Tensor": Tensor,
        "collections.OrderedDict": OrderedDict,
        "collections.Counter": Counter,
        "builtins.set": set,
        "builtins.complex": complex,
        "builtins.bytearray": bytearray,
        "_codecs.encode": codecs.encode,  # bytes, in protocol 2
    }
    return {
        **{path: Allowed(function) for path, function in functions.items()},
        **{repr(constant): constant for constant in dtypes.DTYPES},
        **{f"torch.{storage}": storage for storage in (*STORAGE_DTYPES, "BFloat16Storage")},
    }


BLOCKED = ("sys", "os", "posix", "nt")

REFUSED = (
    "Weights only load failed. Unsupported global: GLOBAL {} was not an allowed global by default. A pickle can run "
    "any code, so this torch loads tensors, Parameters, sizes, dtypes, devices, numbers, text and collections of them, "
    "and refuses whatever else a file names, with weights_only=False as well."
)

# The instructions that torch's own files have.
INSTRUCTIONS = """
PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE SHORT_BINSTRING
EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3 EMPTY_LIST APPEND APPENDS EMPTY_DICT SETITEM SETITEMS EMPTY_SET
GLOBAL REDUCE BUILD BINPERSID BINGET LONG_BINGET BINPUT LONG_BINPUT
""".split()


class Unpickler(_Unpickler):  # type: ignore[misc]
    """Reads what torch's files have; UnpicklingError, with its name, for anything else."""

    def __init__(
        self, file: Any, archive: Archive, parameter: Callable[[Tensor, bool], Any], place: Callable[..., Storage]
    ) -> None:
        super().__init__(file, encoding="utf-8")
        self.archive, self.place = archive, place
        self.names = allowed_names(parameter)
        self.storages: dict[str, Storage] = {}

    def load(self) -> Any:
        """The object in the pickle."""
        try:
            return super().load()
        except (KeyError, IndexError, EOFError, struct.error) as error:
            detail = f"Unsupported operand {error}" if isinstance(error, KeyError) else f"it ends early: {error}"
            raise pickle.UnpicklingError(f"Weights only load failed. The pickle is damaged. {detail}") from None

    def find_class(self, module: str, global_name: str) -> Any:
        """What stands for a name; the one place where a file could reach for code."""
        module, global_name = NAME_MAPPING.get((module, global_name), (IMPORT_MAPPING.get(module, module), global_name))
        path = f"{module}.{global_name}"
        if module in BLOCKED:
            raise pickle.UnpicklingError(
                f"Weights only load failed. Trying to load unsupported GLOBAL {path} whose module {module} is blocked."
            )
        if path not in self.names:
            raise pickle.UnpicklingError(REFUSED.format(path.removeprefix("builtins.")))
        return self.names[path]

    def persistent_load(self, pid: Any) -> Storage:
        """A storage, read once."""
        if not isinstance(pid, tuple) or len(pid) != 5 or pid[0] != "storage" or not isinstance(pid[1], str):
            raise pickle.UnpicklingError(f"Only persistent_load of storage is allowed, but got {pid}")
        _, dtype_name, key, location, count = pid
        if key not in self.storages:
            self.storages[key] = self.place(self.archive.storage(dtype_name, key, count), location)
        return self.storages[key]

    def load_reduce(self) -> None:
        """Call a function of the table, and no other."""
        args, function = self.stack.pop(), self.stack.pop()
        if type(function) is not Allowed:
            raise pickle.UnpicklingError(f"Trying to call reduce for unrecognized function {function}")
        self.stack.append(function.function(*args))

    def load_build(self) -> None:
        """Give an OrderedDict its attributes, as a state_dict has its _metadata."""
        state, built = self.stack.pop(), self.stack[-1]
        if type(built) is not OrderedDict:
            raise pickle.UnpicklingError(f"Can only build OrderedDict objects, but got {type(built)}")
        built.__dict__.update(state)

    def load_append(self) -> None:
        """Add to a list."""
        self._fill(list, 2).append(self.stack.pop())

    def load_appends(self) -> None:
        """Add several to a list."""
        items = self.pop_mark()
        self._fill(list, 1).extend(items)

    def load_setitem(self) -> None:
        """Add to a dict."""
        filled = self._fill(dict, 3)
        value, key = self.stack.pop(), self.stack.pop()
        filled[key] = value

    def load_setitems(self) -> None:
        """Add several to a dict."""
        items = self.pop_mark()
        self._fill(dict, 1).update(zip(items[::2], items[1::2], strict=True))

    def _fill(self, kind: type, depth: int) -> Any:
        filled = self.stack[-depth]
        if type(filled) not in ((list,) if kind is list else (dict, OrderedDict, Counter)):
            raise pickle.UnpicklingError(f"Can only fill lists and dicts, but got {type(filled)}")
        return filled

    dispatch: ClassVar[Any] = {
        **{code: _Unpickler.dispatch[code] for code in (getattr(pickle, each)[0] for each in INSTRUCTIONS)},
        pickle.REDUCE[0]: load_reduce,
        pickle.BUILD[0]: load_build,
        pickle.APPEND[0]: load_append,
        pickle.APPENDS[0]: load_appends,
        pickle.SETITEM[0]: load_setitem,
        pickle.SETITEMS[0]: load_setitems,
    }
