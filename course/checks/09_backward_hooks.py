"""What lesson 09 claims of hooks of tensors, backward hooks of modules, full and old, and the walk of gradients."""

import copy
import warnings
from collections import namedtuple

from course.predictions import prediction
from course.probes import probe


def file_of_modules(torch):
    """Where torch keeps what is about all modules."""
    return torch.nn.modules.module


def leaf(torch, *numbers):
    """A tensor of these numbers that needs a gradient."""
    return torch.tensor([float(n) for n in numbers], requires_grad=True)


def module_of(torch, function):
    """A module whose forward is this function."""

    class Computes(torch.nn.Module):
        def forward(self, *args, **kwargs):
            return function(*args, **kwargs)

    return Computes()


def words_of(call):
    """The texts of the warnings that a call gives."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return [str(w.message) for w in caught]


def backward_hook(torch, user_hooks=(), user_pre_hooks=(), module=None):
    """A BackwardHook of these functions."""
    return torch.utils.hooks.BackwardHook(module, list(user_hooks), list(user_pre_hooks))


def inputs_are_set_up(hook, count=1):
    """As if the arguments had gone through `setup_input_hook`."""
    hook.n_inputs, hook.input_tensors_index = count, list(range(count))
    return hook


def limit_gradients_of(torch, net, limit):
    """`limit_gradients` of exercise 9.1: yours, or, as torch has none, hooks of the nodes that fill in `.grad`."""
    if hasattr(torch.nn, "practice"):
        return torch.nn.practice.limit_gradients(net, limit)
    handles = []
    for p in filter(lambda p: p.requires_grad, net.parameters()):
        node = p.expand_as(p).grad_fn.next_functions[0][0]
        handles.append(node.register_prehook(lambda grads: (torch.clamp(grads[0], -limit, limit),)))
        p.keeps_alive = node
    return handles


def gradient_flow_of(torch, net, loss_of, *inputs):
    """`gradient_flow` of exercise 9.14: yours, or, as torch has none, hooks of the tensors that come out."""
    if hasattr(torch.nn, "practice"):
        return torch.nn.practice.gradient_flow(net, loss_of, *inputs)
    found, handles = {}, []

    def watched(path):
        def hook(module, args, output):
            output = output * 1
            output.register_hook(lambda grad: found.update({path: float(grad.abs().sum() / grad.numel())}))
            return output

        return hook

    for path, module in net.named_modules():
        if not any(child is not None for child in module._modules.values()):
            handles.append(module.register_forward_hook(watched(path)))
    try:
        loss_of(net(*inputs)).backward()
    finally:
        for handle in handles:
            handle.remove()
    return found


# -- 9.1 limit_gradients


@prediction("9.1", "1", "2", "10", wrong="clamps what has been added up")
def two_gradients_of_five(torch):
    """A weight's gradients are limited to 1. Two `backward()`, without zero_grad between, send 5 each. Its `.grad`?"""
    w = leaf(torch, 1)
    w.register_hook(lambda grad: grad.clamp(-1, 1))
    for _ in range(2):
        (5 * w).sum().backward()
    return str(int(w.grad))


@probe("9.1")
def every_gradient_is_clamped_from_both_sides(torch, see):
    """Which numbers may stand in a gradient after your hook?"""
    net = torch.nn.Module()
    net.w, net.b = torch.nn.Parameter(torch.zeros(4)), torch.nn.Parameter(torch.zeros(2))
    limit_gradients_of(torch, net, 2)
    (net.w * torch.tensor([-5.0, -1.0, 1.5, 30.0])).sum().backward()
    (net.b * torch.tensor([0.5, -2.5])).sum().backward()
    see("the gradients", [p.grad for p in net.parameters()])


@probe("9.1")
def each_backward_pass_is_limited_by_itself(torch, see):
    """Does your hook see one pass, or what has been added up so far?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.zeros(2))
    limit_gradients_of(torch, net, 1)
    for _ in range(3):
        (net.w * torch.tensor([5.0, 0.25])).sum().backward()
    see("the gradient of three passes", net.w.grad)


@probe("9.1")
def a_parameter_used_twice_is_limited_once(torch, see):
    """In one pass, two ways lead to the parameter. What comes first, the sum or your hook?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.tensor([1.0, 1.0]))
    net.same = net.w
    limit_gradients_of(torch, net, 3)
    (2 * net.w + net.w * torch.tensor([2.0, -1.5])).sum().backward()
    see("the gradient", net.w.grad)


@probe("9.1")
def the_handles_take_the_limits_off(torch, see):
    """One handle for each parameter, those of inner modules too. What do you return?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.zeros(1))
    net.inner = torch.nn.Module()
    net.inner.w = torch.nn.Parameter(torch.zeros(1))
    handles = limit_gradients_of(torch, net, 1)
    see("how many", len(handles))
    for handle in handles:
        handle.remove()
    ((net.w + net.inner.w) * 7).sum().backward()
    see("the gradients", [p.grad for p in net.parameters()])


@probe("9.1")
def frozen_parameters_are_passed_over(torch, see):
    """What does `register_hook` say to a tensor that needs no gradient?"""
    net = torch.nn.Linear(2, 2)
    net.weight.requires_grad_(False)
    see("how many handles", len(limit_gradients_of(torch, net, 1)))
    (net(torch.ones(1, 2)) * 9).sum().backward()
    see("the gradients", [p.grad for p in net.parameters()])


@probe("9.1")
def nobody_elses_gradient_is_changed(torch, see):
    """Your hook changes what comes to the parameter. Does it change what goes elsewhere?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.zeros(2))
    limit_gradients_of(torch, net, 1)
    kept = torch.tensor([8.0, -8.0])
    x = leaf(torch, 1, 2)
    (net.w + x).backward(kept)
    see("what went in", kept)
    see("the gradient of the other", x.grad)
    see("the parameter's", net.w.grad)


# -- 9.2 BackwardHookFunction


def handed(torch, *tensors):
    return torch.nn.modules._functions.BackwardHookFunction.apply(*tensors)


@probe("9.2")
def numbers_and_gradients_go_through_unchanged(torch, see):
    """What does `forward` return, what `backward`, and in which order?"""
    a, b = leaf(torch, 1, 2), leaf(torch, 3)
    outs = handed(torch, a, b)
    see("what comes out", outs)
    (outs[0].sum() * 5 + outs[1].sum() * 7).backward()
    see("the gradients", [a.grad, b.grad])


