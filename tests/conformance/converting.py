"""Casting and moving: to and its relatives, and _apply below them."""

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch):
    nn = torch.nn
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    net.tied = net[0].weight
    net.register_buffer("whole", torch.tensor([1, 2]))
    net.register_buffer("flag", torch.tensor(True), persistent=False)
    net.register_buffer("nothing", None)
    return net


def dtypes(net):
    tensors = [*net.named_parameters(), *net.named_buffers()]
    return {name: str(t.dtype) for name, t in tensors}


@claim
def casting_changes_floats_alone_and_gives_the_module_back(torch, see):
    for name in ("double", "half", "float"):
        net = net_of(torch)
        see(name, (getattr(net, name)() is net, dtypes(net)))


@claim
def to_takes_a_dtype_a_device_or_a_tensor(torch, see):
    net = net_of(torch)
    see("a dtype", dtypes(net.to(torch.float64)))
    see("a dtype by name", dtypes(net.to(dtype=torch.float32)))
    see("a device", dtypes(net.to("cpu")))
    see("both", dtypes(net.to("cpu", torch.float64)))
    see("a tensor", dtypes(net.to(torch.ones(1))))
    see("a tensor by name", dtypes(net.to(tensor=torch.ones(1).double())))
    see("a device object", dtypes(net.to(torch.device("cpu"), non_blocking=True)))
    see("nothing but a flag", dtypes(net.to(device="cpu", non_blocking=False)))


@claim
def to_refuses_what_it_cannot_do(torch, see):
    net = net_of(torch)
    see.raises("integers", lambda: net.to(torch.int64), message=True)
    see.raises("bools", lambda: net.to(dtype=torch.bool))
    see.raises("a number and a text", lambda: net.to(3, "x"))
    see.raises("an unknown device", lambda: net.to("nowhere"))
    see.raises("an unknown keyword", lambda: net.to(size=3))
    see("unchanged", dtypes(net))


@claim
def parameters_keep_their_identity_and_ties(torch, see):
    net = net_of(torch)
    before = net[0].weight, net[1].running_mean
    net.double()
    see("the same parameter", (net[0].weight is before[0], net.tied is net[0].weight))
    see("another buffer", net[1].running_mean is before[1])
    see("classes", {type(p).__name__ for p in net.parameters()})


@claim
def a_gradient_is_converted_with_its_parameter(torch, see):
    net = torch.nn.Linear(2, 1)
    net(torch.ones(1, 2)).sum().backward()
    net.bias.requires_grad_(False)
    net.double()
    see("gradients", (net.weight.grad, net.bias.grad))
    see("flags", (net.weight.requires_grad, net.bias.requires_grad, net.weight.is_leaf))


@claim
def an_optimizer_goes_on_after_a_cast(torch, see):
    net = torch.nn.Linear(1, 1)
    with torch.no_grad():
        net.weight.fill_(1.0)
        net.bias.fill_(0.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net.double()
    net(torch.ones(1, 1).double()).sum().backward()
    optimizer.step()
    see("stepped", list(net.parameters()))


@claim
def type_changes_everything(torch, see):
    net = net_of(torch)
    see("by a dtype", (net.type(torch.float64) is net, dtypes(net)))
    see.raises("integers with gradients", lambda: net_of(torch).type(torch.int32))


@claim
def moving_to_meta_leaves_shapes_alone(torch, see):
    net = net_of(torch)
    see("itself", net.to("meta") is net)
    see("meta", [(n, t.is_meta, tuple(t.shape), str(t.dtype)) for n, t in net.state_dict().items()])
    see.raises("back again", lambda: net.to("cpu"), message=True)
    see("forward", net(torch.ones(3, 2, device="meta")).shape)


@claim
def to_empty_gives_memory_on_a_device(torch, see):
    net = net_of(torch).to("meta")
    see("itself", net.to_empty(device="cpu") is net)
    see("all there", [(n, t.device.type, tuple(t.shape)) for n, t in net.state_dict().items()])
    see.raises("without a device", lambda: net.to_empty())
    nested = torch.nn.Sequential(torch.nn.Linear(1, 1)).to("meta")
    nested.to_empty(device="cpu", recurse=False)
    see("not below", nested[0].weight.is_meta)


@claim
def a_module_is_made_where_and_as_it_is_told(torch, see):
    nn = torch.nn
    made = nn.Linear(2, 2, device="meta", dtype=torch.float64)
    see("linear", (made.weight.is_meta, str(made.weight.dtype)))
    norm = nn.BatchNorm1d(2, dtype=torch.float64)
    see("batch norm", dtypes(norm))
    with torch.device("meta"):
        see("in a block", nn.Linear(1, 1).weight.is_meta)


@claim
def apply_below_calls_with_each_tensor_children_first(torch, see):
    net, shapes = net_of(torch), []

    def note(t):
        shapes.append(tuple(t.shape))
        return t

    see("itself", net._apply(note) is net)
    see("shapes", shapes)
    shapes.clear()
    net._apply(note, recurse=False)
    see("own", shapes)


@claim
def a_conversion_in_place_is_seen_by_all_who_share(torch, see):
    net = torch.nn.Linear(2, 1)
    data = net.weight.data
    net._apply(lambda t: t.fill_(3.0))
    see("values", (net.weight, data))


@claim
def parameters_are_replaced_where_the_future_says_so(torch, see):
    net = torch.nn.Linear(1, 1)
    before = net.weight
    torch.__future__.set_overwrite_module_params_on_conversion(True)
    try:
        net.double()
    finally:
        torch.__future__.set_overwrite_module_params_on_conversion(False)
    see("replaced", (net.weight is before, before.dtype, net.weight))


@claim
def a_module_without_tensors_is_converted_to_itself(torch, see):
    net = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Module())
    see("itself", [net.double() is net, net.to("cpu") is net, net.half() is net, net.cpu() is net])


@claim
def outputs_follow_the_dtype(torch, see):
    net = net_of(torch).eval().double()
    see("double", net(torch.ones(1, 2).double()))
    see.raises("single into double", lambda: net(torch.ones(1, 2)))


@claim
def sharing_memory_keeps_everything_in_its_place(torch, see):
    net = net_of(torch)
    before = net[0].weight
    state = {k: v.clone() for k, v in net.state_dict().items()}
    see("not at first", before.is_shared())
    see("itself", net.share_memory() is net)
    see("all", [t.is_shared() for t in [*net.parameters(), *net.buffers()]])
    see("the same parameter", (net[0].weight is before, net.tied is before, before.requires_grad, before.is_leaf))
    see("the same numbers", [torch.equal(v, state[k]) for k, v in net.state_dict().items()])
    see("what shows it later", (before[0].is_shared(), before.data.is_shared(), (before * 1).is_shared()))
    net(torch.ones(3, 2)).sum().backward()
    see("a gradient is not", before.grad.is_shared())
    see.raises("nothing to share", lambda: torch.nn.Linear(1, 1).to("meta").share_memory(), message=True)


@claim
def a_module_is_made_without_its_first_numbers(torch, see):
    skip_init = torch.nn.utils.skip_init
    torch.manual_seed(3)
    net = skip_init(torch.nn.Linear, 2, 3, bias=False, dtype=torch.float64)
    see("made", (net.in_features, net.weight.device.type, str(net.weight.dtype), net.weight.shape, net.bias))
    see("nothing was drawn", torch.rand(1))
    see("on meta", skip_init(torch.nn.Linear, 1, 1, device="meta").weight.is_meta)
    see.raises("takes no device", lambda: skip_init(torch.nn.ReLU), message=True)
