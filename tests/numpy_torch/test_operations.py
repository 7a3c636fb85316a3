"""Every operation of the table is torch's: value and gradient in float64, dtype and shape in every other dtype."""

import warnings

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from operations import OPERATIONS
from two_libraries import LIBRARIES, agree, error_of, floats_of, numbers, recorded

LAYOUTS = ("in order", "transposed", "every other one")
# What was compared in this process: operation, shapes, layout, dtype.
COMPARED = set()


def arranged(tensor, layout):
    """A tensor of that layout in memory, with the shape it was made for."""
    if layout == "transposed":
        return tensor.permute(tuple(reversed(range(tensor.ndim))))
    return tensor[..., ::2] if layout == "every other one" and tensor.ndim else tensor


def made_for(shape, layout):
    """The shape from which `arranged` makes the one asked for."""
    if layout == "transposed":
        return shape[::-1]
    return (*shape[:-1], shape[-1] * 2) if layout == "every other one" and shape else shape


def outcome(library, run, shapes, layout, dtype):
    """The result and the gradients as plain data, or the type of the exception."""
    arrays = [array * 3 if dtype == "int64" else array for array in numbers([made_for(s, layout) for s in shapes])]
    if dtype == "float64":
        arrays = numbers([made_for(s, layout) for s in shapes], dtype=dtype)
    leaves = [library.tensor(array.astype(dtype)) for array in arrays]
    for leaf in leaves:
        leaf.requires_grad_(dtype == "float64")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = run(library, *[arranged(leaf, layout) for leaf in leaves])
        except Exception as error:
            return {"raised": type(error).__name__}
        if dtype != "float64":
            return {"result": kinds(result)}
        seen = {"result": without_names(recorded(result))}
        outputs = floats_of(result)
        if outputs:
            weights = numbers([tuple(out.shape) for out in outputs], 1, dtype="float64")
            total = sum((out * library.tensor(w).to(out.dtype)).sum() for out, w in zip(outputs, weights, strict=True))
            failed = error_of(total.backward)
            seen["backward"] = type(failed).__name__
            if failed is None:
                seen["gradients"] = [None if leaf.grad is None else recorded(leaf.grad) for leaf in leaves]
    return seen


def kinds(result):
    """Dtypes and shapes alone."""
    if isinstance(result, (tuple, list)):
        return [kinds(part) for part in result]
    return [str(result.dtype), list(result.shape)] if hasattr(result, "dtype") else type(result).__name__


def without_names(record):
    """A recording without the names of nodes: what torch composes, it may compose of other parts."""
    if isinstance(record, list):
        return [without_names(part) for part in record]
    return {key: value for key, value in record.items() if key != "grad_fn"} if isinstance(record, dict) else record


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_torchs_for_any_shape(name):
    compare(name)


def compare(name):
    run, shapes, _ = OPERATIONS[name]

    @settings(max_examples=7, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(shapes, st.sampled_from(LAYOUTS))
    def compared(sizes, layout):
        for dtype in ("float64", "float32", "int64"):
            theirs, ours = (outcome(library, run, sizes, layout, dtype) for library in LIBRARIES)
            agree(ours, theirs, f"{name} of {sizes} {layout} {dtype}")
            COMPARED.add((name, tuple(sizes), layout, dtype))

    compared()


def test_more_than_two_thousand_comparisons_were_made():
    for name in OPERATIONS.keys() - {name for name, *_ in COMPARED}:  # those that ran elsewhere, or were left out
        compare(name)
    # Distinct operations with distinct shapes alone, and then layouts and dtypes.
    assert len({(name, shapes) for name, shapes, *_ in COMPARED}) > 2000
    assert len(COMPARED) > 8000
    assert any(np.prod(shapes[0]) == 0 for _, shapes, *_ in COMPARED)
