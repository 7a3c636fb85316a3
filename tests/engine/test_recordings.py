"""A recording is plain data: copies, tellable apart, and the same after a journey as JSON."""

import json
from collections import OrderedDict

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given

from course import numpy_torch
from course.differences import unlike
from course.recordings import Items, NotYours, Pairs, Raised, Recording, Seen, Tensor, from_json, plain, to_json

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda x: Items("list", tuple(x)))
        | st.lists(st.tuples(st.text(max_size=3), inner), max_size=3).map(lambda x: Pairs("dict", tuple(x)))
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("world", [torch, numpy_torch])
def test_a_recorded_tensor_is_a_copy(world):
    t = world.tensor([1.0, 2.0])
    seen = plain(t, world, real=world is torch)
    t[0] = 9.0
    assert seen.values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "make",
    [
        lambda t: t.tensor([1.0, 2.0]),
        lambda t: t.tensor([[1, 2]], dtype=t.int32),
        lambda t: t.tensor(True),
        lambda t: t.zeros(0, 3),
        lambda t: t.ones(2, requires_grad=True),
        lambda t: {"a": t.ones(1), "b": [None, (1, 2.5, "x")]},
        lambda t: OrderedDict(a=1),
        lambda t: t.ones(2, 3).shape,
        lambda t: t.float32,
        lambda t: {1, 2, 3},
        lambda t: (x for x in [1, 2]),
        lambda t: int,
    ],
)
def test_the_same_value_is_recorded_alike_in_both_worlds(make):
    assert unlike(plain(make(torch), torch, True), plain(make(numpy_torch), numpy_torch, False)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        (None, False),
        ([1], (1,)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, OrderedDict(a=1)),
        ([1, 2], [1, 2, 3]),
        ([1, 2], [2, 1]),
        (float("nan"), 0.0),
        (torch.ones(2), torch.ones(2, 1)),
        (torch.ones(2), torch.ones(2, dtype=torch.float64)),
        (torch.ones(2), torch.ones(2, requires_grad=True)),
        (torch.ones(2), torch.nn.Parameter(torch.ones(2), requires_grad=False)),
        (torch.ones(2), torch.tensor([1.0, 1.001])),
        (torch.tensor([1.0, float("nan")]), torch.ones(2)),
        (torch.tensor(1), 1),
        (np.float32(1.0), 1.0),
        (torch.float32, torch.float64),
    ],
)
def test_values_that_differ_are_told_apart_both_ways(one, other):
    a, b = plain(one, torch, True), plain(other, torch, True)
    assert unlike(a, b) is not None
    assert unlike(b, a) is not None
    assert unlike(a, a) is None


def test_a_sum_in_another_order_is_the_same_number():
    x = torch.rand(1000)
    a, b = plain(x.sum(), torch, True), plain(x.flip(0).sum(), torch, True)
    assert unlike(a, b) is None


@given(PLAIN)
def test_a_recording_is_the_same_after_a_journey_as_json(value):
    there = Recording([Seen("label", 3, value, "ask")], None, "printed")
    back = from_json(json.loads(json.dumps(to_json(there))))
    assert unlike(value, back.seen[0].value) is None
    assert (back.seen[0].label, back.seen[0].line, back.seen[0].ask, back.printed) == ("label", 3, "ask", "printed")


@pytest.mark.parametrize("values", [np.arange(6.0).reshape(2, 3), np.zeros((0, 3)), np.array(True), np.float16([1.5])])
def test_an_array_is_the_same_after_a_journey_as_json(values):
    tensor = Tensor("Tensor", "torch.float64", values, False)
    back = from_json(json.loads(json.dumps(to_json(Recording([Seen("x", 1, tensor)])))))
    found = back.seen[0].value
    assert (found.values.dtype, found.values.shape) == (values.dtype, values.shape)
    assert (found.values == values).all()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"seen": 3, "crash": None, "printed": ""},
        {"seen": [["a", 1]], "crash": None, "printed": ""},
        {"seen": [["a", 1, {"Tensor": ["T", "d", "O", [1], "AAAA", False]}, ""]], "crash": None, "printed": ""},
        {"seen": [["a", 1, {"Evil": []}, ""]], "crash": None, "printed": ""},
        {"seen": [["a", 1, {"a": 1, "b": 2}, ""]], "crash": None, "printed": ""},
    ],
)
def test_anything_else_is_refused_as_a_recording(data):
    with pytest.raises(ValueError, match="not a recording"):
        from_json(data)


@pytest.mark.parametrize("value", [torch.ones(1), [torch.ones(1)], torch.float32, torch.nn.Linear, torch.nn.Identity()])
def test_a_real_torch_object_in_the_learners_world_is_not_the_learners_work(value):
    with pytest.raises(NotYours):
        plain(value, numpy_torch, real=False)


def test_a_value_that_contains_itself_is_refused_with_a_reason():
    endless = []
    endless.append(endless)
    with pytest.raises(ValueError, match="contain itself"):
        plain(endless, torch, True)


def test_a_subclass_of_the_exception_that_torch_raises_is_accepted():
    assert unlike(Raised(("KeyError", "LookupError", "Exception")), Raised(("Mine", "KeyError", "LookupError"))) is None
    assert unlike(Raised(("KeyError", "LookupError")), Raised(("LookupError", "Exception"))) is not None
    assert unlike(Raised(("KeyError",)), Raised(())) is not None
    assert unlike(Raised(()), Raised(("KeyError",))) is not None


def test_the_words_of_an_exception_are_compared_where_torch_promises_them():
    assert unlike(Raised(("KeyError",), "a"), Raised(("KeyError",), "b")) is not None
    assert unlike(Raised(("KeyError",)), Raised(("KeyError",))) is None
