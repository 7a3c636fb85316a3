"""Hidden claims of lesson 06: the same behaviour on rows, lists, dicts and trees that nobody has seen."""

import copy
import operator
from collections import OrderedDict

from course.probes import probe

ROWS = ("row", "named row")
LISTS = (*ROWS, "list")
DICTS = (*LISTS, "dict")


def some_layer(torch, rng):
    nn = torch.nn
    kinds = (lambda: nn.Linear(1, int(rng.integers(1, 4))), nn.ReLU, lambda: nn.Linear(2, 2, bias=False), nn.Identity)
    return kinds[int(rng.integers(len(kinds)))]()


def some_pool(torch, rng):
    """Layers to pick from more than once, one that shares its weight with another, and None."""
    nn = torch.nn
    tied, other = nn.Linear(1, 2), nn.Linear(1, 2)
    other.weight = tied.weight
    return [None, tied, other, *(some_layer(torch, rng) for _ in range(3))]


def some_tree(torch, rng, kinds, pool, depth=3):
    """A container of containers whose children are new, from the pool, or None."""
    nn = torch.nn
    count = int(rng.integers(0, 5))
    children = []
    for _ in range(count):
        pick = int(rng.integers(3)) if depth else 0
        children.append(
            some_tree(torch, rng, kinds, pool, depth - 1) if pick == 2 else pool[int(rng.integers(len(pool)))]
        )
    names = [f"{'abcdef'[int(rng.integers(6))]}{i}" for i in range(count)]
    match kinds[int(rng.integers(len(kinds)))]:
        case "row":
            return nn.Sequential(*children)
        case "named row":
            return nn.Sequential(OrderedDict(zip(names, children, strict=True)))
        case "list":
            return nn.ModuleList(children)
        case "dict":
            return nn.ModuleDict(zip(names, children, strict=True))
    raise AssertionError("no such kind")


def see_tree(see, net):
    """What a tree shows to those who walk it."""
    see("how it prints", repr(net))
    see("the modules", [(n, type(m).__name__) for n, m in net.named_modules()])
    see("the modules, shared ones again", [n for n, _ in net.named_modules(remove_duplicate=False)])
    see("the parameters", [n for n, _ in net.named_parameters()])
    see("the parameters, shared ones again", [n for n, _ in net.named_parameters(remove_duplicate=False)])


def tags(torch, count):
    """Layers that can be told apart by their width."""
    return [torch.nn.Linear(1, i + 1) for i in range(count)]


def widths(net):
    return [(n, None if m is None else m.out_features) for n, m in net._modules.items()]


def some_slice(rng, most):
    parts = [None if rng.integers(3) == 0 else int(rng.integers(-most - 1, most + 2)) for _ in range(2)]
    step = [None, 1, 2, -1, -2][int(rng.integers(5))]
    return slice(*parts, step)


def some_index(rng, most):
    return int(rng.integers(-most - 2, most + 2))


# -- Sequential


@probe("6.1")
def any_tree_of_rows_has_torchs_names(torch, see, rng):
    """Which name, or which child, is another one?"""
    see_tree(see, some_tree(torch, rng, ROWS, some_pool(torch, rng)))


@probe("6.1")
def a_subclass_may_build_its_own_row(torch, see):
    """Is everything handed on by way of `add_module`, which a subclass may watch?"""
    nn = torch.nn

    class Watched(nn.Sequential):
        def add_module(self, name, module):
            self.__dict__.setdefault("seen", []).append(name)
            super().add_module(name, module)

    see("by position", Watched(nn.ReLU(), nn.Tanh()).__dict__.get("seen"))
    see("by name", Watched(OrderedDict(fc=nn.ReLU())).__dict__.get("seen"))


@probe("6.1")
def it_takes_no_keywords(torch, see):
    """What does your signature allow?"""
    nn = torch.nn
    see.raises("a layer by keyword", lambda: nn.Sequential(fc=nn.ReLU()))


