"""What holds of the trees in the claims holds of any tree: one random tree, two worlds."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import solutions.reference
from course.probes import Probe
from tests.conformance.claims import hold
from tests.conformance.random_trees import TREES, WHOLE, build, first_of_each, runnable

CONVERSIONS = ["double", "half", "float"]
MANY = settings(max_examples=60, deadline=None, derandomize=True)


def same_in_both_worlds(experiment):
    hold(Probe((), experiment), solutions.reference)


@given(TREES, st.booleans())
@MANY
def test_a_tree_is_walked_alike(tree, once):
    def walk(torch, see):
        net = build(torch, tree)
        for name in ("named_modules", "named_parameters", "named_buffers"):
            pairs = list(getattr(net, name)(remove_duplicate=once))
            see(name, [n for n, _ in pairs])
            see(f"{name}, which", first_of_each(x for _, x in pairs))
        see("children", [n for n, _ in net.named_children()])
        see("printed", repr(net))
        order = []
        net.apply(lambda m: order.append(type(m).__name__))
        see("applied", order)

    same_in_both_worlds(walk)


@given(TREES, st.booleans())
@MANY
def test_a_tree_is_saved_alike(tree, keep):
    def save(torch, see):
        net = build(torch, tree)
        state = net.state_dict(prefix="p.", keep_vars=keep)
        see("state", dict(state))
        see("metadata", dict(state._metadata))
        see("which", first_of_each(v.data_ptr() for v in state.values() if v.numel()) if not keep else None)

    same_in_both_worlds(save)


@given(TREES, st.data())
@MANY
def test_a_damaged_state_is_refused_alike(tree, data):
    count = len(build(solutions.reference, tree).state_dict())
    positions = st.lists(st.integers(0, max(count - 1, 0)), max_size=3)
    dropped, bent, renamed = (data.draw(positions) for _ in range(3))
    assign, strict = data.draw(st.booleans()), data.draw(st.booleans())

    def load(torch, see):
        net = build(torch, tree)
        state = {k: v.clone() for k, v in net.state_dict().items()}
        keys = list(state)
        for at in bent:
            if keys:
                state[keys[at]] = torch.full((7,), 0.5)
        for at in dropped:
            if keys:
                state.pop(keys[at], None)
        for at in renamed:
            if keys and keys[at] in state:
                state[f"{keys[at]}.more"] = state.pop(keys[at])
        see.raises("what is said", lambda: net.load_state_dict(state, strict=strict, assign=assign), message=True)
        see("what is loaded", net.state_dict())

    same_in_both_worlds(load)


@given(TREES, st.sampled_from(["deepcopy", "pickle"]))
@MANY
def test_a_tree_is_copied_alike_and_stays_tied(tree, how):
    def copied(torch, see):
        net = build(torch, tree)
        net.eval()
        other = copy.deepcopy(net) if how == "deepcopy" else pickle.loads(pickle.dumps(net))
        see("state", other.state_dict())
        see("modules", first_of_each(m for _, m in other.named_modules(remove_duplicate=False)))
        see("parameters", first_of_each(p for _, p in other.named_parameters(remove_duplicate=False)))
        see("shared", {id(p) for p in net.parameters()} & {id(p) for p in other.parameters()})
        see("flags", [p.requires_grad for p in other.parameters()])
        see("modes", [m.training for m in other.modules()])

    same_in_both_worlds(copied)


@given(TREES, st.lists(st.sampled_from(CONVERSIONS), min_size=1, max_size=3), st.data())
@MANY
def test_a_part_of_a_tree_is_converted_and_set_alike(tree, conversions, data):
    count = len(list(build(solutions.reference, tree).modules()))
    parts = [data.draw(st.integers(0, count - 1)) for _ in conversions]

    def convert(torch, see):
        net = build(torch, tree)
        before = first_of_each(net.parameters())
        for conversion, part in zip(conversions, parts, strict=True):
            module = list(net.modules())[part]
            getattr(module, conversion)()
            module.train(part % 2 == 0).requires_grad_(part % 3 == 0)
        see("dtypes", [(n, str(t.dtype)) for n, t in [*net.named_parameters(), *net.named_buffers()]])
        see("the same parameters", first_of_each(net.parameters()) == before)
        see("modes", [m.training for m in net.modules()])
        see("flags", [p.requires_grad for p in net.parameters()])

    same_in_both_worlds(convert)


@given(WHOLE, st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["pre", "post"]), st.booleans()), max_size=6))
@MANY
def test_a_network_runs_and_learns_alike_with_hooks_on_it(kinds, hooks):
    def run(torch, see):
        net, log = runnable(torch, kinds), []
        modules = list(net.modules())
        for number, (at, when, prepend) in enumerate(hooks):
            register = {"pre": "register_forward_pre_hook", "post": "register_forward_hook"}[when]
            getattr(modules[at % len(modules)], register)(
                lambda m, *args, number=number: log.append((number, type(m).__name__, len(args))), prepend=prepend
            )
        optimizer = torch.optim.SGD([*net.parameters(), torch.nn.Parameter(torch.ones(1))], 0.1)
        for _ in range(2):
            optimizer.zero_grad()
            loss = (net(torch.tensor([[1.0, -1.0, 0.5]])) ** 2).mean()
            if loss.requires_grad:
                loss.backward()
            optimizer.step()
            see("loss", loss)
        see("log", log)
        see("gradients", [p.grad for p in net.parameters()])

    same_in_both_worlds(run if any(k in ("linear", "nested") for k in kinds) else lambda torch, see: see("nothing", 1))


POSITIONS = st.integers(-4, 4)
CHANGES = st.one_of(
    st.tuples(st.just("append")),
    st.tuples(st.sampled_from(["pop", "insert", "set", "delete", "get"]), POSITIONS),
    st.tuples(st.sampled_from(["cut", "delete slice"]), POSITIONS, POSITIONS, st.sampled_from([None, 2, -1])),
    st.tuples(st.just("extend"), st.integers(0, 2)),
)


@pytest.mark.parametrize("container", ["Sequential", "ModuleList"])
@given(changes=st.lists(CHANGES, max_size=8))
@MANY
def test_a_container_is_changed_alike(container, changes):
    def change(torch, see):
        nn, made = torch.nn, []

        def new():
            made.append(nn.Linear(len(made) + 1, 1))
            return made[-1]

        net = getattr(nn, container)()
        for kind, *at in changes:
            act = {
                "append": lambda: net.append(new()),
                "pop": lambda at=at: net.pop(*at),
                "insert": lambda at=at: net.insert(*at, new()),
                "set": lambda at=at: net.__setitem__(*at, new()),
                "delete": lambda at=at: net.__delitem__(*at),
                "get": lambda at=at: net[at[0]],
                "cut": lambda at=at: net[slice(*at)],
                "delete slice": lambda at=at: net.__delitem__(slice(*at)),
                "extend": lambda at=at: net.extend(nn.Sequential(*[new() for _ in range(*at)])),
            }[kind]
            see.raises(kind, act)
            see("now", [(name, m.in_features) for name, m in net._modules.items()])

    same_in_both_worlds(change if changes else lambda torch, see: see("nothing", 1))
