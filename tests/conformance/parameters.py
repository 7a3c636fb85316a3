"""Parameter and Buffer: tensors of their own classes."""

import copy

from tests.conformance.claims import Claims

claim = Claims()


@claim
def a_parameter_shares_its_data_and_asks_for_a_gradient(torch, see):
    data = torch.ones(2)
    p = torch.nn.Parameter(data)
    data[0] = 5.0
    see("it", (p, p.is_leaf, p.requires_grad, p.grad_fn is None))
    see("one that does not", torch.nn.Parameter(data, requires_grad=False))
    see("by position", torch.nn.Parameter(data, False).requires_grad)
    see("of nothing", torch.nn.Parameter())
    see("the tensor is left alone", (data.requires_grad, type(data).__name__))


@claim
def a_parameter_of_integers_asks_for_nothing_or_raises(torch, see):
    see.raises("asking", lambda: torch.nn.Parameter(torch.tensor([1, 2])), message=True)
    see("not asking", torch.nn.Parameter(torch.tensor([1, 2]), requires_grad=False))


@claim
def a_parameter_of_a_result_is_a_leaf(torch, see):
    x = torch.ones(2, requires_grad=True)
    p = torch.nn.Parameter(x * 2)
    p.sum().backward()
    see("leaf", (p.is_leaf, p.grad, x.grad))
    q = torch.nn.Parameter(p)
    see("of a parameter", (q is p, q.data_ptr() == p.data_ptr()))


@claim
def what_is_computed_of_a_parameter_is_a_tensor(torch, see):
    p = torch.nn.Parameter(torch.ones(2, 2))
    for label, t in {"sum": p + 1, "item": p[0], "detached": p.detach(), "data": p.data, "view": p.view(4)}.items():
        see(label, (type(t).__name__, isinstance(t, torch.nn.Parameter), t.requires_grad))
    see("clone", (type(p.clone()).__name__, p.clone().is_leaf))


@claim
def isinstance_tells_parameters_buffers_and_tensors_apart(torch, see):
    nn = torch.nn
    for label, t in {
        "tensor": torch.ones(1),
        "parameter": nn.Parameter(torch.ones(1)),
        "buffer": nn.Buffer(torch.ones(1)),
    }.items():
        see(label, [isinstance(t, c) for c in (torch.Tensor, nn.Parameter, nn.Buffer)])
    see("the classes", (issubclass(nn.Parameter, torch.Tensor), issubclass(nn.Buffer, torch.Tensor)))


@claim
def a_subclass_of_parameter_is_registered_and_keeps_its_class(torch, see):
    class Mine(torch.nn.Parameter):
        pass

    net = torch.nn.Module()
    net.w = Mine(torch.ones(2))
    see("registered", list(net._parameters))
    see("class", type(net.w).__name__)


@claim
def a_parameter_prints_what_it_contains(torch, see):
    see("floats", repr(torch.nn.Parameter(torch.ones(2, 2))))
    see("frozen", repr(torch.nn.Parameter(torch.ones(1), requires_grad=False)))
    see("empty", repr(torch.nn.Parameter()))
    see("as text", str(torch.nn.Parameter(torch.tensor(3.0))))


@claim
def a_copy_of_a_parameter_is_a_parameter(torch, see):
    p = torch.nn.Parameter(torch.ones(2))
    p.sum().backward()
    deep = copy.deepcopy(p)
    see("deep", (deep, deep is p, deep.data_ptr() == p.data_ptr()))
    see("shallow", copy.copy(p))
    frozen = copy.deepcopy(torch.nn.Parameter(torch.ones(1), requires_grad=False))
    see("frozen", frozen)
    memo = {}
    see("one in one memo", copy.deepcopy(p, memo) is copy.deepcopy(p, memo))


@claim
def a_parameter_is_changed_in_place_where_no_graph_is_kept(torch, see):
    p = torch.nn.Parameter(torch.ones(2))
    see.raises("with a graph", lambda: p.add_(1), message=True)
    with torch.no_grad():
        p.add_(1)
    p.data.mul_(3)
    see("changed", p)
    p.data = torch.zeros(3)
    see("other data", p)


@claim
def a_gradient_has_to_fit(torch, see):
    p = torch.nn.Parameter(torch.ones(2))
    p.grad = torch.zeros(2)
    see("set", p.grad)
    see.raises("another shape", lambda: setattr(p, "grad", torch.zeros(3)))
    see.raises("no tensor", lambda: setattr(p, "grad", 3))
    p.grad = None
    see("taken away", p.grad)


@claim
def a_buffer_says_whether_it_is_saved(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Buffer(torch.ones(1)), nn.Buffer(torch.ones(2), persistent=False)
    see("saved", list(net.state_dict()))
    see("both", [n for n, _ in net.named_buffers()])
    see("persistent", (net.a.persistent, net.b.persistent))
    see("of nothing", nn.Buffer().shape)
    see("asks for nothing", net.a.requires_grad)


@claim
def a_buffer_is_a_tensor_that_says_so(torch, see):
    b = torch.nn.Buffer(torch.ones(2))
    see("values", b.tolist())
    see("computed", type(b + 1).__name__)
    see("a parameter as a buffer", isinstance(torch.nn.Buffer(torch.nn.Parameter(torch.ones(1))), torch.nn.Buffer))


@claim
def a_parameter_of_a_subclass_prints_its_class_inside(torch, see):
    class Mine(torch.nn.Parameter):
        pass

    see("printed", (repr(Mine(torch.ones(2))), str(Mine(torch.ones(1), requires_grad=False))))


@claim
def whether_a_buffer_is_saved_follows_its_name(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("b", torch.rand(5), persistent=False)
    see("kept out", list(net.state_dict()))
    net.b = torch.zeros(5)
    see("a tensor assigned", list(net.state_dict()))
    net.b = nn.Buffer(torch.zeros(5))
    see("a Buffer assigned", list(net.state_dict()))
    net.b = nn.Buffer(torch.zeros(5), persistent=False)
    see("a Buffer that is not saved", list(net.state_dict()))
    net.register_buffer("b", torch.rand(5))
    see("registered anew", list(net.state_dict()))
    net.register_buffer("b", None, persistent=False)
    see("and as None", (list(net.state_dict()), net._non_persistent_buffers_set))


@claim
def deleting_a_buffer_forgets_whether_it_was_saved(torch, see):
    net = torch.nn.Module()
    net.register_buffer("b", torch.rand(5), persistent=False)
    del net.b
    see("held", (list(net._buffers), net._non_persistent_buffers_set))
    net.register_buffer("b", torch.rand(5))
    see("saved", list(net.state_dict()))