@probe("6.2")
def any_row_runs_its_modules_in_order(torch, see, rng):
    """Which module was called at another time, or not at all?"""
    nn = torch.nn

    class Note(nn.Module):
        def __init__(self, name):
            super().__init__()
            self.name = name

        def forward(self, input):
            return [*input, self.name]

    pool = [Note(i) for i in range(3)]
    pool.append(nn.Sequential(pool[0], pool[1]))
    pool.append(nn.Sequential())
    net = nn.Sequential(*(pool[int(i)] for i in rng.integers(len(pool), size=int(rng.integers(0, 8)))))
    see("what came out", net([]))
    see("its length", len(net))
    see("the classes in it", [type(m).__name__ for m in net])


@probe("6.2")
def an_exception_inside_comes_out(torch, see):
    """Does anything catch it on the way?"""
    nn = torch.nn

    class Broken(nn.Module):
        def forward(self, input):
            raise LookupError("inside")

    see.raises("a row with a broken module", lambda: nn.Sequential(nn.Identity(), Broken())(1), message=True)


@probe("6.3")
def any_index_and_any_slice_gives_the_same(torch, see, rng):
    """For which position, or which slice?"""
    nn = torch.nn
    count = int(rng.integers(0, 6))
    names = [f"{'abc'[int(rng.integers(3))]}{i}" for i in range(count)]
    layers = tags(torch, count)
    rows = [nn.Sequential(*layers), nn.Sequential(OrderedDict(zip(names, layers, strict=True)))]
    for net in rows:
        for _ in range(5):
            i = some_index(rng, count)
            see.raises(f"position {i}", lambda net=net, i=i: net[i])
            if -count <= i < count:
                see(f"the width at {i}", net[i].out_features)
            part = some_slice(rng, count)
            see(f"{part}", widths(net[part]))
    see("afterwards", [widths(net) for net in rows])


@probe("6.3")
def a_slice_runs_and_trains_the_same_modules(torch, see):
    """Whose gradients does a part of a network fill?"""
    nn = torch.nn

    class Scale(nn.Module):
        def __init__(self, by):
            super().__init__()
            self.by = nn.Parameter(torch.tensor(by))

        def forward(self, input):
            return input * self.by

    net = nn.Sequential(Scale(2.0), Scale(3.0), Scale(4.0))
    net[1:](torch.tensor(1.0)).backward()
    see("the gradients", [p.grad for p in net.parameters()])


@probe("6.4")
def any_row_after_any_changes(torch, see, rng):
    """After which change are they different?"""
    nn = torch.nn
    net = nn.Sequential(*tags(torch, 6))
    for step in range(8):
        i, new = some_index(rng, len(net)), nn.Linear(1, 10 + step)
        match int(rng.integers(4)):
            case 0:
                see.raises(f"net[{i}] = ...", lambda i=i, new=new: operator.setitem(net, i, new))
            case 1:
                see.raises(f"del net[{i}]", lambda i=i: operator.delitem(net, i))
            case 2:
                see.raises(f"net.pop({i})", lambda i=i: net.pop(i))
            case 3:
                part = some_slice(rng, len(net))
                if len(net) > 3:
                    see(f"net.pop({part})", widths(net.pop(part)))
        see("what it holds", widths(net))