@probe("9.2")
def one_tensor_comes_out_as_a_tuple_of_one(torch, see):
    """`apply` with one tensor: what does `args` hold?"""
    outs = handed(torch, leaf(torch, 1, 2))
    see("its class and length", [type(outs).__name__, len(outs)])


@probe("9.2")
def what_needs_no_gradient_goes_on_needing_none(torch, see):
    """With one tensor that needs a gradient, autograd takes all results to need one. Who tells it otherwise?"""
    a, b, mask = leaf(torch, 1, 2), torch.ones(2), torch.tensor([True, False])
    outs = handed(torch, b, a, mask)
    see("what needs a gradient", [out.requires_grad for out in outs])
    (outs[1] * outs[0] * outs[2]).sum().backward()
    see("the gradients", [a.grad, b.grad])


@probe("9.2")
def all_results_come_from_one_node(torch, see):
    """How many operations is it, for two tensors?"""
    outs = handed(torch, leaf(torch, 1), leaf(torch, 2))
    see("whether it is one node", outs[0].grad_fn is outs[1].grad_fn)
    see("its name", outs[0].grad_fn.name())
    see("their numbers", [out.output_nr for out in outs])


@probe("9.2")
def an_output_nobody_used_sends_a_gradient_of_zero(torch, see):
    """What does your backward get for it?"""
    a, b = leaf(torch, 1, 2), leaf(torch, 3)
    outs = handed(torch, a, b)
    outs[1].sum().backward()
    see("the gradients", [a.grad, b.grad])


@probe("9.2")
def what_comes_out_must_not_be_changed_in_place(torch, see):
    """Is what comes out the input itself, or a copy of its own?"""
    x = leaf(torch, 1, 2)
    [out] = handed(torch, x)
    see("whether it is the input", out is x)
    see.raises("adding in place", lambda: out.add_(1))
    see.raises("through a part of it", lambda: out[:1].mul_(2))
    with torch.no_grad():
        out.add_(1)
    see("the input, after a change where nothing is recorded", x)


# -- 9.3 BackwardHook._apply_on_tensors


@probe("9.3")
def tensors_go_through_and_everything_else_stays_in_place(torch, see):
    """Which arguments does it touch, and where do they stand afterwards?"""
    x, y, note = leaf(torch, 1, 2), leaf(torch, 3), object()
    args, places = backward_hook(torch)._apply_on_tensors(lambda node: None, (5, x, note, y, None))
    see("the places", places)
    see("what is a number, and None", [args[0], args[4]])
    see("whether the object is the same", args[2] is note)
    see("the tensors", [args[1], args[3]])
    see("whether they are the ones that went in", [args[1] is x, args[3] is y])
    see("their class", type(args).__name__)


@probe("9.3")
def the_function_is_called_once_with_the_node_of_all(torch, see):
    """With what is `fn` called, and how often?"""
    nodes = []
    args, _ = backward_hook(torch)._apply_on_tensors(nodes.append, (leaf(torch, 1), leaf(torch, 2)))
    see("the names", [node.name() for node in nodes])
    see("whether it is that of both", [arg.grad_fn is nodes[0] for arg in args])


@probe("9.3")
def constants_go_through_with_the_others(torch, see):
    """One of three tensors needs a gradient. Which go through? The first has no `grad_fn`: whose node do you take?"""
    nodes = []
    given = (torch.ones(1), torch.tensor([1, 2]), leaf(torch, 2))
    args, places = backward_hook(torch)._apply_on_tensors(nodes.append, given)
    see("the places", places)
    see("whether it was called with a node", [node is not None for node in nodes])
    see("what needs a gradient", [arg.requires_grad for arg in args])


@probe("9.3")
def where_no_gradient_is_needed_nothing_happens(torch, see):
    """What do you return, and is `fn` called?"""
    nodes = []
    for label, given in (("constants", (torch.ones(1), 5)), ("no tensor", (1, "two")), ("nothing", ())):
        args, places = backward_hook(torch)._apply_on_tensors(nodes.append, given)
        see(f"{label}: whether they are the same", args is given)
        see(f"{label}: the places", places)
    see("how often it was called", len(nodes))


@probe("9.3")
def with_gradients_off_nothing_happens(torch, see):
    """Who decides whether anything is recorded now?"""
    nodes, given = [], (leaf(torch, 1),)
    with torch.no_grad():
        args, places = backward_hook(torch)._apply_on_tensors(nodes.append, given)
    see("whether they are the same", args is given)
    see("the places, and the calls", [places, len(nodes)])


@probe("9.3")
def a_named_tuple_stays_one(torch, see):
    """How is the result made, if `args` is a tuple of a class of its own?"""
    pair = namedtuple("pair", "first second")
    args, places = backward_hook(torch)._apply_on_tensors(lambda node: None, pair(leaf(torch, 1), 2))
    see("its class", type(args).__name__)
    see("its items", [args.first, args.second])
    see("the places", places)


@probe("9.3")
def tensors_inside_a_list_are_not_found(torch, see):
    """How deep do you look?"""
    x = leaf(torch, 1)
    inside = [x]
    args, places = backward_hook(torch)._apply_on_tensors(lambda node: None, (inside, leaf(torch, 2)))
    see("the places", places)
    see("whether the list is the same", args[0] is inside and inside[0] is x)


# -- 9.4 setup_input_hook and setup_output_hook


@probe("9.4")
def arguments_come_back_with_a_node_before_them(torch, see):
    """What does it return, and what does it note?"""
    hook, x = backward_hook(torch), leaf(torch, 1, 2)
    args = hook.setup_input_hook((x, 3))
    see("the arguments", args)
    see("the node of the first", args[0].grad_fn.name())
    see("the places and the number", [hook.input_tensors_index, hook.n_inputs])
    see("the other side", [hook.output_tensors_index, hook.n_outputs])


@probe("9.4")
def a_result_comes_back_as_it_was(torch, see):
    """A tensor, a tuple, something else: what did you wrap, and did you unwrap it?"""
    for label, make in (
        ("a tensor", lambda x: x),
        ("a tuple", lambda x: (x, 4)),
        ("a tuple of one", lambda x: (x,)),
        ("a list", lambda x: [x]),
        ("a number", lambda x: 7),
    ):
        hook = backward_hook(torch)
        see(label, hook.setup_output_hook(make(leaf(torch, 1, 2))))
        see(f"{label}: the places and the number", [hook.output_tensors_index, hook.n_outputs])


