"""Any module is read, torch's or a learner's, whole or half built, and none of its own code runs."""

import pytest
import torch

from course import numpy_torch
from course.widgets.module_reading import MOST_NODES, read
from course.widgets.tensor_reading import facts_of


def modules(nn):
    """A Module of a few lines on either torch: registries, and a Parameter."""

    class Parameter(nn.Tensor):
        def __new__(cls, data, requires_grad=True):
            return nn.Tensor._make_subclass(cls, data, requires_grad)

    class Module:
        def __init__(self):
            self.training = True
            self._parameters, self._buffers, self._modules = {}, {}, {}

    return Module, Parameter


@pytest.fixture
def net():
    module, parameter = modules(numpy_torch)
    made, inner = module(), module()
    inner._parameters["weight"] = parameter(numpy_torch.ones(2, 3))
    made._modules["inner"] = inner
    made._buffers["mean"] = numpy_torch.zeros(3)
    made._parameters["bias"] = None
    return made


def by_path(module):
    return {node.path: node for node in read(module).walk()}


def test_a_module_on_the_numpy_torch_is_read_with_names_classes_and_shapes(net):
    found = {path: (n.sort, n.kind, n.tensor and n.tensor.shape) for path, n in by_path(net).items()}
    assert found == {
        "": ("module", "Module", None),
        "bias": ("parameter", "NoneType", None),
        "mean": ("buffer", "Tensor", (3,)),
        "inner": ("module", "Module", None),
        "inner.weight": ("parameter", "Parameter", (2, 3)),
    }


def test_an_object_met_again_names_where_it_stands_first(net):
    inner = net._modules["inner"]
    net._modules["again"] = inner
    net._parameters["tied"] = inner._parameters["weight"]
    found = by_path(net)
    assert found["again"].shared == "inner"
    assert found["again"].children == ()
    assert found["inner.weight"].shared == "tied"


def test_a_module_that_holds_itself_comes_to_an_end(net):
    net._modules["self"] = net
    assert by_path(net)["self"].shared == "the whole"


def test_a_frozen_parameter_and_a_module_of_nothing_but_such_are_frozen(net):
    net._modules["inner"]._parameters["weight"].requires_grad_(False)
    found = by_path(net)
    assert found["inner.weight"].frozen
    assert found["inner"].frozen
    assert not found["mean"].frozen


def test_a_buffer_that_is_not_saved_says_so(net):
    net._non_persistent_buffers_set = {"mean"}
    assert not by_path(net)["mean"].persistent


def test_the_hooks_of_modules_and_parameters_are_named():
    def seen(*anything):
        return None

    net = torch.nn.Linear(2, 2)
    net.register_forward_hook(seen)
    net.register_forward_pre_hook(seen, with_kwargs=True)
    net.weight.register_hook(seen)
    net.bias.register_post_accumulate_grad_hook(seen)
    found = by_path(net)
    assert set(found[""].hooks) == {"forward: seen", "forward pre: seen"}
    assert found["weight"].hooks == ("gradient: seen",)
    assert found["bias"].hooks == ("after the gradient is added: seen",)


def test_the_hooks_of_the_numpy_torchs_tensors_are_named_alike():
    p = numpy_torch.ones(2, requires_grad=True)
    p.register_hook(abs)
    p.register_post_accumulate_grad_hook(abs)
    assert facts_of(p)[0].hooks == ("gradient: abs", "after the gradient is added: abs")


def test_tensors_and_modules_that_no_registry_knows_are_attributes(net):
    net.w = numpy_torch.ones(2)
    net.layers = [net._modules["inner"]]
    net.size = 3
    net._own = numpy_torch.ones(2)
    found = by_path(net)
    assert (found["w"].sort, found["w"].tensor.shape) == ("attribute", (2,))
    assert found["layers"].kind == "list of 1 module"
    assert not {"size", "_own"} & set(found)


@pytest.mark.parametrize("library", [torch, numpy_torch])
def test_values_ranges_and_the_norm_of_the_gradient_are_told(library):
    p = library.tensor([1.0, 2.0, 2.0], requires_grad=True)
    (p * p).sum().backward()
    facts, trouble = facts_of(p)
    assert trouble == []
    assert (facts.values, facts.spread, facts.gradient) == ("1, 2, 2", "1 to 2, mean 1.667", "norm 6")


