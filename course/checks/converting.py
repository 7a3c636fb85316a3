"""What the probes of lesson 10 share: tensors that take note, and torch's way to what is written by hand there."""


def asking(torch):
    """A tensor that takes note of what it is asked to become and stays as it is, and the list of its notes."""
    asked = []
    dtypes = {name: getattr(torch, name) for name in ("float", "double", "half", "bfloat16")}

    def note(what):
        asked.append(str(what if isinstance(what, torch.dtype) else torch.device(what)))

    def cast(name):
        def method(self):
            note(dtypes[name])
            return self

        return method

    class Asked(torch.Tensor):
        def to(self, what):
            note(what)
            return self

        def type(self, what):
            note(what)
            return self

        def cpu(self):
            note("cpu")
            return self

        def cuda(self, device=None):
            note("cuda" if device is None else f"cuda:{device}" if isinstance(device, int) else device)
            return self

    for name in dtypes:
        setattr(Asked, name, cast(name))
    return torch.Tensor._make_subclass(Asked, torch.ones(2)), asked


def module_of(torch, **held):
    """A module with these attributes; tensors that are no Parameters are buffers."""
    nn = torch.nn
    net = nn.Module()
    for name, value in held.items():
        if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
            net.register_buffer(name, value)
        else:
            setattr(net, name, value)
    return net


def leaf(torch, *values, **options):
    return torch.nn.Parameter(torch.tensor(values), **options)


def a_tree(torch):
    """A module in a module in a module, each with a parameter and a buffer, told apart by their sizes."""
    nn = torch.nn
    net = at = nn.Module()
    for size in (2, 4, 6):
        at.w = nn.Parameter(torch.ones(size))
        at.register_buffer("mean", torch.ones(size + 1))
        at.child = nn.Module()
        at = at.child
    return net


def kinds(net):
    """The dtypes of a module's parameters and buffers, by name."""
    return [(name, str(t.dtype)) for name, t in [*net.named_parameters(), *net.named_buffers()]]


def places(net):
    """Of each parameter and buffer, whether it is on meta."""
    return [(name, t.is_meta) for name, t in [*net.named_parameters(), *net.named_buffers()]]


def ties(net):
    """The names of the parameters, those that stand for one Parameter together."""
    named = list(net.named_parameters(remove_duplicate=False))
    return sorted({tuple(other for other, q in named if q is p) for _, p in named})


def on_meta(torch, make):
    with torch.device("meta"):
        return make()


def materialized(torch, make):
    """What `make` builds, made real by the learner; in torch's world it has been real from the start."""
    if hasattr(torch.nn, "practice"):
        net = on_meta(torch, make)
        torch.manual_seed(0)
        return torch.nn.practice.materialize(net)
    torch.manual_seed(0)
    with torch.device("cpu"):
        return make()


def emptied(torch, make, device="cpu"):
    """What `make` builds on meta, given memory by the learner; in torch's world it has had memory from the start."""
    if hasattr(torch.nn, "practice"):
        return torch.nn.practice.to_empty_tied(on_meta(torch, make), device)
    with torch.device(device):
        return make()


def practised(torch):
    """Where the functions of lesson 10 are: the learner's own, or in torch's world torch's ways to the same result."""
    return getattr(torch.nn, "practice", ByTorch(torch))


class ByTorch:
    """What a learner writes by hand, got from torch by other means."""

    def __init__(self, torch):
        self.torch = torch

    def materialize(self, net, device="cpu"):
        """Layers have no modules in them, so the order of `apply` is theirs, too."""
        return net.to_empty(device=device).apply(lambda module: getattr(module, "reset_parameters", lambda: None)())

    def to_empty_tied(self, net, device="cpu"):
        """Told to swap the insides of tensors, torch keeps every Parameter the object it is."""
        future = self.torch.__future__
        future.set_swap_module_params_on_conversion(True)
        try:
            return net.to_empty(device=device)
        finally:
            future.set_swap_module_params_on_conversion(False)

    def holds(self, optimizer, net):
        """It is tried out: a step, and who has moved."""
        params = list(net.parameters())
        with self.torch.no_grad():
            for p in params:
                p.zero_()
                p.grad = self.torch.ones_like(p)
        optimizer.step()
        return all(bool(p.any()) for p in params)