@probe("9.4")
def gradients_of_the_outputs_are_kept_when_they_arrive(torch, see):
    """Which of the two hooks is on the node of the outputs?"""
    hook, x = inputs_are_set_up(backward_hook(torch)), leaf(torch, 1, 2)
    first, _, second = hook.setup_output_hook((3 * x, "note", x * x))
    see("before", hook.grad_outputs)
    (first * 5 + second).sum().backward()
    see("what is kept", hook.grad_outputs)
    see("the gradient", x.grad)


@probe("9.4")
def a_layer_between_the_two_is_no_other_layer(torch, see):
    """The tensors went through two identities. Are the numbers and the gradients what they were?"""
    hook, x, w = backward_hook(torch), leaf(torch, 1, 2), leaf(torch, 3, 4)
    [inside] = hook.setup_input_hook((x,))
    out = hook.setup_output_hook(inside * w)
    see("what comes out", out)
    (out * out).sum().backward()
    see("the gradients", [x.grad, w.grad])


@probe("9.4")
def inputs_without_gradient_are_noted_as_none(torch, see):
    """Which places are there where nothing was sent through?"""
    hook, x = backward_hook(torch), torch.ones(2)
    args = hook.setup_input_hook((x, 2))
    see("whether the tensor is the same", args[0] is x)
    see("the places and the number", [hook.input_tensors_index, hook.n_inputs])


# -- 9.5 the pre-hooks


def after_pre_hooks(torch, see, *pre_hooks, make=lambda x: 3 * x, loss=lambda out: (5 * out).sum()):
    """Run a backward pass with these pre-hooks, and look at what is kept and what goes on."""
    hook, x = inputs_are_set_up(backward_hook(torch, user_pre_hooks=pre_hooks)), leaf(torch, 1, 2)
    loss(hook.setup_output_hook(make(x))).backward()
    see("what is kept", hook.grad_outputs)
    see("the gradient", x.grad)


@probe("9.5")
def a_pre_hook_sees_the_module_and_the_gradients_of_the_outputs(torch, see):
    """With what is a pre-hook called?"""
    seen, module, x = [], torch.nn.Module(), leaf(torch, 1, 2)
    hook = backward_hook(torch, user_pre_hooks=[lambda *given: seen.append(given)], module=module)
    out = inputs_are_set_up(hook).setup_output_hook(3 * x)
    (5 * out).sum().backward()
    see("how many things it was given", [len(given) for given in seen])
    see("whether the first is the module", [given[0] is module for given in seen])
    see("the second", [given[1] for given in seen])


@probe("9.5")
def what_a_pre_hook_returns_goes_on_and_is_kept(torch, see):
    """Who gets what it returns: the layer, the next hook, the full hooks?"""
    seen = []
    after_pre_hooks(
        torch,
        see,
        lambda module, grads: (grads[0] * 10,),
        lambda module, grads: seen.append(grads),
        lambda module, grads: (grads[0] + 1,),
    )
    see("what the second saw", seen)


@probe("9.5")
def a_pre_hook_that_returns_none_changes_nothing(torch, see):
    """Is None an answer, or no answer?"""
    after_pre_hooks(torch, see, lambda module, grads: None, lambda module, grads: (grads[0] * 0,), lambda *given: None)


@probe("9.5")
def outputs_that_are_no_tensor_or_not_used_have_none(torch, see):
    """At which places do the gradients of several outputs stand?"""
    seen = []
    after_pre_hooks(
        torch,
        see,
        lambda module, grads: seen.append(grads),
        make=lambda x: ("note", 3 * x, x * x, 4),
        loss=lambda out: (5 * out[1]).sum(),
    )
    see("what the pre-hook saw", seen)


@probe("9.5")
def a_pre_hook_answers_for_all_outputs(torch, see):
    """How many items must it return, if one output is no tensor? Which of them go on?"""
    after_pre_hooks(
        torch,
        see,
        lambda module, grads: ("anything", grads[1] * 2, None),
        make=lambda x: ("note", 3 * x, x * x),
        loss=lambda out: (5 * out[1] + out[2]).sum(),
    )


@probe("9.5")
def another_number_of_grad_outputs_is_refused(torch, see):
    """What do you compare the length with?"""
    for label, answer in (("none", ()), ("two", lambda g: (g, g)), ("one of two", None)):
        make = (lambda x: (3 * x, 4)) if answer is None else (lambda x: (3 * x,))

        def pre(module, grads, answer=answer):
            return answer(grads[0]) if callable(answer) else (grads[0],) if answer is None else answer

        hook = inputs_are_set_up(backward_hook(torch, user_pre_hooks=[pre]))
        out = hook.setup_output_hook(make(leaf(torch, 1, 2)))
        see.raises(label, lambda out=out: out[0].sum().backward())


@probe("9.5")
def none_for_an_output_stops_its_gradient(torch, see):
    """A None inside the tuple: what goes on for that output?"""
    after_pre_hooks(
        torch,
        see,
        lambda module, grads: (None, grads[1]),
        make=lambda x: (3 * x, x * x),
        loss=lambda out: (5 * out[0] + out[1]).sum(),
    )


# -- 9.6 the full hooks


@prediction("9.6", "none", "the old one", "zeros", wrong="None inside the tuple keeps the old one")
def none_inside_the_tuple(torch):
    """A full hook returns the tuple `(None,)`. Which gradient does the input of the module get?"""
    net, x = torch.nn.Identity(), leaf(torch, 1)
    net.register_full_backward_hook(lambda module, grad_input, grad_output: (None,))
    net(x).sum().backward()
    return "none" if x.grad is None else "zeros" if float(x.grad) == 0 else "the old one"


def watched(torch, forward, *args, hooks=(), pre_hooks=(), module=None):
    """What a module with this forward gives, with backward hooks around it; and the BackwardHook."""
    hook = backward_hook(torch, hooks, pre_hooks, module)
    return hook.setup_output_hook(forward(*hook.setup_input_hook(args))), hook


