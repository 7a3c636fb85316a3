"""A small torch on numpy: `from course import numpy_torch as torch` runs ordinary torch code.

Missing is what the course is about: everything under `torch.nn` but `functional` and `init`.
"""

# torch's names, and torch's habit: its own `sum`, `max`, `float` and others stand for Python's here.

import typing as _typing
from math import e, inf, nan, pi

from . import autograd, cuda, nn, optim, utils
from . import questions as _questions
from . import singles as _singles
from .changes import clone
from .creation import (
    arange,
    as_tensor,
    asarray,
    empty,
    empty_like,
    eye,
    from_numpy,
    full,
    full_like,
    linspace,
    ones,
    ones_like,
    tensor,
    zeros,
    zeros_like,
)
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
from .elementwise import (
    add,
    atan2,
    div,
    floor_divide,
    masked_fill,
    maximum,
    minimum,
    mul,
    pow,
    remainder,
    sub,
    where,
)
from .extremes import (
    all,
    amax,
    amin,
    any,
    argmax,
    argmin,
    argsort,
    count_nonzero,
    max,
    min,
    nonzero,
    sort,
    topk,
    unique,
)
from .grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from .indexing import gather, index_select, masked_select, narrow, select
from .inference import inference_mode, is_inference, is_inference_mode_enabled
from .info import (
    can_cast,
    is_complex,
    is_floating_point,
    is_nonzero,
    is_same_size,
    is_tensor,
    numel,
    typename,
)
from .joining import cat, chunk, split, stack, unbind
from .linalg import bmm, dot, matmul, mm, mv, outer
from .operations import FUNCTIONS as _FUNCTIONS
from .printing import set_printoptions
from .questions import allclose, equal, isclose
from .random import (
    Generator,
    bernoulli,
    default_generator,
    get_rng_state,
    initial_seed,
    manual_seed,
    multinomial,
    normal,
    rand,
    rand_like,
    randint,
    randint_like,
    randn,
    randn_like,
    randperm,
    seed,
    set_rng_state,
)
from .reductions import cumsum, log_softmax, logsumexp, mean, norm, prod, softmax, std, sum, var
from .serialization import load, save
from .shapes import broadcast_to, flatten, permute, ravel, reshape, squeeze, t, transpose, unflatten, unsqueeze
from .singles import neg, round
from .tensor import Tensor

# The functions of one number and the comparisons are tables; `abs`, `exp`, `eq`, `isnan` and so on are their rows.
# What the other files of operations offer is in FUNCTIONS.
globals().update(_singles.SINGLES | _questions.QUESTIONS | _questions.TESTS | _FUNCTIONS)
multiply, subtract, divide, concat = mul, sub, div, cat
__version__ = "2.13.0+numpy"


__all__ = [
    "Generator",
    "Size",
    "Tensor",
    "add",
    "all",
    "allclose",
    "amax",
    "amin",
    "any",
    "arange",
    "argmax",
    "argmin",
    "argsort",
    "as_tensor",
    "asarray",
    "atan2",
    "autograd",
    "bernoulli",
    "bfloat16",
    "bmm",
    "bool",
    "broadcast_to",
    "can_cast",
    "cat",
    "channels_last",
    "chunk",
    "clone",
    "concat",
    "contiguous_format",
    "count_nonzero",
    "cuda",
    "cumsum",
    "default_generator",
    "device",
    "div",
    "divide",
    "dot",
    "double",
    "dtype",
    "e",
    "empty",
    "empty_like",
    "enable_grad",
    "equal",
    "eye",
    "finfo",
    "flatten",
    "float",
    "float16",
    "float32",
    "float64",
    "floor_divide",
    "from_numpy",
    "full",
    "full_like",
    "gather",
    "get_default_device",
    "get_default_dtype",
    "get_rng_state",
    "half",
    "iinfo",
    "index_select",
    "inf",
    "inference_mode",
    "initial_seed",
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "is_complex",
    "is_floating_point",
    "is_grad_enabled",
    "is_inference",
    "is_inference_mode_enabled",
    "is_nonzero",
    "is_same_size",
    "is_tensor",
    "isclose",
    "layout",
    "linspace",
    "load",
    "log_softmax",
    "logsumexp",
    "long",
    "manual_seed",
    "masked_fill",
    "masked_select",
    "matmul",
    "max",
    "maximum",
    "mean",
    "memory_format",
    "min",
    "minimum",
    "mm",
    "mul",
    "multinomial",
    "multiply",
    "mv",
    "nan",
    "narrow",
    "neg",
    "nn",
    "no_grad",
    "nonzero",
    "norm",
    "normal",
    "numel",
    "ones",
    "ones_like",
    "optim",
    "outer",
    "permute",
    "pi",
    "pow",
    "preserve_format",
    "prod",
    "promote_types",
    "rand",
    "rand_like",
    "randint",
    "randint_like",
    "randn",
    "randn_like",
    "randperm",
    "ravel",
    "remainder",
    "reshape",
    "round",
    "save",
    "seed",
    "select",
    "set_default_device",
    "set_default_dtype",
    "set_grad_enabled",
    "set_printoptions",
    "set_rng_state",
    "short",
    "softmax",
    "sort",
    "split",
    "squeeze",
    "stack",
    "std",
    "strided",
    "sub",
    "subtract",
    "sum",
    "t",
    "tensor",
    "topk",
    "transpose",
    "typename",
    "uint8",
    "unbind",
    "unflatten",
    "unique",
    "unsqueeze",
    "utils",
    "var",
    "where",
    "zeros",
    "zeros_like",
]

__all__ += sorted(_FUNCTIONS)


def __getattr__(name: str) -> _typing.Any:
    """Say what is not here: a misspelt name, or a part of torch that this course does without."""
    raise AttributeError(
        f"module 'torch' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