@probe("6.4")
def what_was_taken_out_is_not_trained_any_more(torch, see):
    """Whose parameters does the row still list?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.Linear(1, 2), nn.Linear(1, 3)))
    del net[1][0]
    gone = net.pop(0)
    see("the parameters", [(n, list(p.shape)) for n, p in net.named_parameters()])
    see("those of what was taken out", [n for n, _ in gone.named_parameters()])
    see_tree(see, net)


@probe("6.4")
def a_copy_is_changed_by_itself(torch, see):
    """Does a copied row know its own registry?"""
    nn = torch.nn
    net = nn.Sequential(*tags(torch, 3))
    twin = copy.deepcopy(net)
    del twin[0]
    see("the copy", widths(twin))
    see("the original", widths(net))


@probe("6.5")
def any_row_grows_alike(torch, see, rng):
    """At which step does it differ?"""
    nn = torch.nn
    net = nn.Sequential()
    for step in range(6):
        some = tags(torch, int(rng.integers(0, 3)))
        match int(rng.integers(4)):
            case 0:
                net.append(nn.Linear(1, 10 + step))
            case 1:
                net.extend(some)
            case 2:
                net.extend(nn.Sequential(*some))
            case 3:
                if len(net):
                    del net[int(rng.integers(len(net)))]
        see("what it holds", widths(net))


@probe("6.5")
def a_subclass_sees_every_append(torch, see):
    """Does `extend` go past `append`?"""
    nn = torch.nn

    class Watched(nn.Sequential):
        def append(self, module):
            self.__dict__.setdefault("seen", []).append(type(module).__name__)
            return super().append(module)

    see("what it has seen", Watched().extend([nn.ReLU(), nn.Tanh()]).__dict__.get("seen"))


@probe("6.5")
def on_names_of_ones_own_the_number_is_the_length(torch, see):
    """What is the next name when the others are words?"""
    nn = torch.nn
    net = nn.Sequential(OrderedDict(fc=nn.Linear(1, 1), out=nn.Linear(1, 2)))
    net.append(nn.Linear(1, 3))
    see("what it holds", widths(net))


@probe("6.6")
def any_inserts_end_alike(torch, see, rng):
    """Which insert put it in another place?"""
    nn = torch.nn
    net = nn.Sequential(*tags(torch, int(rng.integers(0, 3))))
    for step in range(7):
        i, new = some_index(rng, len(net)), nn.Linear(1, 10 + step)
        see.raises(f"net.insert({i}, ...)", lambda i=i, new=new: net.insert(i, new))
        see("what it holds", widths(net))


@probe("6.6")
def one_module_may_be_inserted_again(torch, see):
    """Is it asked where it stands already?"""
    nn = torch.nn
    a, b = tags(torch, 2)
    net = nn.Sequential(a, b).insert(1, a).insert(0, b)
    see("what it holds", widths(net))
    see("the names of its parameters", [n for n, _ in net.named_parameters()])


@probe("6.7")
def any_two_rows_add_up_alike(torch, see, rng):
    """Which side is it that differs?"""
    pool = some_pool(torch, rng)
    left, right = (some_tree(torch, rng, ("row",), pool, 1) for _ in range(2))
    see_tree(see, left + right)
    see("the left side", repr(left))
    left += right
    see_tree(see, left)
    see("the right side", repr(right))


@probe("6.7")
def a_number_that_is_there_already_is_taken_over(torch, see):
    """From which number on are those named that come in?"""
    nn = torch.nn
    net = nn.Sequential(OrderedDict([("a", nn.Linear(1, 1)), ("b", nn.Linear(1, 2))]))
    net += nn.Sequential(nn.Linear(1, 3), nn.Linear(1, 4))
    see("what it holds", widths(net))


@probe("6.8")
def any_row_times_any_factor(torch, see, rng):
    """For which factor?"""
    nn = torch.nn
    net = nn.Sequential(*tags(torch, int(rng.integers(0, 4))))
    for factor in rng.integers(-1, 5, size=3).tolist():
        see.raises(f"times {factor}", lambda factor=factor: net * factor)
        if factor > 0:
            see(f"the product with {factor}", [widths(net * factor), widths(factor * net)])
    factor = int(rng.integers(1, 4))
    net *= factor
    see(f"in place by {factor}", widths(net))
    see("the names of its parameters", [n for n, _ in net.named_parameters()])


@probe("6.8")
def an_empty_row_stays_empty(torch, see):
    """How often can nothing be repeated?"""
    nn = torch.nn
    net = nn.Sequential()
    see("the product", widths(net * 3))
    net *= 3
    see("in place", widths(net))


# -- ModuleList


@probe("6.9")
def any_tree_of_rows_and_lists_has_torchs_names(torch, see, rng):
    """Which name, or which child, is another one?"""
    net = some_tree(torch, rng, LISTS, some_pool(torch, rng))
    see("the modules", [(n, type(m).__name__) for n, m in net.named_modules()])
    see("the parameters", [n for n, _ in net.named_parameters()])
    see("the parameters, shared ones again", [n for n, _ in net.named_parameters(remove_duplicate=False)])


@probe("6.9")
def any_list_after_any_changes(torch, see, rng):
    """After which change are they different?"""
    nn = torch.nn
    net = nn.ModuleList(tags(torch, 4))
    for step in range(8):
        i, new = some_index(rng, len(net)), nn.Linear(1, 10 + step)
        match int(rng.integers(4)):
            case 0:
                see.raises(f"net[{i}] = ...", lambda i=i, new=new: operator.setitem(net, i, new))
            case 1:
                see.raises(f"net.pop({i})", lambda i=i: net.pop(i))
            case 2:
                net.extend([new, None])
            case 3:
                part = some_slice(rng, len(net))
                see(f"net[{part}]", widths(net[part]))
        see("what it holds", widths(net))


@probe("6.9")
def a_subclass_may_begin_with_modules_of_its_own(torch, see):
    """Does the constructor reach the `extend` of a subclass?"""
    nn = torch.nn

    class Loud(nn.ModuleList):
        def add_module(self, name, module):
            super().add_module(name, module if module is not None else nn.Identity())

    see("what it holds", [type(m).__name__ for m in Loud([None, nn.ReLU()])])


@probe("6.10")
def any_inserts_and_sums_of_lists(torch, see, rng):
    """Which step differs?"""
    nn = torch.nn
    net = nn.ModuleList(tags(torch, int(rng.integers(1, 4))))
    for step in range(5):
        net.insert(int(rng.integers(0, len(net) + 1)), nn.Linear(1, 10 + step))
        see("what it holds", widths(net))
    more = net[some_slice(rng, len(net))] + tags(torch, int(rng.integers(0, 3)))
    see("the sum", widths(more))
    see("the list", widths(net))


@probe("6.11")
def any_tree_prints_alike(torch, see, rng):
    """Which line is another one?"""
    nn = torch.nn
    pool = some_pool(torch, rng)
    trees = [some_tree(torch, rng, LISTS, pool, 2) for _ in range(2)]
    picked = [[*trees, *pool][int(i)] for i in rng.integers(len(pool) + 2, size=int(rng.integers(1, 9)))]
    see("how it prints", repr(nn.ModuleList(sorted(picked, key=repr) if rng.integers(2) else picked)))


@probe("6.11")
def what_a_list_says_of_itself_is_not_printed(torch, see):
    """Is `extra_repr` part of this text?"""
    nn = torch.nn

    class Blocks(nn.ModuleList):
        def extra_repr(self):
            return "of my own"

    see("how it prints", repr(Blocks([nn.ReLU(), nn.ReLU()])))


# -- ModuleDict


@probe("6.12")
def any_dict_after_any_changes(torch, see, rng):
    """After which change are they different?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    for step in range(12):
        name = "abcd"[int(rng.integers(4))]
        new = None if rng.integers(5) == 0 else nn.Linear(1, step + 1)
        match int(rng.integers(5)):
            case 0 | 1:
                heads[name] = new
            case 2:
                see.raises(f"del heads[{name!r}]", lambda name=name: operator.delitem(heads, name))
            case 3:
                see.raises(f"pop {name!r}", lambda name=name: heads.pop(name))
            case 4:
                see.raises(f"heads[{name!r}]", lambda name=name: heads[name])
        see("what it holds", widths(heads))
        see("which are in it", [name in heads for name in "abcd"])
        see("its names and its length", [list(heads), len(heads)])
    heads.clear()
    see("after clear", [list(heads), len(heads)])


