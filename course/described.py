"""What a tensor tells of itself, for a Tensor of one's own: nothing here takes part in a gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from course import numpy_torch


class Described:
    """Reads `array`, and for the text also `requires_grad` and `grad_fn`; each answer is as torch gives it."""

    array: np.ndarray[Any, Any]
    requires_grad: bool
    grad_fn: Any
    # numpy leaves `array * tensor` to Tensor.__rmul__, as it does for torch.
    __array_ufunc__ = None

    @property
    def shape(self) -> Any:
        return numpy_torch.Size(self.array.shape)

    @property
    def dtype(self) -> Any:
        return numpy_torch.from_numpy(self.array).dtype

    @property
    def device(self) -> Any:
        return numpy_torch.device("cpu")

    @property
    def ndim(self) -> int:
        return self.array.ndim

    @property
    def data(self) -> Any:
        """The same numbers without a history."""
        made = type(self).__new__(type(self))
        vars(made).update(vars(self), requires_grad=False, grad=None, grad_fn=None)
        return made

    def dim(self) -> int:
        return self.array.ndim

    def size(self, dim: int | None = None) -> Any:
        return self.shape if dim is None else self.array.shape[dim]

    def numel(self) -> int:
        return self.array.size

    def data_ptr(self) -> int:
        return int(self.array.__array_interface__["data"][0])

    def cpu(self) -> Any:
        return self

    def numpy(self) -> np.ndarray[Any, Any]:
        return self.array

    def item(self) -> Any:
        return self.array.item()

    def tolist(self) -> Any:
        return self.array.tolist()

    def __len__(self) -> int:
        return len(self.array)

    def __repr__(self) -> str:
        text = repr(numpy_torch.from_numpy(self.array)).removesuffix(")")
        if self.grad_fn is not None:
            return f"{text}, grad_fn=<{self.grad_fn.name()}>)"
        return f"{text}, requires_grad=True)" if self.requires_grad else f"{text})"
