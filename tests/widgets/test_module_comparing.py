"""What is unlike between two modules is marked, once, in one word; what is alike is not."""

import hypothesis.strategies as st
import pytest
import torch
from hypothesis import given, settings
from torch import nn

from course.widgets.module_comparing import compare
from course.widgets.module_reading import read


def net():
    made = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2), nn.Linear(2, 4))
    made.tail = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 5))
    return made


def marked(mine, theirs):
    """Every mark, by the path of its row."""
    pairs = compare(read(mine), read(theirs)).walk()
    return {pair.node.path: [mark.word for mark in pair.marks] for pair in pairs if pair.marks}


def changed(change, *others):
    mine, theirs = net(), net()
    change(mine)
    for other in others:
        other(theirs)
    return marked(mine, theirs)


def tie(made):
    made.tail[0].weight = made[1].weight


def rebuild(made, names):
    for name in names:
        made._modules[name] = made._modules.pop(name)


CHANGES = {
    "a missing parameter": (lambda m: delattr(m[0], "bias"), {"0.bias": ["missing"]}),
    "an extra parameter": (
        lambda m: m.register_parameter("scale", nn.Parameter(torch.ones(1))),
        {"scale": ["extra"]},
    ),
    "a parameter that is None": (lambda m: setattr(m[0], "bias", None), {"0.bias": ["None"]}),
    "another shape": (lambda m: setattr(m[0], "bias", nn.Parameter(torch.ones(3))), {"0.bias": ["shape"]}),
    "another dtype": (lambda m: m[0].bias.data.copy_ and m[0].double(), {"0.weight": ["dtype"], "0.bias": ["dtype"]}),
    "a frozen parameter": (lambda m: m[0].bias.requires_grad_(False), {"0.bias": ["frozen"]}),
    "eval mode": (lambda m: m[1].eval(), {"1": ["mode"]}),
    "a shared parameter": (tie, {"tail.0.weight": ["shape", "sharing"]}),
    "a hook": (lambda m: m[0].register_forward_hook(print), {"0": ["hooks"]}),
    "another class": (lambda m: setattr(m[1], "__class__", type("Norm", (nn.BatchNorm1d,), {})), {"1": ["class"]}),
    "a buffer that is not saved": (
        lambda m: m[1].register_buffer("running_mean", m[1].running_mean, persistent=False),
        {"1.running_mean": ["saving"]},
    ),
    "another order": (lambda m: rebuild(m, ["1", "2", "tail"]) or rebuild(m, ["0"]), {"0": ["order"]}),
    "another name": (lambda m: rebuild(m, []) or m._modules.update(end=m._modules.pop("tail")), {"end": ["renamed"]}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_difference_is_marked_by_its_word_and_nothing_else_is(change):
    act, marks = CHANGES[change]
    assert changed(act) == marks


def test_nothing_is_marked_where_nothing_is_unlike():
    assert marked(net(), net()) == {}


def test_what_both_share_is_no_difference_under_another_name():
    def renamed(made):
        made._modules["end"] = made._modules.pop("tail")
        made._modules["end"][1] = made._modules["end"][0]

    def not_renamed(made):
        made.tail[1] = made.tail[0]

    assert changed(renamed, not_renamed) == {"end": ["renamed"]}


def test_a_parameter_that_was_never_registered_is_marked_in_its_place():
    mine, theirs = net(), net()
    weight = mine[0]._parameters.pop("weight")
    object.__setattr__(mine[0], "weight", weight)
    pairs = {p.node.path: p for p in compare(read(mine), read(theirs)).walk()}
    [mark] = pairs["0.weight"].marks
    assert (mark.word, mark.says) == ("registry", "torch's is in _parameters, yours is a plain attribute")


def test_a_module_that_was_never_registered_is_one_difference():
    mine = net()
    object.__setattr__(mine, "tail", mine._modules.pop("tail"))
    assert marked(mine, net()) == {"tail": ["registry"]}


def test_a_missing_registry_is_marked_on_its_module():
    mine = net()
    del mine[1]._buffers
    found = marked(mine, net())
    assert found["1"] == ["unfinished"]
    assert found["1.running_mean"] == ["missing"]


def test_a_missing_module_counts_once_with_all_that_is_in_it():
    mine = net()
    del mine._modules["tail"]
    pair = compare(read(mine), read(net()))
    assert len([p for p in pair.walk() if p.yours is None]) == 7
    assert pair.differences() == 1


def test_a_missing_row_stands_where_torch_has_it():
    mine = net()
    del mine._modules["1"]
    names = [child.node.name for child in compare(read(mine), read(net())).children]
    assert names == ["0", "1", "2", "tail"]


# -- random modules

LEAVES = st.sampled_from(
    [lambda: nn.Linear(2, 3), lambda: nn.BatchNorm1d(2), lambda: nn.Embedding(3, 2), nn.ReLU, lambda: nn.PReLU(2)]
)
TREES = st.recursive(LEAVES, lambda inner: st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4), max_leaves=8)


def build(plan):
    if callable(plan):
        return plan()
    made = nn.Module()
    for name, inner in plan.items():
        made.add_module(name, build(inner))
    return made


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_a_random_module_built_twice_is_like_itself(plan):
    pair = compare(read(build(plan)), read(build(plan)))
    assert pair.differences() == 0
    assert all(p.yours and p.torch and p.yours.path == p.torch.path for p in pair.walk())


@settings(max_examples=60, deadline=None)
@given(TREES, st.data())
def test_one_thing_taken_from_a_random_module_is_one_difference(plan, data):
    mine, theirs = build(plan), build(plan)
    held = [
        (m, registry, key)
        for m in mine.modules()
        for registry in ("_parameters", "_modules")
        for key in getattr(m, registry)
    ]
    if not held:
        return
    module, registry, key = data.draw(st.sampled_from(held))
    del getattr(module, registry)[key]
    pair = compare(read(mine), read(theirs))
    assert pair.differences() == 1
    assert next(p.marks[0].word for p in pair.walk() if p.marks) == "missing"


@settings(max_examples=60, deadline=None)
@given(TREES, TREES)
def test_every_node_of_two_random_modules_is_shown_once(one, other):
    mine, theirs = read(build(one)), read(build(other))
    pairs = list(compare(mine, theirs).walk())
    assert [p.yours.path for p in pairs if p.yours] == [n.path for n in mine.walk()]
    assert sorted(p.torch.path for p in pairs if p.torch) == sorted(n.path for n in theirs.walk())
