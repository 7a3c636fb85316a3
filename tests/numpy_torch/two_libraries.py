"""One experiment, run on torch and on the small torch, and compared: the tests' one helper and its twin."""

import numpy as np
import pytest
import torch

from course import numpy_torch

LIBRARIES = (torch, numpy_torch)
TOLERANCE = {"float16": 2e-3, "float32": 2e-5, "float64": 1e-11}


def numbers(shapes, seed=0, dtype="float32"):
    """Arrays of the given shapes, from one generator; no number is near zero, where derivatives may jump."""
    random = np.random.default_rng(seed)
    return [(random.uniform(0.2, 2, shape) * random.choice([-1, 1], shape)).astype(dtype) for shape in shapes]


def recorded(value):
    """What a result is, as plain data."""
    if hasattr(value, "grad_fn"):
        node = value.grad_fn.name().rsplit("::")[-1] if value.grad_fn is not None else None
        return {
            "dtype": str(value.dtype),
            "shape": tuple(value.shape),
            "value": np.array(value.detach().numpy()),
            "requires_grad": value.requires_grad,
            "grad_fn": node,
        }
    if isinstance(value, (tuple, list)):
        return [recorded(part) for part in value]
    if isinstance(value, dict):
        return {key: recorded(part) for key, part in value.items()}
    return value


def agree(ours, theirs, where="the result"):
    """Assert that two recordings are equal, numbers within what their dtype can hold."""
    assert type(ours) is type(theirs), f"{where}: {ours!r}, torch {theirs!r}"
    if isinstance(theirs, dict):
        assert list(ours) == list(theirs), where
        for key in theirs:
            agree(ours[key], theirs[key], f"{where}, {key}")
    elif isinstance(theirs, list):
        assert len(ours) == len(theirs), where
        for i, (our, their) in enumerate(zip(ours, theirs, strict=True)):
            agree(our, their, f"{where}, number {i}")
    elif isinstance(theirs, np.ndarray):
        assert ours.dtype == theirs.dtype, where
        tolerance = TOLERANCE.get(str(theirs.dtype), 0)
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, err_msg=where)
    elif isinstance(theirs, float):
        assert ours == pytest.approx(theirs, rel=1e-5, abs=1e-6, nan_ok=True), where
    else:
        assert ours == theirs, where


def floats_of(result):
    """The tensors among the results that a gradient can start from."""
    parts = result if isinstance(result, (tuple, list)) else [result]
    return [part for part in parts if getattr(part, "requires_grad", False)]


def both(experiment, *shapes, seed=0, dtype="float32", grad=True):
    """Assert that `experiment(torch, *tensors)` gives the same on both libraries, gradients included."""
    seen = []
    for library in LIBRARIES:
        arrays = numbers(shapes, seed, dtype)
        inputs = [library.tensor(array, requires_grad=grad) for array in arrays]
        library.manual_seed(seed)
        result = experiment(library, *inputs)
        record = {"result": recorded(result)}
        outputs = floats_of(result)
        if grad and outputs:
            weights = numbers([tuple(out.shape) for out in outputs], seed + 1)
            total = sum((out * library.tensor(w).to(out.dtype)).sum() for out, w in zip(outputs, weights, strict=True))
            total.backward()
            record["gradients"] = [None if x.grad is None else recorded(x.grad) for x in inputs]
        seen.append(record)
    agree(seen[1], seen[0])


def error_of(action):
    """The exception an action ends with, as a value."""
    try:
        action()
    except Exception as error:
        return error
    return None


def outcome(action):
    """What an action gives, or the exception it ends with, as a value."""
    try:
        return action()
    except Exception as error:
        return error


def second_derivatives(torch, run, shapes):
    """Of a number made of an operation's results: its gradients, and those of a number made of them, as arrays."""
    leaves = [torch.tensor(array, requires_grad=True) for array in numbers(shapes, 7, "float64")]
    outputs = floats_of(run(torch, *[leaf * 1 for leaf in leaves]))
    total = sum((out * out).sum() for out in outputs)
    first = torch.autograd.grad(total, leaves, create_graph=True, allow_unused=True)
    total = sum((g * g).sum() for g in floats_of(first))
    second = torch.autograd.grad(total, leaves, allow_unused=True)
    return [
        np.zeros(shape) if gradient is None else gradient.detach().numpy()
        for gradients in (first, second)
        for gradient, shape in zip(gradients, shapes, strict=True)
    ]


def same_derivatives(ours, theirs):
    """Assert that two lists of arrays are equal, but for the rounding of sums."""
    for our, their in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(our, their, rtol=1e-9, atol=1e-9)


def both_raise(experiment, *shapes, words=None, dtype="float32", grad=False):
    """Assert that both libraries raise the same type, and that both messages hold the words."""
    raised = []
    for library in LIBRARIES:
        inputs = [library.tensor(array, requires_grad=grad) for array in numbers(shapes, 0, dtype)]
        raised.append(error_of(lambda inputs=inputs, library=library: experiment(library, *inputs)))
    assert raised[0] is not None, "torch raises nothing"
    assert type(raised[1]) is type(raised[0]), f"{raised[1]!r}, torch {raised[0]!r}"
    if words is not None:
        assert words in str(raised[0]), f"torch says: {raised[0]}"
        assert words in str(raised[1]), f"the small torch says: {raised[1]}"


def claims(**experiments):
    """A table of experiments as test parameters, each under its name."""
    return pytest.mark.parametrize("experiment", list(experiments.values()), ids=list(experiments))