@probe("9.6")
def a_full_hook_sees_both_sides(torch, see):
    """With what is a full hook called, and which gradients are the outputs'?"""
    seen, module, x = [], torch.nn.Module(), leaf(torch, 1, 2)
    out, _ = watched(torch, lambda x: x * x, x, hooks=[lambda *given: seen.append(given)], module=module)
    (5 * out).sum().backward()
    see("how many things it was given", [len(given) for given in seen])
    see("whether the first is the module", [given[0] is module for given in seen])
    see("the gradients of inputs and outputs", [given[1:] for given in seen])
    see("the gradient", x.grad)


@probe("9.6")
def what_a_full_hook_returns_goes_to_the_layers_before(torch, see):
    """Who gets what it returns, and what does the next hook see?"""
    seen, x = [], leaf(torch, 1, 2)
    hooks = [
        lambda module, ins, outs: (ins[0] * 10,),
        lambda module, ins, outs: seen.append([ins, outs]),
        lambda module, ins, outs: [ins[0] + 1],
        lambda module, ins, outs: seen.append([list(ins), outs]),
    ]
    out, _ = watched(torch, lambda x: 3 * x, 2 * x, hooks=hooks)
    out.sum().backward()
    see("what was seen", seen)
    see("the gradient", x.grad)


@probe("9.6")
def only_the_part_that_comes_through_the_call(torch, see):
    """The input is used outside as well. Which part does the hook see, and which part does it change?"""
    seen, x = [], leaf(torch, 1, 2)
    hooks = [lambda module, ins, outs: seen.append(ins), lambda module, ins, outs: (ins[0] * 100,)]
    out, _ = watched(torch, lambda x: 3 * x, x, hooks=hooks)
    (out + 7 * x).sum().backward()
    see("what was seen", seen)
    see("the gradient", x.grad)


@probe("9.6")
def every_argument_has_its_place(torch, see):
    """Numbers, constants, several tensors: at which place stands which gradient?"""
    seen, x, y = [], leaf(torch, 1, 2), leaf(torch, 3, 4)
    args = (2, x, torch.ones(2), None, y)
    hooks = [lambda module, ins, outs: seen.append([None if g is None else g.tolist() for g in ins])]
    out, _ = watched(torch, lambda n, x, c, none, y: n * x * c + y * y, *args, hooks=hooks)
    out.sum().backward()
    see("the places that matter", [[row[0], row[1], row[3], row[4]] for row in seen])
    see("how many there are", [len(row) for row in seen])
    see("the gradients", [x.grad, y.grad])


@probe("9.6")
def none_inside_the_tuple_stops_a_gradient(torch, see):
    """What does None mean for the whole, and what inside?"""
    x, y = leaf(torch, 1, 2), leaf(torch, 3, 4)
    out, _ = watched(torch, lambda x, y: x * y, x, y, hooks=[lambda module, ins, outs: (None, ins[1])])
    out.sum().backward()
    see("the gradients", [x.grad, y.grad])


@probe("9.6")
def another_number_of_grad_inputs_is_refused(torch, see):
    """How many items must a hook return, if one argument is no tensor?"""
    for label, answer in (
        ("none", lambda ins: ()),
        ("the tensors alone", lambda ins: (ins[0],)),
        ("one more", lambda ins: (*ins, None)),
    ):
        hooks = [lambda module, ins, outs, answer=answer: answer(ins)]
        out, _ = watched(torch, lambda x, n: x * n, leaf(torch, 1), 2, hooks=hooks)
        see.raises(label, lambda out=out: out.sum().backward())


@probe("9.6")
def the_gradients_of_the_outputs_are_let_go(torch, see):
    """What do you keep after the last hook has run, and does a second pass work?"""
    seen, x = [], leaf(torch, 1, 2)
    out, hook = watched(torch, lambda x: x * x, x, hooks=[lambda module, ins, outs: seen.append([ins, outs])])
    out.sum().backward(retain_graph=True)
    see("what is kept", hook.grad_outputs)
    (2 * out).sum().backward()
    see("what was seen", seen)
    see("what is kept at the end", hook.grad_outputs)


@probe("9.6")
def a_gradient_that_comes_past_the_outputs_calls_no_hook(torch, see):
    """What is kept of the outputs, if nothing has come through them?"""
    seen, aside, x = [], [], leaf(torch, 1, 2)

    def forward(x):
        aside.append(x * 7)
        return x * 3

    watched(torch, forward, x, hooks=[lambda module, ins, outs: seen.append(ins)])
    aside[0].sum().backward()
    see("what was seen", seen)
    see("the gradient", x.grad)


# -- 9.7 no input needs a gradient


@probe("9.7")
def without_input_gradients_full_hooks_are_called_all_the_same(torch, see):
    """What do they see of the inputs, and what of the outputs?"""
    seen, w = [], leaf(torch, 3, 4)
    out, hook = watched(
        torch, lambda x, n: x * w * n, torch.ones(2), 2, hooks=[lambda *given: seen.append(given[1:])] * 2
    )
    (5 * out).sum().backward()
    see("what was seen", seen)
    see("the gradient of the weight", w.grad)
    see("what is kept", hook.grad_outputs)


@probe("9.7")
def it_is_warned_of_once(torch, see):
    """How often do you warn, with two hooks, and with none?"""
    for label, hooks in (("two hooks", [lambda *given: None] * 2), ("no full hook", [])):
        w = leaf(torch, 3)
        out, _ = watched(torch, lambda x, w=w: x * w, torch.ones(1), hooks=hooks, pre_hooks=[lambda *given: None])
        see.warns(label, lambda out=out: out.sum().backward())


@probe("9.7")
def an_input_that_needs_a_gradient_gives_no_warning(torch, see):
    """When does nobody need to be warned?"""
    out, _ = watched(torch, lambda x: 3 * x, leaf(torch, 1), hooks=[lambda *given: None])
    see.warns("the warnings", lambda: out.sum().backward())


@probe("9.7")
def only_none_may_come_back(torch, see):
    """There is no gradient to change. Which answers say that nothing is changed?"""
    for label, answer in (
        ("None", lambda: None),
        ("a tuple of None", lambda: (None, None)),
        ("a tuple of another length", lambda: (None,)),
        ("a list of None", lambda: [None, None]),
        ("a gradient", lambda: (None, torch.ones(1))),
        ("a tensor", lambda: torch.ones(1)),
        ("a zero", lambda: 0),
    ):
        w = leaf(torch, 3)
        hooks = [lambda module, ins, outs, answer=answer: answer()]
        out, _ = watched(torch, lambda x, n, w=w: x * w, torch.ones(1), 2, hooks=hooks)
        see.raises(label, lambda out=out: out.sum().backward())


