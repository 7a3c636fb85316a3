"""Arithmetic, comparisons and functions of one number are torch's, gradients included."""

import operator

import hypothesis.strategies as st
import pytest
import torch
from hypothesis import given, settings
from two_libraries import LIBRARIES, both, both_raise, claims, error_of, numbers

SINGLES = (
    "exp expm1 sqrt rsqrt log log2 log10 log1p reciprocal sin cos tan tanh sinh cosh atan sigmoid "
    "relu sign floor ceil trunc round square abs neg"
).split()


@pytest.mark.parametrize("name", SINGLES)
def test_a_function_of_one_number_and_its_gradient_are_torchs(name):
    both(lambda torch, x: getattr(torch, name)(x.abs()), (3, 4))
    both(lambda torch, x: getattr(x, name)(), (3, 4)) if name not in "sqrt rsqrt log log2 log10 log1p".split() else None


@claims(
    plus=lambda torch, a, b: a + b,
    minus=lambda torch, a, b: a - b,
    times=lambda torch, a, b: a * b,
    divided=lambda torch, a, b: a / b,
    power=lambda torch, a, b: a.abs() ** b,
    remainder=lambda torch, a, b: a % b,
    scaled_add=lambda torch, a, b: torch.add(a, b, alpha=3),
    scaled_sub=lambda torch, a, b: a.sub(b, alpha=0.5),
    maximum=lambda torch, a, b: torch.maximum(a, b),
    minimum=lambda torch, a, b: torch.minimum(a, b),
    where=lambda torch, a, b: torch.where(a > b, a, b),
    masked_fill=lambda torch, a, b: a.masked_fill(a > b, 7.0),
    atan2=lambda torch, a, b: torch.atan2(a, b),
    compared=lambda torch, a, b: [a > b, a >= b, a < b, a <= b, a == b, a != b],
    logical=lambda torch, a, b: [(a > 0) & (b > 0), (a > 0) | (b > 0), (a > 0) ^ (b > 0), ~(a > 0)],
    close=lambda torch, a, b: [torch.isclose(a, b), torch.allclose(a, a), torch.equal(a, b)],
    divided_down=lambda torch, a, b: torch.div(a, b, rounding_mode="floor").detach(),
    divided_to_zero=lambda torch, a, b: torch.div(a, b, rounding_mode="trunc").detach(),
)
def test_an_operation_on_two_tensors_is_torchs(experiment):
    both(experiment, (3, 4), (3, 4))
    both(experiment, (3, 4), (4,))
    both(experiment, (2, 1, 4), (3, 1))
    both(experiment, (), (2, 2))


@claims(
    plus=lambda torch, a: a + 2,
    plus_reflected=lambda torch, a: 2 + a,
    minus=lambda torch, a: a - 2.5,
    minus_reflected=lambda torch, a: 2.5 - a,
    times=lambda torch, a: a * 3,
    times_reflected=lambda torch, a: 3 * a,
    divided=lambda torch, a: a / 4,
    divided_reflected=lambda torch, a: 4 / a,
    squared=lambda torch, a: a**2,
    cubed=lambda torch, a: a**3,
    inverted=lambda torch, a: a**-1,
    to_the_zeroth=lambda torch, a: a**0,
    to_a_fraction=lambda torch, a: a.abs() ** 1.7,
    root=lambda torch, a: a.abs() ** 0.5,
    base_of_a_power=lambda torch, a: 2**a,
    negative=lambda torch, a: -a,
    clamped=lambda torch, a: a.clamp(-1, 1),
    clamped_below=lambda torch, a: a.clamp(min=0.5),
    clamped_above=lambda torch, a: torch.clamp(a, max=0.5),
    where_a_number=lambda torch, a: torch.where(a > 0, a, 0.0),
)
def test_an_operation_with_a_number_is_torchs(experiment):
    both(experiment, (3, 4))
    both(experiment, ())
    both(experiment, (3,), dtype="float64")


