"""Hidden claims of lesson 09: the same behaviour on networks, hooks and arguments that nobody has seen."""

import importlib

from course.probes import probe

visible = importlib.import_module("course.checks.09_backward_hooks")
backward_hook, leaf, module_of, watched = visible.backward_hook, visible.leaf, visible.module_of, visible.watched
FUNCTIONS = (lambda x: x.tanh(), lambda x: x * x, lambda x: 2 * x + 1, lambda x: x.sin() - x, lambda x: x)


def numbers(torch, rng, *shape, grad=True):
    # float64: through a deep tree, what cancels in float32 is the processor's.
    return torch.tensor(rng.normal(size=shape or (3,)).round(3).tolist(), dtype=torch.float64, requires_grad=grad)


def some_tree(torch, rng, depth=2):
    """Modules in modules that compute, with weights and without; some stand in two places, and some add their input."""
    nn = torch.nn

    class Computes(nn.Module):
        def __init__(self, function):
            super().__init__()
            self.function = function

        def forward(self, x):
            return self.function(x)

    class Scales(nn.Module):
        def __init__(self):
            super().__init__()
            self.w, self.nothing = nn.Parameter(numbers(torch, rng, grad=False)), None

        def forward(self, x):
            return x * self.w

    class Past(nn.Module):
        def __init__(self, body):
            super().__init__()
            self.body = body

        def forward(self, x):
            return x + self.body(x)

    pool = [Scales(), *[Computes(FUNCTIONS[int(rng.integers(len(FUNCTIONS)))]) for _ in range(3)]]

    def tree(depth):
        kind = int(rng.integers(4)) if depth else 0
        if kind == 0:
            return pool[int(rng.integers(len(pool)))] if rng.integers(2) else Scales()
        if kind == 1:
            return Past(tree(depth - 1))
        return nn.Sequential(*[tree(depth - 1) for _ in range(rng.integers(1, 4))])

    return nn.Sequential(*[tree(depth) for _ in range(3)])


def changed(rng):
    """What a hook does to the first of some gradients: nothing, doubles it, or shifts it."""
    return [None, lambda grads: (grads[0] * 2, *grads[1:]), lambda grads: (grads[0] - 1, *grads[1:])][
        int(rng.integers(3))
    ]


def hook_some(rng, net, ran, count=5):
    """Register backward hooks of both sides on modules that the generator picks; return the handles."""
    modules, handles = list(net.modules()), []
    for number in range(count):
        module, change, prepend = modules[int(rng.integers(len(modules)))], changed(rng), bool(rng.integers(2))

        def full(module, ins, outs, number=number, change=change):
            ran.append([f"full {number}", ins, outs])
            return None if change is None or ins[0] is None else change(ins)

        def pre(module, outs, number=number, change=change):
            ran.append([f"pre {number}", outs])
            return None if change is None else change(outs)

        if rng.integers(2):
            handles.append(module.register_full_backward_hook(full, prepend=prepend))
        else:
            handles.append(module.register_full_backward_pre_hook(pre, prepend=prepend))
    return handles


def gradients(net, x):
    return [x.grad, *[p.grad for p in net.parameters()]]


# -- tensors and the identity


@probe("9.1")
def limits_on_any_network(torch, see, rng):
    """Which gradient is another one?"""
    net, x = some_tree(torch, rng), numbers(torch, rng)
    for p in net.parameters():
        p.requires_grad_(bool(rng.integers(3)))
    handles = visible.limit_gradients_of(torch, net, 0.2)
    see("how many handles", len(handles))
    for _ in range(2):
        (3 * net(x)).sum().backward()
    see("the gradients", gradients(net, x))


@probe("9.2")
def any_tensors_through_one_node(torch, see, rng):
    """Which tensor comes out in another way, or sends another gradient back?"""
    tensors = [numbers(torch, rng, grad=bool(rng.integers(2))) for _ in range(4)] + [numbers(torch, rng)]
    tensors = [t * 2 if rng.integers(2) else t for t in tensors]
    outs = torch.nn.modules._functions.BackwardHookFunction.apply(*tensors)
    see("what comes out", outs)
    used = [out * int(n) for out, n in zip(outs, rng.integers(0, 4, size=5), strict=True) if n]
    sum([out.sum() for out in used], outs[-1].sum()).backward()
    see("the gradients", [t.grad for t in tensors if t.is_leaf])


# -- BackwardHook


def any_arguments(torch, rng):
    makers = (
        lambda: numbers(torch, rng),
        lambda: numbers(torch, rng) * 2,
        lambda: numbers(torch, rng, grad=False),
        lambda: torch.tensor([1, 2, 3]),
        lambda: None,
        lambda: int(rng.integers(9)),
        lambda: "a word",
    )
    return tuple(makers[int(rng.integers(len(makers)))]() for _ in range(rng.integers(0, 6)))


