"""A tensor without numbers says what it is and moves; everything else is refused, as torch refuses it."""

import pytest
import torch

from course import numpy_torch
from course.numpy_torch.uninitialized import NoNumbers


class Lazy(NoNumbers, numpy_torch.Tensor):
    """As torch.nn.UninitializedParameter, but for its class."""


class WithoutShape(Lazy):
    """As lesson b2 makes it."""

    @property
    def shape(self):
        raise RuntimeError


def made(library):
    if library is torch:
        return torch.nn.UninitializedParameter(requires_grad=False, dtype=torch.float64)
    return numpy_torch.Tensor._make_subclass(Lazy, numpy_torch.empty(0, dtype=numpy_torch.float64))


LIBRARIES = pytest.mark.parametrize("library", [torch, numpy_torch], ids=["torch", "numpy"])

REFUSED = {
    "dim": lambda torch, p: p.dim(),
    "numel": lambda torch, p: p.numel(),
    "detach": lambda torch, p: p.detach(),
    "clone": lambda torch, p: p.clone(),
    "a sum": lambda torch, p: p + 1,
    "a sum, on the right": lambda torch, p: torch.ones(2) + p,
    "a function": lambda torch, p: torch.exp(p),
    "linear": lambda torch, p: torch.nn.functional.linear(torch.ones(2), p),
    "cat": lambda torch, p: torch.cat([torch.ones(2), p]),
    "compared": lambda torch, p: p == p,
    "zero_": lambda torch, p: p.zero_(),
    "tolist": lambda torch, p: p.tolist(),
    "len": lambda torch, p: len(p),
    "bool": lambda torch, p: bool(p),
    "an item": lambda torch, p: p[0],
    "requires_grad_": lambda torch, p: p.requires_grad_(),
    "register_hook": lambda torch, p: p.register_hook(print),
}


@LIBRARIES
@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
def test_numbers_that_are_not_there_are_a_value_error(library, call):
    with pytest.raises(ValueError, match="Attempted to use an uninitialized parameter"):
        call(library, made(library))


@LIBRARIES
def test_it_says_what_it_is_and_moves(library):
    p = made(library)
    assert (str(p.dtype), p.device.type, p.is_meta, p.ndim, tuple(p.size())) == ("torch.float64", "cpu", False, 1, (0,))
    assert (p.requires_grad, p.is_leaf, p.grad) == (False, True, None)
    assert str(p.half().dtype) == "torch.float16"
    assert p.to("meta").is_meta
    assert p.cpu() is p.to(library.float64) is p
    p.requires_grad = True
    assert p.requires_grad


def test_it_has_the_size_of_nothing_whatever_it_says_of_its_shape():
    p = numpy_torch.Tensor._make_subclass(WithoutShape, numpy_torch.empty(0))
    assert tuple(p.size()) == (0,)
    assert p.size(0) == 0


@LIBRARIES
def test_data_can_be_read_and_given(library):
    p = made(library)
    assert tuple(p.data.shape) == (0,)
    p.data = p.float()
    assert str(p.dtype) == "torch.float32"
    p.copy_(library.ones(0))
    p.data = p


def test_it_becomes_a_plain_tensor_by_its_class():
    p = made(numpy_torch)
    p.data = numpy_torch.ones(2)
    p.__class__ = numpy_torch.Tensor
    assert p.tolist() == [1.0, 1.0]