@probe("6.13")
def any_tree_of_all_containers_has_torchs_names(torch, see, rng):
    """Which name, or which child, is another one?"""
    see_tree(see, some_tree(torch, rng, DICTS, some_pool(torch, rng)))


@probe("6.13")
def any_updates_end_alike(torch, see, rng):
    """Which update differs?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    for _ in range(4):
        names = ["abcdef"[int(i)] for i in rng.permutation(6)[: int(rng.integers(0, 4))]]
        pairs = list(zip(names, tags(torch, len(names)), strict=True))
        form = [dict, OrderedDict, list, nn.ModuleDict, iter][int(rng.integers(5))]
        heads.update(form(pairs))
        see(f"after {names}", widths(heads))


@probe("6.13")
def a_dict_made_from_pairs_is_a_tree_like_any_other(torch, see):
    """Does what it holds switch modes, and is it found by its path?"""
    nn = torch.nn
    net = nn.ModuleDict([("in", nn.ModuleDict({"fc": nn.Linear(1, 2)})), ("out", nn.ModuleList([nn.ReLU()]))])
    see("the modes", [m.training for m in net.eval().modules()])
    see("by its path", net.get_submodule("in.fc") is net["in"]["fc"])
    see("by its path, through a list", net.get_submodule("out.0") is net["out"][0])


# -- ParameterList and ParameterDict


def some_value(torch, rng, step):
    nn = torch.nn
    kind = int(rng.integers(4))
    return [None, f"note {step}", torch.full((2,), float(step)), nn.Parameter(torch.full((1,), float(step)))][kind]


@probe("6.14")
def any_list_of_values(torch, see, rng):
    """Which value became something else?"""
    nn = torch.nn
    values = [some_value(torch, rng, step) for step in range(5)]
    scales = nn.ParameterList(values)
    see("the values", list(scales))
    see("the parameters", [n for n, _ in scales.named_parameters()])
    for step in range(4):
        i, new = some_index(rng, len(scales)), nn.Parameter(torch.full((1,), 10.0 + step))
        see.raises(f"scales[{i}] = ...", lambda i=i, new=new: operator.setitem(scales, i, new))
    part = some_slice(rng, len(scales))
    see(f"scales[{part}]", list(scales[part]))
    see("the values afterwards", list(scales))


@probe("6.14")
def a_tied_parameter_is_trained_once(torch, see):
    """Is a Parameter that comes twice one or two?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    net = nn.Module()
    net.scales = nn.ParameterList([p, torch.zeros(1), p])
    see("the parameters", [n for n, _ in net.named_parameters()])
    see("all of them", [n for n, _ in net.named_parameters(remove_duplicate=False)])