@probe("9.3")
def any_arguments_through_it(torch, see, rng):
    """Which argument comes back in another way?"""
    for number in range(4):
        given, nodes = any_arguments(torch, rng), []
        args, places = backward_hook(torch)._apply_on_tensors(nodes.append, given)
        see(f"{number}: the arguments", args)
        see(f"{number}: the places", places)
        same = [a is b for a, b in zip(args, given, strict=True)]
        see(f"{number}: whether they are the same", [args is given, *same])
        see(f"{number}: the calls", len(nodes))


@probe("9.4")
def any_arguments_and_results_set_up(torch, see, rng):
    """Which number or place is another one?"""
    for number in range(4):
        hook, result = backward_hook(torch), any_arguments(torch, rng)
        see(f"{number}: the arguments", hook.setup_input_hook(any_arguments(torch, rng)))
        see(f"{number}: the places of the inputs", [hook.input_tensors_index, hook.n_inputs])
        see(f"{number}: the result", hook.setup_output_hook(result[0] if len(result) == 1 else result))
        see(f"{number}: the places of the outputs", [hook.output_tensors_index, hook.n_outputs])


def one_that_answers(rng, ran, name, size):
    """A hook on the last of its tuples; it may answer for all items, in a tuple or a list."""
    answer = int(rng.integers(3))

    def hook(module, *grads):
        ran.append([name, *grads])
        if answer == 0:
            return None
        made = [None if g is None else g * 0.5 for g in grads[0]]
        return made if answer == 1 else tuple(made)

    return hook


@probe("9.5")
def any_pre_hooks_on_any_outputs(torch, see, rng):
    """Which hook saw something else, or what went on in its place?"""
    ran, x = [], numbers(torch, rng)
    made = [FUNCTIONS[int(i)] for i in rng.integers(len(FUNCTIONS) - 1, size=3)]
    hooks = [one_that_answers(rng, ran, number, 4) for number in range(3)]
    hook = visible.inputs_are_set_up(backward_hook(torch, user_pre_hooks=hooks))
    outs = hook.setup_output_hook((made[0](x), "note", made[1](x), made[2](x)))
    sum(out.sum() * int(n) for out, n in zip(outs[2:], rng.integers(1, 4, size=2), strict=True)).backward()
    see("what was seen", ran)
    see("what is kept", hook.grad_outputs)
    see("the gradient", x.grad)


@probe("9.6")
def any_full_hooks_on_any_inputs(torch, see, rng):
    """Which hook saw something else, or what went back in its place?"""
    ran, x, y = [], numbers(torch, rng), numbers(torch, rng)
    hooks = [one_that_answers(rng, ran, number, 4) for number in range(3)]
    pre_hooks = [one_that_answers(rng, ran, f"pre {number}", 2) for number in range(2)]
    one, two = (FUNCTIONS[int(i)] for i in rng.integers(len(FUNCTIONS) - 1, size=2))
    outs, _ = watched(
        torch,
        lambda a, n, b, word: (one(a) * b, two(b) * n),
        *(x, 3, y * 2, "word"),
        hooks=hooks,
        pre_hooks=pre_hooks,
    )
    (outs[0].sum() + 2 * outs[1].sum() + (x * y).sum()).backward()
    see("what was seen", ran)
    see("the gradients", [x.grad, y.grad])


@probe("9.7")
def any_hooks_where_no_input_needs_a_gradient(torch, see, rng):
    """Which hook saw something else?"""
    ran, w = [], numbers(torch, rng)
    hooks = [lambda module, ins, outs, n=n: ran.append([n, ins, outs]) for n in range(int(rng.integers(1, 4)))]
    pre_hooks = [one_that_answers(rng, ran, f"pre {number}", 1) for number in range(2)]
    args = (numbers(torch, rng, grad=False), *[int(n) for n in rng.integers(1, 5, size=rng.integers(0, 3))])
    out, hook = watched(torch, lambda x, *more: x * w * (1 + sum(more)), *args, hooks=hooks, pre_hooks=pre_hooks)
    out.sum().backward(retain_graph=True)
    out.sum().backward()
    see("what was seen", ran)
    see("the gradient of the weight", w.grad)
    see("what is kept", hook.grad_outputs)


# -- modules


@probe("9.8")
def any_backward_hooks_in_any_order(torch, see, rng):
    """Which hook stands elsewhere?"""
    net, handles = torch.nn.Module(), []
    for _ in range(8):
        register = net.register_full_backward_hook if rng.integers(2) else net.register_full_backward_pre_hook
        handles.append(register(print, prepend=bool(rng.integers(2))))
    names = {handle.id: number for number, handle in enumerate(handles)}
    for gone in rng.integers(8, size=3).tolist():
        handles[gone].remove()
        see("the full ones", [names[key] for key in net._backward_hooks])
        see("the pre-hooks", [names[key] for key in net._backward_pre_hooks])


@probe("9.9")
def any_hooks_of_any_kind(torch, see, rng):
    """Which hook is in another list, or in another place?"""
    file = torch.nn.modules.module
    for _ in range(4):
        file._global_backward_hooks.clear()
        net = torch.nn.Module()
        file._global_is_full_backward_hook, net._is_full_backward_hook = (bool(x) for x in rng.integers(2, size=2))
        for registry, most in ((file._global_backward_hooks, 4), (net._backward_hooks, 4)):
            registry.update({int(key): f"hook {key}" for key in rng.permutation(9)[: rng.integers(most)]})
        see("the lists", [list(hooks) for hooks in net._get_backward_hooks()])