@pytest.mark.parametrize("name", ["exp", "log", "tanh", "sigmoid", "sin", "cos"])
def test_most_numbers_are_torchs_to_the_last_bit(name):
    array = numbers([(4000,)])[0]
    theirs, ours = (getattr(library.tensor(abs(array)), name)().numpy() for library in LIBRARIES)
    assert (ours == theirs).mean() > 0.85


def test_float16_computes_as_torch_does():
    both(lambda torch, a, b: [a + b, a * 2, a.sum(), a.mean(), a.exp()], (4, 5), (5,), dtype="float16")


shapes = st.lists(st.integers(0, 3), max_size=3).map(tuple)


@settings(max_examples=40, deadline=None)
@given(shapes, shapes, st.sampled_from(["add", "mul", "div", "maximum"]))
def test_any_two_shapes_broadcast_or_fail_as_in_torch(first, second, name):
    try:
        both(lambda torch, a, b: getattr(torch, name)(a, b), first, second)
    except RuntimeError:
        both_raise(lambda torch, a, b: getattr(torch, name)(a, b), first, second, words="must match the size of tensor")


VALUES = {
    "float32": lambda torch: torch.ones(2),
    "float64": lambda torch: torch.ones(2, dtype=torch.float64),
    "float16": lambda torch: torch.ones(2, dtype=torch.float16),
    "int64": lambda torch: torch.tensor([1, 2]),
    "int32": lambda torch: torch.tensor([1, 2], dtype=torch.int32),
    "uint8": lambda torch: torch.tensor([1, 2], dtype=torch.uint8),
    "int8": lambda torch: torch.tensor([1, 2], dtype=torch.int8),
    "bool": lambda torch: torch.tensor([True, True]),
    "a float32 of no dimensions": lambda torch: torch.tensor(1.5),
    "a float64 of no dimensions": lambda torch: torch.tensor(1.5, dtype=torch.float64),
    "an int64 of no dimensions": lambda torch: torch.tensor(2),
    "a float": lambda torch: 1.5,
    "an int": lambda torch: 2,
    "a bool": lambda torch: True,
}


@pytest.mark.parametrize("first", VALUES)
@pytest.mark.parametrize("name", ["add", "mul", "truediv", "eq", "pow"])
def test_the_dtype_of_a_mixture_is_torchs(first, name):
    for second in VALUES:
        a, b = VALUES[first], VALUES[second]

        def experiment(torch, a=a, b=b):
            return getattr(operator, name)(a(torch), b(torch))

        if error_of(lambda: experiment(torch)) is None:
            both(experiment, grad=False)
        else:
            both_raise(experiment)


def test_numpy_numbers_and_reductions_never_leak_out():
    import numpy as np

    def experiment(torch):
        x = torch.ones(3)
        return [
            x * np.float64(2.5),
            x + np.int64(2),
            x.sum() * 2,
            x.mean() / 3,
            x[0] * x[1],
            x.max() + 1,
            x.dot(x) ** 2,
        ]

    both(experiment, grad=False)


@claims(
    bools_cannot_be_subtracted=lambda torch: torch.tensor([True]) - torch.tensor([True]),
    a_bool_has_no_negative=lambda torch: -torch.tensor([True]),
    integers_have_no_negative_powers=lambda torch: torch.tensor([1, 2]) ** -1,
    integers_cannot_be_divided_by_zero=lambda torch: torch.tensor([1]) // 0,
    a_tensor_and_none=lambda torch: torch.ones(2) + None,
    clamp_without_bounds=lambda torch: torch.ones(2).clamp(),
    a_mask_is_bool=lambda torch: torch.ones(2).masked_fill(torch.ones(2), 0),
    relu_of_a_list=lambda torch: torch.relu([1]),
    two_dtypes_are_not_close=lambda torch: torch.allclose(torch.ones(1), torch.ones(1, dtype=torch.float64)),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)