@probe("6.15")
def any_dict_of_values_after_any_changes(torch, see, rng):
    """After which change are they different?"""
    nn = torch.nn
    table = nn.ParameterDict()
    for step in range(12):
        key = "abcd"[int(rng.integers(4))]
        value = some_value(torch, rng, step)
        match int(rng.integers(5)):
            case 0 | 1:
                see.raises(f"table[{key!r}] = ...", lambda k=key, v=value: operator.setitem(table, k, v))
            case 2:
                see.raises(f"del table[{key!r}]", lambda key=key: operator.delitem(table, key))
            case 3:
                see(f"setdefault {key!r}", table.setdefault(key, value))
            case 4:
                see(f"get {key!r}", table.get(key, "nothing"))
        see("the pairs", list(table.items()))
        see("the parameters", [n for n, _ in table.named_parameters()])


@probe("6.15")
def it_prints_its_pairs(torch, see):
    """Is each value kept as what it came in as?"""
    nn = torch.nn
    table = nn.ParameterDict()
    table["b"] = torch.zeros(2, 3, device="cpu")
    table["a"] = None
    see("how it prints", repr(table))
    see.raises("calling it", lambda: table(1))


@probe("6.16")
def any_updates_copies_and_unions(torch, see, rng):
    """Which step differs?"""
    nn = torch.nn
    table = nn.ParameterDict()
    for step in range(5):
        keys = ["abcdef"[int(i)] for i in rng.permutation(6)[: int(rng.integers(0, 4))]]
        pairs = [(key, nn.Parameter(torch.full((1,), float(step)))) for key in keys]
        form = [dict, OrderedDict, list, nn.ParameterDict, iter][int(rng.integers(5))]
        match int(rng.integers(4)):
            case 0:
                table.update(form(pairs))
            case 1:
                table |= form(pairs)
            case 2:
                table = table | form(pairs)
            case 3:
                table = table.copy()
        see(f"after {keys}", list(table.items()))


@probe("6.16")
def a_module_dict_is_no_mapping_here(torch, see):
    """Which containers are asked for their items?"""
    nn = torch.nn
    modules = nn.ModuleDict({"fc": nn.Linear(1, 1), "act": nn.ReLU()})
    see.raises("a ModuleDict", lambda: nn.ParameterDict(modules))
    see.raises("its items", lambda: nn.ParameterDict(modules.items()))