@probe("9.7")
def pre_hooks_change_what_full_hooks_see_here_too(torch, see):
    """Which gradients of the outputs do they see, and which go on?"""
    seen, w = [], leaf(torch, 3, 4)
    hooks, pre_hooks = [lambda module, ins, outs: seen.append(outs)], [lambda module, outs: (outs[0] * 10,)]
    out, _ = watched(torch, lambda x: x * w, torch.ones(2), hooks=hooks, pre_hooks=pre_hooks)
    out.sum().backward()
    see("what was seen", seen)
    see("the gradient of the weight", w.grad)


# -- 9.8 Module.register_full_backward_hook


def listed(registry):
    return [hook.__name__ for hook in registry.values()]


def named(*names):
    """Functions with these names, to be found again in a registry."""
    made = []
    for name in names:

        def hook(*args):
            return None

        hook.__name__ = name
        made.append(hook)
    return made


@probe("9.8")
def a_backward_hook_is_registered_under_its_handles_id(torch, see):
    """What is the key, and what is the value?"""
    net = torch.nn.Module()
    [hook] = named("hook")
    handle = net.register_full_backward_hook(hook)
    see("the class of what is returned", type(handle).__name__)
    see("whether the hook stands under its id", net._backward_hooks.get(handle.id) is hook)
    handle.remove()
    see("after removing it", listed(net._backward_hooks))


@probe("9.8")
def prepended_backward_hooks_stand_in_front(torch, see):
    """At which end does the new one stand?"""
    net = torch.nn.Module()
    a, b, c, d = named("a", "b", "c", "d")
    net.register_full_backward_hook(a)
    net.register_full_backward_hook(b, prepend=True)
    net.register_full_backward_hook(c, True)
    net.register_full_backward_hook(d, False)
    see("their order", listed(net._backward_hooks))


@probe("9.8")
def the_module_knows_its_kind_from_then_on(torch, see):
    """When does the flag change, and does it change back?"""
    net = torch.nn.Module()
    see("before", net._is_full_backward_hook)
    handle = net.register_full_backward_hook(print)
    see("after", net._is_full_backward_hook)
    handle.remove()
    see("removed", net._is_full_backward_hook)
    see("another module", torch.nn.Module()._is_full_backward_hook)


@probe("9.8")
def a_module_with_old_hooks_takes_no_full_one(torch, see):
    """What if the flag is False, and what if it is None?"""
    net = torch.nn.Module()
    net._is_full_backward_hook = False
    see.raises("a full one", lambda: net.register_full_backward_hook(print))
    see("the registry, and the flag", [listed(net._backward_hooks), net._is_full_backward_hook])


@probe("9.8")
def full_hooks_and_pre_hooks_stand_apart(torch, see):
    """Into which registry goes which?"""
    net = torch.nn.Module()
    a, b = named("a", "b")
    net.register_full_backward_hook(a)
    net.register_full_backward_pre_hook(b)
    see("both registries", [listed(net._backward_hooks), listed(net._backward_pre_hooks)])


# -- 9.9 Module._get_backward_hooks


def names_of(hooks):
    return [[hook.__name__ for hook in each] for each in hooks]


@probe("9.9")
def a_modules_own_hooks_are_of_the_kind_that_its_flag_says(torch, see):
    """Into which of the two lists do they go?"""
    for flag in (True, False):
        net = torch.nn.Module()
        net._is_full_backward_hook = flag
        net._backward_hooks.update(enumerate(named("a", "b")))
        see(f"the flag is {flag}", names_of(net._get_backward_hooks()))


@probe("9.9")
def those_for_all_modules_have_a_flag_of_their_own(torch, see):
    """Which flag is asked for which registry, and who comes first?"""
    file = file_of_modules(torch)
    file._global_backward_hooks.update(enumerate(named("all a", "all b")))
    for flag in (True, False):
        for own in (True, False):
            net = torch.nn.Module()
            file._global_is_full_backward_hook, net._is_full_backward_hook = flag, own
            net._backward_hooks.update(enumerate(named("a", "b")))
            see(f"for all {flag}, own {own}", names_of(net._get_backward_hooks()))


@probe("9.9")
def without_any_hook_both_lists_are_empty(torch, see):
    """What do you return when there is nothing?"""
    see("the lists", [list(hooks) for hooks in torch.nn.Module()._get_backward_hooks()])


@probe("9.9")
def the_lists_do_not_change_with_the_registries(torch, see):
    """Is it the registry that you hand out, or a list of what is in it now?"""
    file, net = file_of_modules(torch), torch.nn.Module()
    file._global_is_full_backward_hook = True
    file._global_backward_hooks.update(enumerate(named("all a")))
    net.register_full_backward_hook(*named("a"))
    full, _ = net._get_backward_hooks()
    net.register_full_backward_hook(*named("b"))
    file._global_backward_hooks.clear()
    see("what was handed out", names_of([full]))
    see("what is in the registries now", listed(net._backward_hooks))


# -- 9.10 Module._run_watched


@prediction("9.10", "1", "2", wrong="the forward hooks come after the identity")
def a_forward_hook_doubles(torch):
    """A forward hook returns `2 * output`, then `.sum().backward()`. Which `grad_output` does a full hook see?"""
    net, x, seen = torch.nn.Identity(), leaf(torch, 1), []
    net.register_forward_hook(lambda module, args, output: 2 * output)
    net.register_full_backward_hook(lambda module, grad_input, grad_output: seen.append(int(grad_output[0])))
    net(x).sum().backward()
    return str(seen[0])


@probe("9.10")
def a_call_with_backward_hooks_gives_what_it_gave(torch, see):
    """What does the caller get, and with which gradients?"""
    net, x = torch.nn.Linear(2, 2), leaf(torch, 1, 2)
    with torch.no_grad():
        net.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
        net.bias.zero_()
    net.register_full_backward_hook(lambda *given: None)
    out = net(x)
    see("what comes out", out)
    (out * out).sum().backward()
    see("the gradients", [x.grad, net.weight.grad, net.bias.grad])