@pytest.mark.parametrize(
    ("tensor", "values", "spread"),
    [
        (torch.ones(2, dtype=torch.bfloat16), "1, 1", "1 to 1, mean 1"),
        (torch.tensor([1.0, float("nan")]), "1, nan", "1 of 2 not finite"),
        (torch.empty(0), "", ""),
        (torch.tensor(3), "3", ""),
        (torch.ones(2, 2, device="meta"), "none: on meta", ""),
        (torch.tensor([True, False]), "True, False", ""),
        (torch.tensor([1 + 2j]), "1+2j", ""),
    ],
)
def test_a_tensor_of_any_dtype_and_device_is_read(tensor, values, spread):
    facts, trouble = facts_of(tensor)
    assert (trouble, facts.values, facts.spread) == ([], values, spread)


def test_a_parameter_without_a_shape_as_yet_is_read_as_far_as_it_goes():
    found = by_path(torch.nn.LazyLinear(3))
    assert found["weight"].tensor.shape is None
    assert found["weight"].notes == ("its shape cannot be read: RuntimeError",)


def test_reading_changes_nothing():
    net = torch.nn.BatchNorm1d(3)
    net(torch.randn(4, 3)).sum().backward()
    before = {name: value.clone() for name, value in net.state_dict().items()}
    versions = [p._version for p in net.parameters()]
    read(net)
    assert all(torch.equal(before[name], value) for name, value in net.state_dict().items())
    assert [p._version for p in net.parameters()] == versions


# -- half built


class Module:
    """What lesson 01 starts from."""


def test_a_module_with_nothing_in_it_says_what_is_missing():
    assert read(Module()).notes == ("_parameters, _buffers and _modules are missing: has Module.__init__ run?",)


def test_one_missing_registry_leaves_the_others_readable(net):
    del net._buffers
    assert "inner.weight" in by_path(net)
    assert read(net).notes == ("_buffers is missing: has Module.__init__ run?",)


@pytest.mark.parametrize(
    ("registry", "note"),
    [
        (None, "_parameters is a NoneType, and torch's is a dict"),
        ([1], "_parameters is a list, and torch's is a dict"),
        ({"w": 5}, "an int stands where a parameter belongs"),
        ({3: "x"}, "a str stands where a parameter belongs"),
    ],
)
def test_a_registry_of_another_kind_is_said_to_be_one(net, registry, note):
    net._parameters = registry
    assert note in [said for node in read(net).walk() for said in node.notes]


def test_a_registry_on_the_class_is_shared_by_every_module():
    shared = type("Module", (), {"_parameters": {"w": None}, "_buffers": {}, "_modules": {}})
    assert "_parameters stands on the class: every Module has the same one" in read(shared()).notes


def test_none_of_the_learners_own_methods_run(net):
    def never(*anything):
        raise AssertionError("it ran")

    names = ("__getattr__", "__getattribute__", "__repr__", "__eq__", "__iter__", "__dir__", "named_parameters")
    haunted = type("Net", (type(net),), {**dict.fromkeys(names, never), "__hash__": never})()
    for name, value in vars(net).items():
        object.__setattr__(haunted, name, value)
    assert [node.path for node in read(haunted).walk()] == ["", "bias", "mean", "inner", "inner.weight"]


def test_a_tensor_that_raises_wherever_it_likes_is_read_as_far_as_it_goes(net):
    class Wrong(numpy_torch.Tensor):
        def detach(self):
            raise NotImplementedError("1.1")

    net._parameters["w"] = numpy_torch.Tensor._make_subclass(Wrong, numpy_torch.ones(2), True)
    found = by_path(net)["w"]
    assert (found.tensor.shape, found.tensor.values) == ((2,), "")
    assert found.notes == ("its values cannot be read: NotImplementedError",)


def test_a_module_too_large_to_show_ends_and_says_so():
    net = torch.nn.ModuleList(torch.nn.Identity() for _ in range(MOST_NODES + 5))
    assert len(list(read(net).walk())) == MOST_NODES + 1
    assert read(net).notes == ("not everything in it is shown: it is too large or too deep",)


def test_modules_nested_too_deep_end_and_say_so():
    net = torch.nn.Identity()
    for _ in range(3000):
        outer = torch.nn.Module()
        outer._modules["inner"] = net
        net = outer
    assert any("too deep" in note for node in read(net).walk() for note in node.notes)


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (5, "a tree is of a module, and this is an int"),
        (Module, r"Module is a class, and a tree is of one module: tree\(Module\(\.\.\.\)\)"),
    ],
)
def test_what_is_no_module_is_refused_with_the_mend(thing, words):
    with pytest.raises(TypeError, match=words):
        read(thing)
