"""The graph is torch's: what is recorded, what backward does, what it refuses."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from two_libraries import LIBRARIES, both, both_raise, claims

SECOND_TIME = "Trying to backward through the graph a second time"


def backward_twice(y):
    y.sum().backward()
    y.sum().backward()


@claims(
    a_chain=lambda torch, x, w: ((x * w).exp() + x).sum(),
    a_diamond=lambda torch, x, w: (x + x) * (x + w),
    a_leaf_used_twice=lambda torch, x, w: x * x * x,
    a_part_detached=lambda torch, x, w: x * w.detach() + x.detach() * w,
    an_unused_leaf=lambda torch, x, w: x * 2,
    a_constant=lambda torch, x, w: x * torch.ones(3),
    two_outputs=lambda torch, x, w: (x * w, x + w),
    through_two_dtypes=lambda torch, x, w: x.double() * w + x,
    itself=lambda torch, x, w: x,
)
def test_gradients_along_a_graph_are_torchs(experiment):
    both(experiment, (2, 3), (3,))


@claims(
    accumulated=lambda torch, x: [x.sum().backward(), (x * 3).sum().backward(), x.grad],
    with_a_gradient=lambda torch, x: [(x * 2).backward(torch.arange(3.0)), x.grad],
    twice_retained=lambda torch, x: [
        (y := (x * x).sum()).backward(retain_graph=True), y.backward(), x.grad,
    ],
    twice_where_nothing_was_saved=lambda torch, x: [backward_twice(x + 2), x.grad],
    grad=lambda torch, x: [*torch.autograd.grad((x * x).sum(), x), x.grad],
    grad_of_a_result=lambda torch, x: list(torch.autograd.grad(((y := x * 2) * y).sum(), [y])),
    grad_unused=lambda torch, x: list(
        torch.autograd.grad(x.sum(), [x, torch.ones(1, requires_grad=True)], allow_unused=True)
    ),
    grad_of_a_number_used_twice=lambda torch, x: list(
        torch.autograd.grad((w := torch.tensor(3.0, requires_grad=True)) * w, w)
    ),
    grad_with_gradients=lambda torch, x: list(torch.autograd.grad([x * 2, x * 3], x, [torch.ones(3), x.detach()])),
    backward_of_several=lambda torch, x: [torch.autograd.backward([x.sum(), (x * 2).sum()]), x.grad],
    backward_of_inputs=lambda torch, x: [
        (x * (w := torch.ones(3, requires_grad=True))).sum().backward(inputs=[w]), x.grad, w.grad,
    ],
    retained=lambda torch, x: [(y := x * 2).retain_grad(), y.retains_grad, (y * y).sum().backward(), y.grad, x.grad],
    not_retained=lambda torch, x: [(x * 2).sum().backward(), x.grad],
    flags=lambda torch, x: [
        x.is_leaf, (x * 2).is_leaf, x.requires_grad, (x * 2).requires_grad, x.detach().requires_grad,
        x.grad_fn is None, torch.ones(1).requires_grad, x.detach().is_leaf,
    ],
    no_grad=lambda torch, x: [_without(torch, x), torch.is_grad_enabled()],
    grad_is_kept_as_one_object=lambda torch, x: [x.sum().backward(), (g := x.grad) is x.grad, x.sum().backward(), g],
    frozen=lambda torch, x: [(x.requires_grad_(False) * 2).requires_grad, (x.requires_grad_() * 2).requires_grad],
    data=lambda torch, x: [x.data.requires_grad, x.data.data_ptr() == x.data_ptr(), x.data._version],
    names=lambda torch, x: [
        (x * 2).grad_fn.name(), (x * 2).grad_fn.next_functions[0][0].variable is x,
        len((x * torch.ones(3)).grad_fn.next_functions), (x + 1).sum().grad_fn.next_functions[0][0].name(),
    ],
)  # fmt: skip
def test_what_backward_leaves_is_torchs(experiment):
    both(experiment, (3,), grad=True)


def _without(torch, x):
    with torch.no_grad():
        inside = (x * 2).requires_grad
        with torch.enable_grad():
            deeper = (x * 2).requires_grad
        with torch.set_grad_enabled(False):
            deepest = (x * 2).requires_grad

    @torch.no_grad()
    def decorated():
        return (x * 2).requires_grad

    @torch.no_grad()
    def generator():
        yield (x * 2).requires_grad

    outside = [(x * 2).requires_grad for _ in generator()]
    previous = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    switched = torch.is_grad_enabled()
    torch.set_grad_enabled(previous)
    return [inside, deeper, deepest, decorated(), next(generator()), outside, switched]


@claims(
    once=lambda torch, x, seen: x.register_hook(lambda g: seen.append(g.tolist())),
    rewriting=lambda torch, x, seen: x.register_hook(lambda g: g * 2),
    in_order=lambda torch, x, seen: [x.register_hook(lambda g: g + 1), x.register_hook(lambda g: g * 10)],
    removed=lambda torch, x, seen: x.register_hook(lambda g: g * 0).remove(),
    removed_twice=lambda torch, x, seen: [(h := x.register_hook(lambda g: g * 0)).remove(), h.remove()],
    after_the_leaf=lambda torch, x, seen: x.register_post_accumulate_grad_hook(lambda p: seen.append(p.grad.tolist())),
)
def test_a_hook_on_a_leaf_or_a_result_is_torchs(experiment):
    def on_a_leaf(torch, x):
        seen = []
        experiment(torch, x, seen)
        (x * x).sum().backward()
        (x * 3).sum().backward()
        return [seen, x.grad]

    def on_a_result(torch, x):
        seen, y = [], x * 2
        experiment(torch, y, seen)
        (y * y).sum().backward()
        return [seen, x.grad]

    both(on_a_leaf, (3,))
    if "post_accumulate" not in experiment.__code__.co_names[0]:
        both(on_a_result, (3,))


@claims(
    nothing_recorded=lambda torch: torch.ones(2).sum().backward(),
    no_scalar=lambda torch: torch.ones(2, requires_grad=True).backward(),
    a_second_time=lambda torch: backward_twice(torch.ones(2, requires_grad=True).exp()),
    a_second_time_through_a_number=lambda torch: backward_twice(torch.ones(2, requires_grad=True) * 2),
    a_gradient_of_another_shape=lambda torch: torch.ones(2, requires_grad=True).backward(torch.ones(3)),
    an_unused_input=lambda torch: torch.autograd.grad(
        torch.ones(2, requires_grad=True).sum(), torch.ones(1, requires_grad=True)
    ),
    no_inputs=lambda torch: torch.autograd.grad(torch.ones(1, requires_grad=True).sum(), []),
    a_hook_without_gradient=lambda torch: torch.ones(2).register_hook(print),
    retaining_without_gradient=lambda torch: torch.ones(2).retain_grad(),
    a_hook_that_changes_the_shape=lambda torch: _with_hook(torch, lambda g: g[:1]),
    integers=lambda torch: torch.tensor([1]).requires_grad_(),
    integers_by_attribute=lambda torch: setattr(torch.tensor([1]), "requires_grad", True),
    unfreezing_a_result=lambda torch: setattr(torch.ones(1, requires_grad=True) * 2, "requires_grad", False),
    a_grad_that_is_a_number=lambda torch: setattr(torch.ones(2), "grad", 3),
    a_grad_of_another_shape=lambda torch: setattr(torch.ones(2), "grad", torch.ones(3)),
    a_grad_of_another_dtype=lambda torch: setattr(torch.ones(2), "grad", torch.ones(2, dtype=torch.float64)),
    data_that_is_a_number=lambda torch: setattr(torch.ones(2), "data", 3),
    a_view_detached_in_place=lambda torch: (torch.ones(2, requires_grad=True) * 2)[0].detach_(),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def _with_hook(torch, hook):
    x = torch.ones(2, requires_grad=True)
    x.register_hook(hook)
    x.sum().backward()


def test_the_words_learners_search_for_are_torchs():
    leaf = {"grad": True}
    both_raise(lambda torch: torch.ones(2).sum().backward(), words="does not require grad and does not have a grad_fn")
    both_raise(lambda torch, x: x.backward(), (2,), words="grad can be implicitly created only for scalar", **leaf)
    both_raise(lambda torch, x: backward_twice(x.exp()), (2,), words=SECOND_TIME, **leaf)
    both_raise(lambda torch, x: x.add_(1), (2,), words="a leaf Variable that requires grad is being used in an", **leaf)
    both_raise(lambda torch, x: x[0].add_(1), (2,), words="a view of a leaf Variable that requires grad", **leaf)
    both_raise(lambda torch, x: x.numpy(), (2,), words="Use tensor.detach().numpy() instead.", **leaf)
    both_raise(lambda torch: torch.tensor([1]).requires_grad_(), words="of floating point dtype can require gradients")
    both_raise(
        lambda torch: torch.tensor([1], requires_grad=True), words="Only Tensors of floating point and complex dtype"
    )


def custom(torch):
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, k):
            ctx.save_for_backward(x)
            ctx.k = k
            return x * x * k, x.sum()

        @staticmethod
        def backward(ctx, g, h):
            (x,) = ctx.saved_tensors
            return 2 * x * g * ctx.k + h, None

    return Scaled


def test_a_function_of_ones_own_is_torchs():
    both(lambda torch, x: custom(torch).apply(x, 3.0), (3,))
    both(lambda torch, x: custom(torch).apply(x, 3.0)[0], (3,))
    both(lambda torch, x: custom(torch).apply(x.detach(), 3.0), (3,))
    both_raise(lambda torch, x: backward_twice(custom(torch).apply(x, 3.0)[0]), (3,), grad=True, words=SECOND_TIME)


def test_hooks_of_a_node_see_and_rewrite_gradients():
    def experiment(torch, x):
        seen, y = [], x * 2
        y.grad_fn.register_prehook(lambda outs: (outs[0] + 1,))
        y.grad_fn.register_hook(lambda ins, outs: seen.append([ins[0].tolist(), outs[0].tolist()]))
        (y * 3).sum().backward()
        return [seen, x.grad]

    both(experiment, (3,))


operations = st.lists(
    st.tuples(st.sampled_from("add mul sin sub neg relu keep".split()), st.integers(0, 5)), max_size=12
)


@settings(max_examples=40, deadline=None)
@given(operations)
def test_gradients_of_any_graph_are_torchs(steps):
    def experiment(torch, x, w):
        known = [x, w]
        for name, pick in steps:
            a, b = known[pick % len(known)], known[-1]
            if name in ("add", "mul", "sub"):
                known.append(getattr(torch, name)(a, b))
            elif name == "keep":
                known.append(a)
            else:
                known.append(getattr(torch, name)(a))
        return sum(known[1:], known[0]).sin()

    both(experiment, (2, 3), (3,), dtype="float64")


def test_the_missing_gradient_of_a_result_is_warned_of():
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match="The .grad attribute of a Tensor that is not a leaf Tensor"):
            assert (torch.ones(1, requires_grad=True) * 2).grad is None


@settings(max_examples=40, deadline=None)
@given(operations)
def test_hooks_run_in_torchs_order(steps):
    def experiment(torch, x, w):
        seen, known = [], [x, w]
        for name, pick in steps:
            a, b = known[pick % len(known)], known[-1]
            known.append(getattr(torch, name)(a, b) if name in ("add", "mul", "sub") else a * 2)
        for number, tensor in enumerate(known):
            tensor.register_hook(lambda g, number=number: seen.append((number, round(g.sum().item(), 3))))
        for number, leaf in enumerate((x, w)):
            leaf.register_post_accumulate_grad_hook(lambda p, number=number: seen.append(f"leaf {number}"))
        sum(known[2:], known[0] * known[1]).backward(torch.ones(2, 3, dtype=torch.float64))
        return [str(entry) for entry in seen]

    both(experiment, (2, 3), (2, 3), dtype="float64")


def test_a_hook_finds_the_grads_of_later_layers_already_there():
    def experiment(torch, x, w):
        seen, h = [], x * 1
        h.register_hook(lambda g: seen.append((w.grad is not None, x.grad is None)))
        (h * w).sum().backward()
        return [list(found) for found in seen]

    both(experiment, (3,), (3,))


def test_hooks_of_the_node_of_a_leaf_are_torchs():
    def experiment(torch, x):
        seen, node = [], x.expand_as(x).grad_fn.next_functions[0][0]
        node.register_prehook(lambda gs: seen.append([g.tolist() for g in gs]))
        node.register_hook(lambda ins, outs: seen.append(x.grad is not None))
        (x * 2 + x).sum().backward()
        return seen

    both(experiment, (3,))


def test_one_result_of_several_may_be_enough():
    def experiment(torch, x):
        first, second = custom(torch).apply(x, 3.0)
        first.register_hook(lambda g: g * 2)
        return [first * first, second.detach()]

    both(experiment, (3,))
    both(lambda torch, x: custom(torch).apply(x, 3.0)[1], (3,))
