"""Operations into the tensor itself, for those without a faster way of their own: computed, then copied.

`x.tril_()` is `x.copy_(x.tril())`; the gradient goes the same way, and grad_fn is named for the copy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import elementwise
from .changes import clone, copy_
from .names import offer_functions
from .rules import check_fits
from .singles import nan_to_num, neg, positive
from .tensor import Tensor, add_methods

NAMES = """
    atan2 floor_divide remainder fmod hypot xlogy copysign float_power heaviside multiply subtract divide true_divide
    bitwise_left_shift bitwise_right_shift clamp_min clamp_max cumsum cumprod tril triu addmm addmv addr addbmm baddbmm
""".split()
# Python's own signs, as in `x //= 2`.
SIGNS = {
    "ifloordiv": "floor_divide",
    "imod": "remainder",
    "iand": "bitwise_and",
    "ior": "bitwise_or",
    "ixor": "bitwise_xor",
    "ilshift": "bitwise_left_shift",
    "irshift": "bitwise_right_shift",
}


def _into(name: str) -> Callable[..., Tensor]:
    def change(self: Tensor, *args: Any, **options: Any) -> Tensor:
        # Of a copy, as the derivative may need the old numbers.
        result = getattr(clone(self), name)(*args, **options)
        check_fits(self, result._array)
        return copy_(self, result)

    change.__doc__ = f"torch.{name}, into the tensor itself."
    return change


add_methods(multiply=elementwise.mul, subtract=elementwise.sub, divide=elementwise.div, negative=neg)
add_methods(**{f"{name}_": _into(name) for name in NAMES})
add_methods(**{f"__{sign}__": _into(name) for sign, name in SIGNS.items()})
# Other names of what is there.
ALIASES = {"negative_": "neg_", "arctan2_": "atan2_", "fix_": "trunc_"} | {
    f"arc{name}_": f"a{name}_" for name in "sin cos tan sinh cosh tanh".split()
}
add_methods(**{alias: getattr(Tensor, name) for alias, name in ALIASES.items()})
offer_functions(positive, nan_to_num, negative=neg, detach=Tensor.detach)
