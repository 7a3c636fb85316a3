"""tensor[key] reads and writes as in torch, and gradients follow."""

import pytest
from two_libraries import LIBRARIES, both, both_raise, claims

KEYS = {
    "an integer": lambda torch: 1,
    "a negative integer": lambda torch: -1,
    "a slice": lambda torch: slice(1, None),
    "a slice with a step": lambda torch: slice(None, None, 2),
    "integers and slices": lambda torch: (0, slice(None), 2),
    "an ellipsis": lambda torch: (..., 1),
    "a new dimension": lambda torch: (None, 0),
    "all integers": lambda torch: (1, 2, 3),
    "a list": lambda torch: [1, 0, 1],
    "an index tensor": lambda torch: torch.tensor([1, 1, 0]),
    "an index tensor of two dimensions": lambda torch: torch.tensor([[0, 1], [1, 1]]),
    "two index tensors": lambda torch: (torch.tensor([0, 1]), torch.tensor([2, 2])),
    "an index tensor after a slice": lambda torch: (slice(None), torch.tensor([2, 0])),
    "a tensor of no dimensions": lambda torch: torch.tensor(1),
    "a mask": lambda torch: torch.tensor([True, False]),
    "a mask of all dimensions": lambda torch: torch.arange(24).reshape(2, 3, 4) % 3 == 0,
    "a mask after a slice": lambda torch: (slice(None), torch.tensor([True, False, True])),
    "nothing at all": lambda torch: (),
    "only an ellipsis": lambda torch: ...,
}


@pytest.mark.parametrize("name", KEYS)
def test_reading_and_its_gradient_are_torchs(name):
    key = KEYS[name]
    both(lambda torch, x: x[key(torch)] * 2, (2, 3, 4))


@pytest.mark.parametrize("name", KEYS)
def test_writing_and_both_gradients_are_torchs(name):
    key = KEYS[name]

    def experiment(torch, x, value):
        y = x * 1
        y[key(torch)] = value
        return y

    if name not in ("an index tensor", "a list", "an index tensor of two dimensions", "two index tensors"):
        both(experiment, (2, 3, 4), ())
    both(lambda torch, x, v: experiment(torch, x, 5.0), (2, 3, 4), ())
    both(lambda torch, x, v: experiment(torch, x.detach(), 5), (2, 3, 4), (), grad=False)


@claims(
    an_integer_too_large=lambda torch: torch.ones(2)[5],
    too_many=lambda torch: torch.ones(2)[0, 0],
    a_float=lambda torch: torch.ones(2)[1.5],
    a_string=lambda torch: torch.ones(2)["a"],
    of_no_dimensions=lambda torch: torch.tensor(1)[0],
    an_index_tensor_too_large=lambda torch: torch.ones(2)[torch.tensor([3])],
    a_mask_of_another_shape=lambda torch: torch.ones(2)[torch.tensor([True])],
    an_index_of_floats=lambda torch: torch.ones(2)[torch.tensor([1.0])],
    a_negative_step=lambda torch: torch.ones(2)[::-1],
    a_value_that_does_not_fit=lambda torch: torch.ones(2, 3).__setitem__(0, torch.ones(2)),
    a_leaf=lambda torch: torch.ones(2, requires_grad=True).__setitem__(0, 1.0),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def test_an_element_picked_twice_has_both_gradients():
    both(lambda torch, x: x[torch.tensor([0, 0, 1])] ** 2, (3,))


def test_writing_counts_as_a_change():
    for torch in LIBRARIES:
        x = torch.zeros(3)
        x[0] = 1
        x[1:] = torch.ones(2)
        assert x._version == 2
        assert x.tolist() == [1.0, 1.0, 1.0]