@probe("9.10")
def forward_hooks_belong_to_the_inside(torch, see):
    """Do the identities stand inside or outside of the forward hooks?"""
    net, x, seen = module_of(torch, lambda x: 3 * x), leaf(torch, 1, 2), []
    net.register_forward_pre_hook(lambda module, args: args[0] * 10)
    net.register_forward_hook(lambda module, args, output: output * 2)
    net.register_full_backward_hook(lambda module, ins, outs: seen.append([ins, outs]))
    out = net(x)
    out.sum().backward()
    see("what comes out", out)
    see("what was seen", seen)
    see("the gradient", x.grad)


@probe("9.10")
def forward_and_its_hooks_get_the_new_arguments(torch, see):
    """Whose result is used from there on: do `forward` and the forward hooks see the tensor behind the identity?"""
    seen = []

    def forward(x):
        seen.append(x.grad_fn is not None)
        return 3 * x

    net, x = module_of(torch, forward), leaf(torch, 1)
    net.register_forward_hook(lambda module, args, output: seen.append(args[0].grad_fn is not None))
    net.register_full_backward_hook(lambda *given: None)
    out = net(x)
    see("whether they have a node", seen)
    see("the node of the output", out.grad_fn.name())


@probe("9.10")
def keyword_arguments_are_handed_on_and_not_watched(torch, see):
    """Which arguments go through the identity?"""
    net, x, y, seen = module_of(torch, lambda x, y=1: x * y), leaf(torch, 1), leaf(torch, 5), []
    net.register_full_backward_hook(lambda module, ins, outs: seen.append([ins, outs]))
    net(x, y=y).sum().backward()
    see("what was seen", seen)
    see("the gradients", [x.grad, y.grad])


@probe("9.10")
def a_result_of_another_kind_is_warned_of(torch, see):
    """A list, a dict, a number: is it a tensor or a tuple?"""
    for label, function in (
        ("a list", lambda x: [3 * x]),
        ("a dict", lambda x: {"out": 3 * x}),
        ("a tuple", lambda x: (3 * x, 4)),
        ("a tensor", lambda x: 3 * x),
    ):
        net = module_of(torch, function)
        net.register_full_backward_hook(lambda *given: None)
        see.warns(f"{label}: warnings", lambda net=net: net(leaf(torch, 1)))
        see(f"{label}: what comes out", net(leaf(torch, 1)))


@probe("9.10")
def a_module_called_twice_has_its_hook_called_twice(torch, see):
    """How many BackwardHooks are there for two calls, and which call comes first on the way back?"""
    net, x, seen = module_of(torch, lambda x: x * x), leaf(torch, 3), []
    net.register_full_backward_hook(lambda module, ins, outs: seen.append([ins, outs]))
    net(net(x)).sum().backward()
    see("what was seen", seen)
    see("the gradient", x.grad)


@probe("9.10")
def the_hooks_are_those_of_the_call(torch, see):
    """A hook comes, another goes, between forward and backward. Who is called?"""
    net, x, seen = module_of(torch, lambda x: 3 * x), leaf(torch, 1), []
    gone = net.register_full_backward_hook(lambda *given: seen.append("removed meanwhile"))
    out = net(x)
    gone.remove()
    net.register_full_backward_hook(lambda *given: seen.append("came later"))
    out.sum().backward()
    see("who was called", seen)


@probe("9.10")
def a_pre_hook_alone_is_enough(torch, see):
    """Which of the two lists is asked?"""
    net, x = module_of(torch, lambda x: 3 * x), leaf(torch, 1)
    net.register_full_backward_pre_hook(lambda module, outs: (outs[0] * 10,))
    net(x).sum().backward()
    see("the gradient", x.grad)


@probe("9.10")
def without_gradients_no_backward_hook_is_set_up(torch, see):
    """What is set up under `no_grad`?"""
    net, x = module_of(torch, lambda x: x), leaf(torch, 1)
    net.register_full_backward_hook(lambda *given: None)
    with torch.no_grad():
        see("whether it is the same tensor", net(x) is x)


@probe("9.10")
def changing_what_came_out_in_place_is_refused(torch, see):
    """Why must the caller not write into what a watched module returned?"""
    net, x = module_of(torch, lambda x: 3 * x), leaf(torch, 1, 2)
    handle = net.register_full_backward_hook(lambda *given: None)
    out = net(x)
    see.raises("with a hook", lambda: out.add_(1))
    handle.remove()
    see("without", net(x).add_(1))


# -- 9.11 hooks for all modules


@probe("9.11")
def a_full_hook_for_all_sees_every_module(torch, see):
    """Where is it registered, and who looks there?"""
    file, nn, seen = file_of_modules(torch), torch.nn, []
    net = nn.Sequential(nn.Identity(), nn.Sequential(nn.Tanh()))
    handle = file.register_module_full_backward_hook(lambda module, ins, outs: seen.append(type(module).__name__))
    see("the class of what is returned", type(handle).__name__)
    net(leaf(torch, 1, 2)).sum().backward()
    see("in which order", seen)
    handle.remove()
    net(leaf(torch, 1, 2)).sum().backward()
    see("after removing it", seen)


@probe("9.11")
def those_for_all_run_before_the_modules_own_backward_ones(torch, see):
    """Who comes first, also among the pre-hooks?"""
    file, net, seen = file_of_modules(torch), torch.nn.Identity(), []
    net.register_full_backward_hook(lambda *given: seen.append("own"), prepend=True)
    net.register_full_backward_pre_hook(lambda *given: seen.append("own, before"))
    file.register_module_full_backward_hook(lambda *given: seen.append("for all"))
    file.register_module_full_backward_pre_hook(lambda *given: seen.append("for all, before"))
    net(leaf(torch, 1)).sum().backward()
    see("who was called", seen)


@probe("9.11")
def for_all_modules_one_kind_excludes_the_other(torch, see):
    """What does the flag say at first, after one, after removing it?"""
    for first, second in (("full_backward", "backward"), ("backward", "full_backward")):
        file = file_of_modules(torch)
        file._global_is_full_backward_hook = None
        handle = getattr(file, f"register_module_{first}_hook")(print)
        see(f"{first}: the flag", file._global_is_full_backward_hook)
        register = getattr(file, f"register_module_{second}_hook")
        see.raises(f"{second} after it", lambda register=register: register(print))
        see("how many there are", len(file._global_backward_hooks))
        handle.remove()
        see("how many are left, and the flag", [len(file._global_backward_hooks), file._global_is_full_backward_hook])
        see.raises("after removing it", lambda register=register: register(print))


