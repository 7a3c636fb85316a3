"""What lesson 01 builds on: a subclass of Tensor can be a Parameter."""

import copy
import pickle
import sys

import pytest
from two_libraries import LIBRARIES, both_raise

from course import numpy_torch as torch


class Parameter(torch.Tensor):
    """A Parameter as a learner writes it."""

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data, requires_grad)

    def __repr__(self):
        return "Parameter containing:\n" + super().__repr__()

    def __reduce_ex__(self, protocol):
        return rebuilt, (self.data, self.requires_grad)


def rebuilt(data, requires_grad):
    return Parameter(data, requires_grad)


def test_it_is_a_leaf_that_shares_memory():
    x = torch.ones(2)
    p = Parameter(x)
    assert isinstance(p, torch.Tensor)
    assert p.is_leaf
    assert p.requires_grad
    assert p.data_ptr() == x.data_ptr()
    x[0] = 5
    assert p.tolist() == [5.0, 1.0]


def test_it_looks_like_torchs():
    import torch as real

    assert repr(Parameter(torch.ones(2))) == repr(real.nn.Parameter(real.ones(2)))
    assert repr(Parameter()) == repr(real.nn.Parameter())
    assert torch.typename(Parameter(torch.ones(2))) == real.typename(real.nn.Parameter(real.ones(2)))


def test_what_is_computed_from_it_is_a_plain_tensor():
    p = Parameter(torch.ones(2))
    for result in (p * 2, p + p, p.detach(), p.data, p.clone(), p[0], p.view(1, 2), p.exp(), p.double()):
        assert type(result) is torch.Tensor
    assert p.requires_grad_() is p


def test_its_gradient_is_a_plain_tensor():
    p = Parameter(torch.ones(2))
    (p * 3).sum().backward()
    assert type(p.grad) is torch.Tensor
    assert p.grad.tolist() == [3.0, 3.0]


def test_a_deep_copy_is_one_too_with_its_gradient_and_memory_of_its_own():
    p = Parameter(torch.ones(2))
    p.note = "kept"
    (p * 3).sum().backward()
    twice = copy.deepcopy([p, p])
    assert twice[0] is twice[1]
    assert type(twice[0]) is Parameter
    assert twice[0].data_ptr() != p.data_ptr()
    assert twice[0].grad.tolist() == [3.0, 3.0]
    assert twice[0].note == "kept"


def test_it_pickles_by_its_own_rule(monkeypatch):
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    again = pickle.loads(pickle.dumps(Parameter(torch.arange(3.0), requires_grad=False)))
    assert type(again) is Parameter
    assert again.tolist() == [0.0, 1.0, 2.0]
    assert not again.requires_grad


def test_a_plain_tensor_pickles_and_copies():
    x = torch.arange(3.0).requires_grad_()
    for again in (pickle.loads(pickle.dumps(x)), copy.deepcopy(x), copy.copy(x)):
        assert again is not x
        assert again.tolist() == x.tolist()
        assert again.requires_grad
    assert copy.deepcopy(torch.ones(2).t()).tolist() == [1.0, 1.0]


def test_integers_cannot_be_trained():
    with pytest.raises(RuntimeError, match="Only Tensors of floating point and complex dtype can require gradients"):
        Parameter(torch.tensor([1]))
    assert not Parameter(torch.tensor([1]), requires_grad=False).requires_grad


def test_a_result_cannot_be_copied_deeply():
    both_raise(
        lambda library: copy.deepcopy(library.ones(2, requires_grad=True) * 2),
        words="Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol",
    )


def test_a_tensor_takes_attributes_and_is_hashed_by_identity():
    for library in LIBRARIES:
        x, y = library.ones(2), library.ones(2)
        x.persistent = True
        assert x.persistent
        assert len({x, y, x}) == 2
        assert {x: 1}[x] == 1