@probe("9.10")
def backward_hooks_on_any_network(torch, see, rng):
    """Which hook ran at another time, or saw another gradient?"""
    ran, net, x = [], some_tree(torch, rng), numbers(torch, rng)
    handles = hook_some(rng, net, ran)
    out = net(x)
    see("what comes out", out)
    out.sum().backward()
    see("what ran", list(ran))
    see("the gradients", gradients(net, x))
    ran.clear()
    for number in rng.integers(len(handles), size=3).tolist():
        handles[number].remove()
    out = net(x)
    (out * out).sum().backward()
    see("what ran after some were removed", list(ran))
    see("the gradients then", gradients(net, x))


@probe("9.10")
def forward_and_backward_hooks_on_any_network(torch, see, rng):
    """Which hook ran at another time, or saw something else?"""
    ran, net, x = [], some_tree(torch, rng), numbers(torch, rng)
    hook_some(rng, net, ran, count=3)
    for number, module in enumerate(net.modules()):
        if rng.integers(3) == 0:
            module.register_forward_pre_hook(lambda module, args, n=number: ran.append([f"in {n}", args]))
            module.register_forward_hook(lambda module, args, out, n=number: ran.append([f"out {n}", out]) or out * 2)
    (net(x) * 3).sum().backward()
    see("what ran", ran)
    see("the gradients", gradients(net, x))


@probe("9.10")
def a_gradient_of_a_gradient_goes_through_hooks(torch, see, rng):
    """Does your identity stand in the way of `create_graph=True`?"""
    net, x, ran = module_of(torch, lambda x: x * x * x), numbers(torch, rng), []
    net.register_full_backward_hook(lambda module, ins, outs: ran.append([ins[0].detach(), outs[0].detach()]))
    first = torch.autograd.grad(net(x).sum(), x, create_graph=True)[0]
    see("what was seen", ran)
    (first * first).sum().backward()
    see("the gradient", x.grad)


@probe("9.11")
def full_hooks_for_all_on_any_network(torch, see, rng):
    """Which hook ran at another time, or saw another gradient?"""
    file, ran, net, x = torch.nn.modules.module, [], some_tree(torch, rng), numbers(torch, rng)
    hook_some(rng, net, ran, count=2)
    full = file.register_module_full_backward_hook(lambda module, ins, outs: ran.append([type(module).__name__, ins]))
    pre = file.register_module_full_backward_pre_hook(lambda module, outs: ran.append([type(module).__name__, outs]))
    net(x).sum().backward()
    see("what ran", list(ran))
    see("the gradients", gradients(net, x))
    ran.clear()
    (full if rng.integers(2) else pre).remove()
    net(x).sum().backward()
    see("what ran after one was removed", list(ran))


@probe("9.12")
def old_hooks_on_any_network(torch, see, rng):
    """Which hook ran at another time, or saw another gradient?"""
    ran, net, x = [], some_tree(torch, rng, depth=1), numbers(torch, rng)
    for number, module in enumerate(net.modules()):
        if rng.integers(2):
            module.register_backward_hook(lambda module, ins, outs, n=number: ran.append([n, outs]))
    net(2 * x).sum().backward()
    see("what ran", ran)
    see("the gradients", gradients(net, x))


@probe("9.12")
def the_graph_does_not_keep_the_module(torch, see):
    """Who holds the module, when only the graph is left?"""
    net = module_of(torch, lambda x: 2 * x)
    net.register_backward_hook(lambda module, ins, outs: None)
    out = net(leaf(torch, 1)).sum()
    del net
    see.raises("backward", lambda: out.backward())


@probe("9.13")
def any_operations_behind_an_old_hook(torch, see, rng):
    """Which case is it, and what is said to be missing?"""
    results = (
        lambda x, y: x * y,
        lambda x, y: (x * y).exp(),
        lambda x, y: (x * y, x + y),
        lambda x, y: [x * y],
        lambda x, y: (x * y, 5),
        lambda x, y: (x + y,),
        lambda x, y: x.exp(),
    )
    makers = (
        lambda: numbers(torch, rng),
        lambda: numbers(torch, rng) * 2,
        lambda: numbers(torch, rng, grad=False),
        lambda: 3,
    )
    for number in range(8):
        x, y = numbers(torch, rng) * 2, makers[int(rng.integers(len(makers)))]()
        see(f"{number}", visible.missing(torch, results[int(rng.integers(len(results)))], x, y))


@probe("9.14")
def the_flow_through_any_network(torch, see, rng):
    """Which path has another number, or another place?"""
    net, x = some_tree(torch, rng), numbers(torch, rng)
    flow = visible.gradient_flow_of(torch, net, lambda out: (out * out).sum(), x)
    see("the flow", flow)
    see("the gradients", gradients(net, x))
    see("hooks that are left", [len(m._backward_pre_hooks) + len(m._backward_hooks) for m in net.modules()])