@probe("9.11")
def several_of_one_kind_stand_in_their_order(torch, see):
    """Are the flags None and True treated alike, and None and False?"""
    for kind in ("full_backward", "backward"):
        file = file_of_modules(torch)
        file._global_is_full_backward_hook = None
        handles = [getattr(file, f"register_module_{kind}_hook")(hook) for hook in named("a", "b", "c")]
        see(f"{kind}: the hooks", listed(file._global_backward_hooks))
        for handle in handles:
            handle.remove()
        see(f"{kind}: what is left", listed(file._global_backward_hooks))


@probe("9.11")
def they_go_into_the_registry_that_is_there(torch, see):
    """Is it the same dict as before?"""
    file = file_of_modules(torch)
    registry = file._global_backward_hooks
    handle = file.register_module_full_backward_hook(print)
    see("whether it is the same", file._global_backward_hooks is registry)
    see("whether the hook stands under its id", registry.get(handle.id) is print)


# -- 9.12 the old kind


@probe("9.12")
def an_old_hook_sees_the_last_operation_only(torch, see):
    """On which node does it sit?"""
    net, x, seen = module_of(torch, lambda x: (3 * x) + 1), leaf(torch, 1, 2), []
    net.register_backward_hook(lambda module, ins, outs: seen.append([module is net, ins, outs]))
    net.register_backward_hook(lambda module, ins, outs: seen.append("the second hook"))
    (5 * net(x)).sum().backward()
    see("what was seen", seen)
    see("the gradient", x.grad)


@probe("9.12")
def an_old_hook_changes_what_that_operation_sends_back(torch, see):
    """What becomes of what it returns?"""
    net, x = module_of(torch, lambda x: (3 * x) * x), leaf(torch, 1, 2)
    net.register_backward_hook(lambda module, ins, outs: (ins[0] * 10, ins[1]))
    net.register_backward_hook(lambda module, ins, outs: None)
    net(x).sum().backward()
    see("the gradient", x.grad)


@probe("9.12")
def one_kind_of_hook_excludes_the_other(torch, see):
    """What do the flags say, in which order, and after removing?"""
    net, other = torch.nn.Module(), torch.nn.Module()
    handle = net.register_backward_hook(print)
    see("the flag", net._is_full_backward_hook)
    see("whether it stands under its id", net._backward_hooks.get(handle.id) is print)
    see.raises("a full one after it", lambda: net.register_full_backward_hook(print))
    see.raises("another old one", lambda: net.register_backward_hook(print))
    other.register_full_backward_hook(print).remove()
    see.raises("an old one after a full one", lambda: other.register_backward_hook(print))
    see("how many there are", [len(net._backward_hooks), len(other._backward_hooks)])


@probe("9.12")
def the_first_tensor_decides(torch, see):
    """Which tensor of a tuple, a dict, a list?"""
    for label, function in (
        ("a tuple", lambda x: (x * 2, x * 3)),
        ("a dict", lambda x: {"note": "none", "first": x * 2, "second": x * 3}),
        ("a list in a tuple", lambda x: ([x * 2],)),
    ):
        net, seen = module_of(torch, function), []
        net.register_backward_hook(lambda module, ins, outs, seen=seen: seen.append([ins[0], outs]))
        out = net(leaf(torch, 1, 2))
        parts = list(out.values())[1:] if isinstance(out, dict) else [p[0] if isinstance(p, list) else p for p in out]
        sum(part.sum() * (n + 5) for n, part in enumerate(parts)).backward()
        see(label, seen)


@probe("9.12")
def under_no_grad_there_is_no_node(torch, see):
    """What is `grad_fn` where nothing is recorded?"""
    net = module_of(torch, lambda x: x * 2)
    net.register_backward_hook(print)
    with torch.no_grad():
        see("what comes out", net(leaf(torch, 1)))
    see("of a constant", net(torch.ones(1)))


@probe("9.12")
def old_and_full_hooks_for_all_and_of_one(torch, see):
    """A full hook for all, and an old one on this module. Who is called with what?"""
    file, net, x, seen = file_of_modules(torch), module_of(torch, lambda x: (3 * x) + 1), leaf(torch, 1), []
    net.register_backward_hook(lambda module, ins, outs: seen.append(["old", ins, outs]))
    file.register_module_full_backward_hook(lambda module, ins, outs: seen.append(["full", ins, outs]))
    net(x).sum().backward()
    see("what was seen", seen)


@probe("9.12")
def every_call_hooks_its_own_node(torch, see):
    """The module is called twice in one graph. How often is the hook called?"""
    net, x, seen = module_of(torch, lambda x: x * x), leaf(torch, 3), []
    net.register_backward_hook(lambda module, ins, outs: seen.append(outs))
    net(net(x)).sum().backward()
    see("what was seen", seen)


# -- 9.13 its warnings


