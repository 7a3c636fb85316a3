"""Random trees of modules, as data that hypothesis draws and makes smaller, and the modules they describe."""

from collections import OrderedDict

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "fc", "w", "x1", "_p"])
LEAVES = st.one_of(
    st.tuples(st.just("linear"), st.integers(1, 3), st.booleans()),
    st.tuples(st.just("norm"), st.integers(1, 3), st.booleans()),
    st.tuples(st.just("buffers"), st.booleans(), st.booleans()),
    st.sampled_from([("relu",), ("empty",), ("none",), ("frozen",)]),
    # One that was made before, once more.
    st.tuples(st.just("again"), st.integers(0, 5)),
)


def _inner(children):
    several = st.lists(children, max_size=4)
    named = st.dictionaries(NAMES, children, max_size=4)
    return st.one_of(
        st.tuples(st.sampled_from(["sequential", "list"]), several),
        st.tuples(st.sampled_from(["ordered", "dict", "module"]), named),
    )


TREES = st.recursive(LEAVES, _inner, max_leaves=12).map(lambda tree: ("module", {"top": tree}))
WHOLE = st.lists(st.sampled_from(["linear", "tanh", "nested", "again"]), min_size=1, max_size=6)


def build(torch, tree):
    """The modules that a tree describes, from the seed that the probe's world begins with."""
    return _build(torch, tree, [])


def _build(torch, tree, made):
    module = _made(torch, tree, made)
    if module is not None:
        made.append(module)
    return module


def _made(torch, tree, made):
    nn = torch.nn
    match tree:
        case "linear", size, bias:
            return nn.Linear(size, size, bias=bias)
        case "norm", size, affine:
            return nn.BatchNorm1d(size, affine=affine)
        case "buffers", persistent, filled:
            module = nn.Module()
            module.register_buffer("b", torch.ones(2) if filled else None, persistent=persistent)
            module.register_parameter("p", nn.Parameter(torch.zeros(1)) if filled else None)
            return module
        case ("relu",):
            return nn.ReLU()
        case ("frozen",):
            return nn.Linear(1, 1).requires_grad_(False)
        case ("empty",):
            return nn.Module()
        case ("none",):
            return None
        case "again", which:
            return made[which % len(made)] if made else nn.Identity()
        case "sequential", several:
            return nn.Sequential(*[m for m in _several(torch, several, made) if m is not None])
        case "list", several:
            return nn.ModuleList([m for m in _several(torch, several, made) if m is not None])
        case "ordered", named:
            children = zip(named, _several(torch, named.values(), made), strict=True)
            return nn.Sequential(OrderedDict((k, m) for k, m in children if m is not None))
        case "dict", named:
            return nn.ModuleDict(dict(zip(named, _several(torch, named.values(), made), strict=True)))
        case "module", named:
            module = nn.Module()
            for name, child in zip(named, _several(torch, named.values(), made), strict=True):
                module.add_module(name, child)
            return module
    raise ValueError(tree)


def _several(torch, trees, made):
    return [_build(torch, tree, made) for tree in trees]


def first_of_each(things):
    """For each thing the position at which it came first: which are one and the same, as plain data."""
    known = {}
    return [known.setdefault(id(thing), len(known)) for thing in things]


def runnable(torch, kinds):
    """A Sequential of layers three wide that any input of that width goes through."""
    nn, layers = torch.nn, []
    for kind in kinds:
        match kind:
            case "linear":
                layers.append(nn.Linear(3, 3))
            case "tanh":
                layers.append(nn.Tanh())
            case "nested":
                layers.append(nn.Sequential(nn.Linear(3, 3), nn.ReLU()))
            case "again":
                layers.append(layers[0] if layers else nn.Identity())
    return nn.Sequential(*layers)
