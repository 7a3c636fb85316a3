"""Which dtype a mixture has is torch's, for every pair of dtypes, with and without dimensions, and Python's numbers."""

import operator

import pytest
from two_libraries import LIBRARIES, agree, both_raise, error_of, recorded

from course import numpy_torch

DTYPES = "bool uint8 int8 int16 int32 int64 float16 float32 float64".split()
# A tensor with a dimension, and one without: the first decides within its category.
TENSORS = {f"{name}, {ndim} dims": (name, (2,) * ndim) for name in DTYPES for ndim in (0, 1)}
NUMBERS = {"True": True, "3": 3, "2.5": 2.5}
OPERATIONS = {
    **{name: getattr(operator, name) for name in "add mul truediv floordiv mod pow eq lt".split()},
    "sub": operator.sub,
    "maximum": lambda a, b: a.maximum(b),
    "where": lambda a, b: a.where(a == a, b),
    "and": operator.and_,
    "in place": lambda a, b: a.add_(b),
    "divided in place": lambda a, b: a.div_(b),
    "clamp": lambda a, b: a.clamp(min=b),
    "fmod": lambda a, b: a.fmod(b),
    "masked_fill": lambda a, b: a.masked_fill(a == a, b),
}


def made(torch, name):
    """The operand of that name: a tensor of ones, or a Python number."""
    if name in NUMBERS:
        return NUMBERS[name]
    dtype, shape = TENSORS[name]
    return torch.ones(shape, dtype=getattr(torch, dtype)) * True


@pytest.mark.parametrize("first", TENSORS)
def test_the_dtype_of_a_mixture_is_torchs(first):
    for second in [*TENSORS, *NUMBERS]:
        for name, operation in OPERATIONS.items():
            outcomes = []
            for torch in LIBRARIES:
                a, b = made(torch, first), made(torch, second)
                error = error_of(lambda a=a, b=b, operation=operation: operation(a.clone(), b))
                outcomes.append(type(error).__name__ if error else recorded(operation(a.clone(), b)))
            agree(outcomes[1], outcomes[0], f"{first} {name} {second}")


@pytest.mark.parametrize("first", [*TENSORS, *NUMBERS])
def test_a_python_number_on_the_left_promotes_as_one_on_the_right(first):
    for second in TENSORS:
        for name in ("add", "sub", "mul", "truediv", "pow"):
            outcomes = []
            for torch in LIBRARIES:
                a, b = made(torch, first), made(torch, second)
                error = error_of(lambda a=a, b=b, name=name: getattr(operator, name)(a, b))
                outcomes.append(type(error).__name__ if error else recorded(getattr(operator, name)(a, b)))
            agree(outcomes[1], outcomes[0], f"{first} {name} {second}")


def test_result_type_and_promote_types_are_torchs():
    for torch, other in (LIBRARIES, LIBRARIES[::-1]):
        for first in [*TENSORS, *NUMBERS]:
            for second in [*TENSORS, *NUMBERS]:
                types = [str(library.result_type(made(library, first), made(library, second))) for library in LIBRARIES]
                assert types[0] == types[1], (first, second)
        assert torch is not other
    for a in DTYPES:
        for b in DTYPES:
            promoted = [str(x.promote_types(getattr(x, a), getattr(x, b))) for x in LIBRARIES]
            assert promoted[0] == promoted[1], (a, b)
            castable = [x.can_cast(getattr(x, a), getattr(x, b)) for x in LIBRARIES]
            assert castable[0] == castable[1], (a, b)


@pytest.mark.parametrize("name", DTYPES)
def test_joined_and_written_tensors_take_torchs_dtype(name):
    for other in DTYPES:
        for join in (
            lambda torch, a, b: torch.cat([a, b]),
            lambda torch, a, b: torch.stack([a, b]),
            lambda torch, a, b: torch.where(a == a, a, b),
            lambda torch, a, b: a.clone().copy_(b),
            lambda torch, a, b: torch.result_type(a, b) == (a + b).dtype,
        ):
            outcomes = []
            for torch in LIBRARIES:
                pair = [torch.ones(2, dtype=getattr(torch, d)) for d in (name, other)]
                error = error_of(lambda torch=torch, pair=pair, join=join: join(torch, *pair))
                outcomes.append(type(error).__name__ if error else recorded(join(torch, *pair)))
            agree(outcomes[1], outcomes[0], f"{name} {other}")


def test_bfloat16_says_what_to_write_instead():
    assert repr(numpy_torch.bfloat16) == "torch.bfloat16"
    for action in (
        lambda: numpy_torch.zeros(2, dtype=numpy_torch.bfloat16),
        lambda: numpy_torch.ones(2).to(numpy_torch.bfloat16),
        lambda: numpy_torch.ones(2).bfloat16(),
    ):
        with pytest.raises(NotImplementedError, match=r"numpy has no bfloat16.*torch\.float32"):
            action()


def test_half_precision_is_refused_where_torch_refuses_it():
    both_raise(lambda torch: torch.ones(2, dtype=torch.float16) @ torch.ones(2))