def missing(torch, function, *args):
    """The classes of the warnings of a call with an old hook, and what they say that is missing."""
    net = module_of(torch, function)
    net.register_backward_hook(lambda *given: None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        net(*args)
    words = ("grad_input", "grad_output", "different", "multiple", "nested")
    return [[w.category.__name__, *[word for word in words if word in str(w.message)]] for w in caught]


@probe("9.13")
def a_result_that_is_no_tensor_is_warned_of(torch, see):
    """The result is no tensor. Which case is that, which of two comes first, and how many warnings are there?"""
    x = leaf(torch, 1)
    see("a list", missing(torch, lambda x: [x * 2], x))
    see("a tuple with a number", missing(torch, lambda x: (x * 2, 4), x))
    see("a dict, and a number that goes in", missing(torch, lambda x, n: {"out": x * n}, x, 2))


@probe("9.13")
def arguments_that_are_no_tensors_are_warned_of(torch, see):
    """The arguments are not all tensors. Which case is that, and is it the only warning?"""
    x = leaf(torch, 1)
    see("a number", missing(torch, lambda x, n: x * n, x, 2))
    see("None", missing(torch, lambda x, n: x * 2, x, None))
    see("a number, and two nodes", missing(torch, lambda x, n: (x * n, x + n), x, 2))


@probe("9.13")
def results_of_several_operations_are_warned_of(torch, see):
    """From how many nodes do the results come?"""
    x = leaf(torch, 1, 2)
    see("two", missing(torch, lambda x: (x * 2, x * 3), x))
    see("one result twice", missing(torch, lambda x: (y := x * x, y), x))
    see("one of them is a constant", missing(torch, lambda x: (x * x, torch.ones(2)), 2 * x))


@probe("9.13")
def more_than_one_operation_is_warned_of(torch, see):
    """Which nodes do the arguments come from, and which are next to the node of the result?"""
    x, y = 2 * leaf(torch, 1, 2), 3 * leaf(torch, 3, 4)
    see("one operation", missing(torch, lambda x: x.exp(), x))
    see("two operations", missing(torch, lambda x: x.exp().sin(), x))
    see("two arguments", missing(torch, lambda x, y: x * y, x, y))
    see("two arguments, one not used", missing(torch, lambda x, y: x.exp(), x, y))
    see("one argument used twice", missing(torch, lambda x: x * x, x))


@probe("9.13")
def leaves_and_constants_count_on_one_side_only(torch, see):
    """From which of the two sets do you leave out None?"""
    x = leaf(torch, 1, 2)
    see("a leaf", missing(torch, lambda x: x.exp(), x))
    see("a number in forward", missing(torch, lambda x: x * 2, 2 * x))
    see("a constant argument", missing(torch, lambda x, y: x * y, 2 * x, torch.ones(2)))
    see("a constant argument that is not used", missing(torch, lambda x, y: x.exp(), 2 * x, torch.ones(2)))


@probe("9.13")
def a_node_that_is_not_the_results_is_nested(torch, see):
    """What does it say, if it is asked about another node?"""
    net, x, y = torch.nn.Module(), 2 * leaf(torch, 1), 3 * leaf(torch, 1)
    for label, inputs, result, node in (
        ("another node", (x,), x.exp(), y.grad_fn),
        ("no node at all", (x,), torch.ones(1), y.grad_fn),
        ("a bare tensor goes in", x, out := x.exp(), out.grad_fn),
        ("two results", (x,), (out := x.exp(), x.sin()), out.grad_fn),
    ):
        said = words_of(lambda args=(inputs, result, node): net._maybe_warn_non_full_backward_hook(*args))
        see(label, [[word for word in ("nested", "different", "multiple") if word in text] for text in said])


# -- 9.14 gradient_flow


def chain(torch, *functions):
    return torch.nn.Sequential(*[module_of(torch, function) for function in functions])


@probe("9.14")
def the_gradients_of_the_outputs_the_last_layer_first(torch, see):
    """Which gradient is noted, of which modules, and when?"""
    net = chain(torch, lambda x: 2 * x, lambda x: x * x, lambda x: -3 * x)
    flow = gradient_flow_of(torch, net, lambda out: out.sum(), leaf(torch, 1, -2))
    see("the paths", list(flow))
    see("the numbers", list(flow.values()))
    see("their class", sorted({type(number).__name__ for number in flow.values()}))


@probe("9.14")
def modules_with_children_are_passed_over(torch, see):
    """Which modules are at the end of their branch?"""
    nn = torch.nn
    net = nn.Sequential(nn.Sequential(nn.Identity(), nn.Tanh()), nn.Identity())
    net.add_module("head", None)
    net[1].add_module("nothing", None)
    flow = gradient_flow_of(torch, net[:2], lambda out: (3 * out).sum(), leaf(torch, 1))
    see("the paths", list(flow))
    see("of a single layer", gradient_flow_of(torch, nn.Tanh(), lambda out: (3 * out).sum(), leaf(torch, 0)))


@probe("9.14")
def the_mean_is_taken_of_absolute_values(torch, see):
    """Gradients of both signs: do they cancel?"""
    net = chain(torch, lambda x: x * 1)
    weights = torch.tensor([[1.0, -1.0], [4.0, -10.0]])
    x = torch.ones(2, 2, requires_grad=True)
    see("the flow", gradient_flow_of(torch, net, lambda out: (out * weights).sum(), x))


@probe("9.14")
def the_gradients_are_what_they_always_are(torch, see):
    """What does your hook return, and who takes it for a gradient?"""
    net, x = chain(torch, lambda x: 2 * x, lambda x: x * x), leaf(torch, 1, -2)
    gradient_flow_of(torch, net, lambda out: out.sum(), x)
    see("the gradient of the input", x.grad)


@probe("9.14")
def no_backward_hook_is_left_behind(torch, see):
    """Who removes the hooks, and what if there was a hook of somebody else?"""
    net = chain(torch, lambda x: 2 * x, lambda x: x * x)
    net[0].register_full_backward_pre_hook(lambda *given: None)
    gradient_flow_of(torch, net, lambda out: out.sum(), leaf(torch, 1))
    registries = ("_backward_hooks", "_backward_pre_hooks", "_forward_hooks", "_forward_pre_hooks")
    see("how many there are", [[len(getattr(m, name)) for m in net.modules()] for name in registries])


@probe("9.14")
def no_backward_hook_is_left_behind_when_something_raises(torch, see):
    """What runs when the network raises, or the loss?"""

    def stop(out):
        raise LookupError("stop")

    registries = ("_backward_hooks", "_backward_pre_hooks", "_forward_hooks", "_forward_pre_hooks")
    for label, net, loss_of in (
        ("the network", chain(torch, lambda x: 2 * x, stop), lambda out: out.sum()),
        ("the loss", chain(torch, lambda x: 2 * x), stop),
    ):
        see.raises(label, lambda net=net, loss_of=loss_of: gradient_flow_of(torch, net, loss_of, leaf(torch, 1)))
        see(f"{label}: hooks", [[len(getattr(m, name)) for m in net.modules()] for name in registries])


@probe("9.14")
def several_inputs_go_to_the_network(torch, see):
    """What does the network get?"""
    net = module_of(torch, lambda x, y: x * y)
    see("the flow", gradient_flow_of(torch, net, lambda out: (3 * out).sum(), leaf(torch, 1), leaf(torch, 2)))


@probe("9.10")
def a_copied_network_has_hooks_of_its_own(torch, see):
    """Whose hook is called when the copy is called?"""
    net, seen = module_of(torch, lambda x: 3 * x), []
    net.register_full_backward_hook(lambda module, ins, outs: seen.append(module is net))
    twin = copy.deepcopy(net)
    twin(leaf(torch, 1)).sum().backward()
    net(leaf(torch, 1)).sum().backward()
    see("whether it was the first network", seen)
