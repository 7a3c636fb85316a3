"""A small torch on numpy: `from course import numpy_torch as torch` runs ordinary torch code.

Missing is what the course is about: everything under `torch.nn` but `functional` and `init`.
"""

# torch's names, and torch's habit: its own `sum`, `max`, `float` and others stand for Python's here.

import typing as _typing
from math import e, inf, nan, pi

from . import autograd, cuda, nn, optim, utils
from . import future as __future__
from . import questions as _questions
from . import singles as _singles
from .devices import (
    Size,
    channels_last,
    contiguous_format,
    device,
    get_default_device,
    layout,
    memory_format,
    preserve_format,
    set_default_device,
    strided,
)
from .dtypes import (
    bfloat16,
    double,
    dtype,
    finfo,
    float16,
    float32,
    float64,
    get_default_dtype,
    half,
    iinfo,
    int8,
    int16,
    int32,
    int64,
    long,
    promote_types,
    set_default_dtype,
    short,
    uint8,
)
from .dtypes import (
    bool_ as bool,
)
from .dtypes import (
    float_ as float,
)
from .dtypes import (
    int_ as int,
)
from .grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from .inference import inference_mode, is_inference, is_inference_mode_enabled
from .operations import FUNCTIONS as _FUNCTIONS
from .printing import set_printoptions
from .questions import allclose, equal, isclose
from .serialization import load, save
from .tensor import Tensor

# The functions of one number and the comparisons are tables; `abs`, `exp`, `eq`, `isnan` and so on are their rows.
# The other functions are listed in operations.py, or offered by the files that define them.
globals().update(_singles.SINGLES | _questions.QUESTIONS | _questions.TESTS | _FUNCTIONS)
__version__ = "2.13.0+numpy"


__all__ = [
    "Size",
    "Tensor",
    "__future__",
    "allclose",
    "autograd",
    "bfloat16",
    "bool",
    "channels_last",
    "contiguous_format",
    "cuda",
    "device",
    "double",
    "dtype",
    "e",
    "enable_grad",
    "equal",
    "finfo",
    "float",
    "float16",
    "float32",
    "float64",
    "get_default_device",
    "get_default_dtype",
    "half",
    "iinfo",
    "inf",
    "inference_mode",
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "is_grad_enabled",
    "is_inference",
    "is_inference_mode_enabled",
    "isclose",
    "layout",
    "load",
    "long",
    "memory_format",
    "nan",
    "nn",
    "no_grad",
    "optim",
    "pi",
    "preserve_format",
    "promote_types",
    "save",
    "set_default_device",
    "set_default_dtype",
    "set_grad_enabled",
    "set_printoptions",
    "short",
    "strided",
    "uint8",
    "utils",
]

__all__ += sorted(_FUNCTIONS)


def __getattr__(name: str) -> _typing.Any:
    """Say what is not here: a misspelt name, or a part of torch that this course does without."""
    raise AttributeError(
        f"module 'torch' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
