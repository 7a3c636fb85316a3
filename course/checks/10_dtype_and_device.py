"""What lesson 10 claims of converting a module: who stays the same object, what changes, and where it lies."""

import copy

from course.checks.converting import (
    a_tree,
    asking,
    emptied,
    held_by,
    kinds,
    leaf,
    materialized,
    module_of,
    on_meta,
    places,
    ties,
)
from course.predictions import prediction
from course.probes import probe

# -- 10.1 _converted: the data of a parameter


@prediction("10.1", "yes", "no", wrong="a new Parameter in the place of the old one")
def the_same_weight_after_double(torch):
    """`known = net.weight`, then `net.double()`. Is `net.weight` still the object `known`?"""
    net = torch.nn.Linear(2, 1)
    known = net.weight
    net.double()
    return "yes" if net.weight is known else "no"


@probe("10.1")
def the_parameter_stays_the_object_it_is(torch, see):
    """Do you make a Parameter, or change the one that is there?"""
    p = leaf(torch, 1.0, 2.0)
    net = module_of(torch, w=p)
    net._apply(lambda t: t.double())
    see("what is registered", net.w)
    see("whether it is the same object", net.w is p)


@probe("10.1")
def all_who_hold_the_parameter_have_the_new_numbers(torch, see):
    """An optimizer holds the object. Which numbers does it see?"""
    p = leaf(torch, 1.0, 2.0)
    net = module_of(torch, w=p)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    net._apply(lambda t: (t * 3).double())
    see("what the optimizer holds", optimizer.param_groups[0]["params"][0])


@probe("10.1")
def the_function_is_handed_the_parameter_itself_and_once(torch, see):
    """What do you call `fn` with, and how often?"""
    p = leaf(torch, 1.0, 2.0)
    met = []
    module_of(torch, w=p)._apply(lambda t: met.append(t is p) or t)
    see("whether each thing it met is the parameter", met)


@probe("10.1")
def a_conversion_is_not_recorded(torch, see):
    """Which mode are you in while `fn` runs, and which one afterwards?"""
    modes = []
    module_of(torch, w=leaf(torch, 1.0))._apply(lambda t: modes.append(torch.is_grad_enabled()) or t)
    see("whether fn ran with recording on", modes)
    see("whether recording is on afterwards", torch.is_grad_enabled())


@probe("10.1")
def a_function_may_change_the_parameter_in_place(torch, see):
    """A leaf that asks for a gradient refuses this, unless recording is off."""
    net = module_of(torch, w=leaf(torch, 1.0, 2.0))
    net._apply(lambda t: t.mul_(10))
    see("the parameter", net.w)


@probe("10.1")
def a_converted_parameter_is_a_leaf_and_asks_for_a_gradient_if_it_did(torch, see):
    """What of the Parameter did the conversion change besides its numbers?"""
    net = module_of(torch, w=leaf(torch, 1.0), frozen=leaf(torch, 1.0, requires_grad=False))
    net._apply(lambda t: t.double() * 2)
    see("whether they are leaves", [net.w.is_leaf, net.frozen.is_leaf])
    see("whether they ask for a gradient", [net.w.requires_grad, net.frozen.requires_grad])


@probe("10.1")
def an_error_in_the_function_changes_nothing(torch, see):
    """What has happened by the time `fn` raises, and is the mode put back?"""
    net = module_of(torch, w=leaf(torch, 1.0))

    def fails(t):
        raise ValueError("no")

    see.raises("the conversion", lambda: net._apply(fails))
    see("the parameter", net.w)
    see("whether recording is on afterwards", torch.is_grad_enabled())


# -- 10.2 Module._apply


@probe("10.2")
def children_come_before_their_parent(torch, see):
    """In which order does `fn` meet the tensors?"""
    sizes = []
    a_tree(torch)._apply(lambda t: sizes.append(t.numel()) or t)
    see("the sizes, in order", sizes)


@probe("10.2")
def parameters_and_buffers_of_the_whole_tree_are_converted(torch, see):
    """How deep do you go, and which registries do you walk?"""
    net = a_tree(torch)
    net._apply(lambda t: t.double())
    see("the dtypes", kinds(net))


@probe("10.2")
def a_buffer_is_replaced_by_what_the_function_returns(torch, see):
    """A parameter keeps its identity. What of a buffer?"""
    old = torch.tensor([1.0, 2.0])
    net = module_of(torch, mean=old)
    new = torch.tensor([3.0])
    net._apply(lambda t: new)
    see("whether the new one is registered", net.mean is new)
    see("the old one", old)


@probe("10.2")
def a_buffer_that_is_not_saved_is_converted_too(torch, see):
    """Saving is one thing. Which buffers do you list?"""
    net = torch.nn.Module()
    net.register_buffer("mask", torch.ones(2), persistent=False)
    net._apply(lambda t: t.double())
    see("its dtype", net.mask.dtype)
    see("whether it is still not saved", "mask" in net._non_persistent_buffers_set)


@probe("10.2")
def none_in_a_registry_stays_none(torch, see):
    """What does `fn` do with None?"""
    net = torch.nn.Module()
    net.register_parameter("bias", None)
    net.register_buffer("mean", None)
    net.add_module("child", None)
    net._apply(lambda t: t.double())
    see("the registries", [net._parameters, net._buffers, net._modules])


@probe("10.2")
def the_result_is_the_module(torch, see):
    """People write `net = Net().double()`."""
    net = module_of(torch, w=leaf(torch, 1.0))
    see("whether it is the module", net._apply(lambda t: t) is net)


@probe("10.2")
def without_recursion_the_children_are_left_alone(torch, see):
    """What is `recurse` for?"""
    net = a_tree(torch)
    net._apply(lambda t: t.double(), recurse=False)
    see("the dtypes", kinds(net))


@probe("10.2")
def a_child_is_converted_by_its_own_method(torch, see):
    """A class may have a way of its own. Which method of the child do you call?"""
    nn = torch.nn
    called = []

    class Proud(nn.Module):
        def _apply(self, fn, recurse=True):
            called.append(len(self._parameters))
            return super()._apply(fn, recurse)

    net = module_of(torch, child=Proud(), w=leaf(torch, 1.0))
    net.child.w = leaf(torch, 1.0)
    net._apply(lambda t: t.double())
    see("how often it was called", called)
    see("the dtypes", kinds(net))


@probe("10.2")
def a_tied_weight_stays_tied_and_is_converted_once_for_each_of_its_names(torch, see):
    """Do you go by the entries of each registry, or by what `parameters()` lists?"""
    p = leaf(torch, 1.0)
    net = module_of(torch, a=module_of(torch, w=p), b=module_of(torch, w=p, v=p))
    net._apply(lambda t: t * 2)
    see("its values", p)
    see("whether it is one", [net.a.w is p, net.b.w is p, net.b.v is p])


@probe("10.2")
def a_buffer_under_two_names_becomes_two(torch, see):
    """Which registry do you write to, and what?"""
    mean = torch.ones(2)
    net = module_of(torch, a=mean, b=mean)
    net._apply(lambda t: t * 2)
    see("both", [net.a, net.b])
    see("whether they are one", net.a is net.b)


@probe("10.2")
def a_child_of_two_names_is_converted_once(torch, see):
    """`children()` knows that it has met it. Do you ask it?"""
    child = module_of(torch, w=leaf(torch, 1.0))
    net = module_of(torch, a=child, b=child, c=module_of(torch, d=child))
    net._apply(lambda t: t * 2)
    see("its values", child.w)


# -- 10.3 _converted: the gradient


@probe("10.3")
def a_gradient_is_converted_with_its_parameter(torch, see):
    """Who calls `fn` for the gradient?"""
    p = leaf(torch, 1.0, 2.0)
    p.grad = torch.tensor([10.0, 20.0])
    module_of(torch, w=p)._apply(lambda t: t.double())
    see("the parameter", p)
    see("the gradient", p.grad)


@probe("10.3")
def the_gradient_stays_the_object_it_is(torch, see):
    """Somebody may hold the gradient, too. Do you make a tensor, or change the one that is there?"""
    p = leaf(torch, 1.0)
    p.grad = grad = torch.tensor([10.0])
    module_of(torch, w=p)._apply(lambda t: t.double())
    see("whether it is the same object", p.grad is grad)
    see("what the other holds", grad)


@probe("10.3")
def a_parameter_without_a_gradient_has_none_afterwards(torch, see):
    """`None` is no tensor. How often is `fn` called?"""
    p = leaf(torch, 1.0)
    met = []
    module_of(torch, w=p)._apply(lambda t: met.append(t is p) or t.double())
    see("what fn met", met)
    see("the gradient", p.grad)


@probe("10.3")
def first_the_parameter_and_then_its_gradient(torch, see):
    """In which order is `fn` called, and with which objects?"""
    p, q = leaf(torch, 1.0), leaf(torch, 2.0)
    p.grad, q.grad = torch.tensor([10.0]), torch.tensor([20.0])
    met = []
    module_of(torch, p=p, q=q)._apply(lambda t: met.append(t.item()) or t)
    see("what fn met", met)


@probe("10.3")
def gradients_add_up_across_a_conversion(torch, see):
    """The next backward adds to the gradient that is there. Is it still there, and does it fit?"""
    p = leaf(torch, 1.0, 2.0)
    (p * 3).sum().backward()
    module_of(torch, w=p)._apply(lambda t: t.double())
    (p * 5).sum().backward()
    see("the gradient", p.grad)


@probe("10.3")
def gradients_are_converted_unrecorded_too(torch, see):
    """Which mode are you in while `fn` meets the gradient?"""
    p = leaf(torch, 1.0)
    p.grad = torch.tensor([10.0])
    modes = []
    module_of(torch, w=p)._apply(lambda t: modes.append(torch.is_grad_enabled()) or t)
    see("whether fn ran with recording on", modes)


# -- 10.4 _converted: into meta and out of it


def here(torch, t):
    """A tensor of zeros with memory, in the shape of one on meta."""
    return torch.zeros(tuple(t.shape), dtype=t.dtype)


@probe("10.4")
def on_the_way_to_meta_a_new_parameter_is_made(torch, see):
    """Memory cannot take over what has none. What is registered afterwards?"""
    p = leaf(torch, 1.0, 2.0)
    net = module_of(torch, w=p)
    net._apply(lambda t: t.to("meta"))
    see("what is registered", net.w)
    see("whether it is the same object", net.w is p)
    see("the old one", p)


@probe("10.4")
def out_of_meta_a_new_parameter_is_made(torch, see):
    """The same the other way round."""
    p = torch.nn.Parameter(torch.ones(2, device="meta"))
    net = module_of(torch, w=p)
    net._apply(lambda t: here(torch, t))
    see("what is registered", net.w)
    see("whether the old one is on meta", p.is_meta)


@probe("10.4")
def where_data_can_be_taken_over_the_parameter_stays(torch, see):
    """Ask first. When is a new one needed?"""
    p, q = leaf(torch, 1.0), torch.nn.Parameter(torch.ones(2, device="meta"))
    net = module_of(torch, p=p, q=q)
    net._apply(lambda t: t.double())
    see("whether they are the same objects", [net.p is p, net.q is q])
    see("what is registered", [net.p, net.q])


@probe("10.4")
def a_frozen_one_has_a_frozen_successor(torch, see):
    """What does `nn.Parameter` assume when nobody says?"""
    net = module_of(torch, a=leaf(torch, 1.0), b=leaf(torch, 1.0, requires_grad=False))
    net._apply(lambda t: t.to("meta"))
    see("whether they ask for a gradient", [net.a.requires_grad, net.b.requires_grad])


@probe("10.4")
def the_successor_has_the_converted_gradient(torch, see):
    """On which of the two Parameters does the gradient belong?"""
    p = leaf(torch, 1.0, 2.0)
    p.grad = torch.tensor([10.0, 20.0])
    net = module_of(torch, w=p)
    net._apply(lambda t: t.to("meta"))
    see("its gradient", net.w.grad)
    see("the gradient of the old one", p.grad)


@probe("10.4")
def a_gradient_still_goes_along_within_one_make(torch, see):
    """What 10.3 asked for holds on."""
    p = leaf(torch, 1.0, 2.0)
    p.grad = grad = torch.tensor([10.0, 20.0])
    net = module_of(torch, w=p)
    net._apply(lambda t: t.double())
    see("the gradient", net.w.grad)
    see("whether it is the same object", net.w.grad is grad)


@probe("10.4")
def a_tied_weight_comes_apart_where_new_ones_are_made(torch, see):
    """One for each name. Do you remember what an old one became?"""
    p = leaf(torch, 1.0)
    net = module_of(torch, a=p, b=module_of(torch, w=p))
    net._apply(lambda t: t.to("meta"))
    see("whether they are one", net.a is net.b.w)


@probe("10.4")
def who_asks_torch_future_gets_new_parameters_always(torch, see):
    """`_takes_over` is given. What do you ask it?"""
    p = leaf(torch, 1.0)
    p.grad = grad = torch.tensor([10.0])
    net = module_of(torch, w=p)
    torch.__future__.set_overwrite_module_params_on_conversion(True)
    try:
        net._apply(lambda t: t.double())
    finally:
        torch.__future__.set_overwrite_module_params_on_conversion(False)
    see("what is registered", net.w)
    see("whether it is the same object", net.w is p)
    see("its gradient", net.w.grad)
    see("the old ones", [p, p.grad is grad, grad])


# -- 10.5 float, double, half, bfloat16


@prediction("10.5", "torch.int64", "torch.float16", "torch.float64", wrong="half converts whole numbers too")
def the_count_in_half(torch):
    """A BatchNorm counts its batches in `num_batches_tracked`, an int64. Of which dtype is it after `norm.half()`?"""
    return str(torch.nn.BatchNorm1d(3).half().num_batches_tracked.dtype)


def one_of_each(torch):
    return module_of(
        torch,
        w=leaf(torch, 1.0, 2.0),
        mean=torch.tensor([1.0]),
        wide=torch.tensor([1.0], dtype=torch.float64),
        count=torch.tensor([3]),
        mask=torch.tensor([True]),
    )


@probe("10.5")
def each_of_three_methods_gives_its_dtype(torch, see):
    """Three dtypes and three names. Which is which?"""
    net = one_of_each(torch)
    see("as float64", kinds(net.double()))
    see("as float16", kinds(net.half()))
    see("as float32", kinds(net.float()))


@probe("10.5")
def a_method_for_bfloat16_asks_for_bfloat16(torch, see):
    """A stand-in for a tensor took note of what it was asked for."""
    stand_in, asked = asking(torch)
    net = module_of(torch, child=module_of(torch, a=stand_in))
    net.bfloat16()
    see("what it was asked for", asked)


@probe("10.5")
def whole_numbers_are_left_as_they_are(torch, see):
    """Which tensors are not for a float's dtype?"""
    for name in ("float", "double", "half", "bfloat16"):
        net = module_of(torch, count=torch.tensor([3]), mask=torch.tensor([True]), small=torch.tensor([1]).short())
        getattr(net, name)()
        see(f"after {name}()", kinds(net))


@probe("10.5")
def each_of_the_four_returns_the_module(torch, see):
    """People write `net = Net().double()`."""
    net = module_of(torch, count=torch.tensor([3]))
    see("whether it is the module", [getattr(net, name)() is net for name in ("float", "double", "half", "bfloat16")])


@probe("10.5")
def a_network_of_another_dtype_computes_in_it(torch, see):
    """Is every tensor that takes part converted, buffers and children included?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)).eval().double()
    for p in net.parameters():
        nn.init.constant_(p, 0.5)
    x = torch.tensor([[1.0, 2.0]])
    see("in double", net(x.double()))
    see("in float", net.float()(x))


@probe("10.5")
def weights_and_gradients_stay_the_objects_they_are(torch, see):
    """By which walk do you come to the tensors?"""
    p = leaf(torch, 1.0)
    p.grad = torch.tensor([10.0])
    net = module_of(torch, child=module_of(torch, w=p))
    net.half()
    see("whether it is the same object", net.child.w is p)
    see("it and its gradient", [p, p.grad])


# -- 10.6 type, cpu, cuda


@probe("10.6")
def type_converts_whole_numbers_too(torch, see):
    """Does `type` ask what a tensor holds?"""
    net = one_of_each(torch)
    see("whether it is the module", net.type(torch.float64) is net)
    see("the dtypes", kinds(net))


@probe("10.6")
def type_takes_the_old_names(torch, see):
    """Which method of a tensor understands these?"""
    net = module_of(torch, child=one_of_each(torch)).cpu()
    see("the dtypes", kinds(net.type("torch.HalfTensor")))
    see.raises("a name that is none", lambda: net.type("half"))


@probe("10.6")
def parameters_cannot_be_whole_numbers(torch, see):
    """Who refuses, and do you stand in the way?"""
    net = module_of(torch, w=leaf(torch, 1.0), count=torch.tensor([3]))
    see.raises("whole numbers", lambda: net.type(torch.int64))
    see("the parameter", net.w)
    see("buffers alone", kinds(module_of(torch, mean=torch.ones(2)).type(torch.int32)))


@probe("10.6")
def cpu_asks_every_tensor_for_the_cpu(torch, see):
    """A stand-in for a tensor took note of what it was asked for."""
    stand_in, asked = asking(torch)
    net = module_of(torch, child=module_of(torch, a=stand_in), b=stand_in)
    see("whether it is the module", net.cpu() is net)
    see("what it was asked for", asked)


@probe("10.6")
def cuda_asks_every_tensor_for_the_gpu_that_was_named(torch, see):
    """A stand-in for a tensor took note of what it was asked for. Does your argument reach it?"""
    stand_in, asked = asking(torch)
    net = module_of(torch, child=module_of(torch, a=stand_in), b=stand_in)
    see("whether it is the module", net.cuda() is net)
    see("without a number", list(asked))
    asked.clear()
    net.cuda(1)
    net.cuda(device="cuda:2")
    see("with one", asked)


@probe("10.6")
def without_tensors_there_is_nothing_to_move(torch, see):
    """A layer of no numbers goes anywhere, GPU or not. Do you ask before there is something to ask for?"""
    net = torch.nn.ReLU()
    see("whether it is the module", net.cuda() is net)


# -- 10.7 _parse_to


def pair(torch):
    """A module of a parameter and a floating buffer, both of four dimensions."""
    return module_of(torch, w=torch.nn.Parameter(torch.ones(1, 2, 2, 2)), mean=torch.ones(1, 2, 2, 2))


@probe("10.7")
def a_dtype_may_come_first(torch, see):
    """The first argument is no device here. To which place does it belong?"""
    see("the dtypes", kinds(pair(torch).to(torch.float64)))
    see("with the third argument in its place", kinds(pair(torch).to(torch.float64, True)))
    see("and by keyword", kinds(pair(torch).to(torch.float64, non_blocking=True)))


@probe("10.7")
def a_device_comes_before_a_dtype(torch, see):
    """Are both done, and in this order?"""
    net = pair(torch).to("meta", torch.float64)
    see("the dtypes", kinds(net))
    see("whether they are on meta", places(net))
    see("with a third argument", places(pair(torch).to(torch.device("meta"), torch.float16, True)))
    see("a device alone", kinds(pair(torch).to("meta")))


@probe("10.7")
def a_tensor_stands_for_its_device_and_its_dtype(torch, see):
    """What do you take from it?"""
    like = torch.ones(1, dtype=torch.float64, device="meta")
    for said, net in {
        "by position": pair(torch).to(like),
        "with non_blocking behind it": pair(torch).to(like, True),
        "by keyword": pair(torch).to(tensor=like),
    }.items():
        see(said, [kinds(net), places(net)])


@probe("10.7")
def a_parameter_is_a_tensor_to_go_by(torch, see):
    """How do you ask for the class of the first argument?"""
    see("the dtypes", kinds(pair(torch).to(torch.nn.Parameter(torch.ones(1).double()))))


@probe("10.7")
def both_may_come_by_keyword(torch, see):
    """What if there is no first argument at all?"""
    see("a dtype", kinds(pair(torch).to(dtype=torch.float64)))
    see("a device", places(pair(torch).to(device="meta")))
    net = pair(torch).to(dtype=torch.float64, device="meta", non_blocking=False)
    see("both", [kinds(net), places(net)])
    see("a device by position, a dtype by keyword", kinds(pair(torch).to("meta", dtype=torch.float64)))


@probe("10.7")
def nothing_asked_for_changes_nothing(torch, see):
    """None is a device and a dtype that nobody asked for."""
    for said, args in {
        "nothing": (),
        "None": (None,),
        "twice None": (None, None),
        "with a flag": (None, None, True),
    }.items():
        see(said, kinds(pair(torch).to(*args)))
    see("no device, but a dtype", kinds(pair(torch).to(None, torch.float64)))


@probe("10.7")
def pythons_float_is_float64(torch, see):
    """A class of Python's may stand for a dtype, also as the first argument."""
    see("by position", kinds(pair(torch).to(float)))
    see("by keyword", kinds(pair(torch).to(dtype=float)))


@probe("10.7")
def arguments_that_fit_no_form_are_a_type_error(torch, see):
    """Which of the three forms is it, and is what stands behind of the right kind?"""
    net = pair(torch)
    like = torch.ones(1)
    see.raises("a dtype, then a device", lambda: net.to(torch.float64, "cpu"))
    see.raises("a tensor, then a dtype", lambda: net.to(like, torch.float64))
    see.raises("a tensor and a device", lambda: net.to(like, device="cpu"))
    see.raises("a dtype twice", lambda: net.to(torch.float64, dtype=torch.float64))
    see.raises("a list", lambda: net.to(["cpu"]))
    see.raises("too many", lambda: net.to(torch.float64, True, True, True))
    see.raises("an unknown keyword", lambda: net.to(place="cpu"))
    see("what was done", kinds(net))


@probe("10.7")
def a_memory_format_is_handed_on(torch, see):
    """It comes by keyword, alone or beside the rest. Where does it go?"""
    last = torch.channels_last
    for said, net in {
        "alone": pair(torch).to(memory_format=last),
        "beside a dtype": pair(torch).to(torch.float64, memory_format=last),
    }.items():
        see(said, [net.w.is_contiguous(memory_format=last), net.mean.stride()])
        see(f"{said}: the dtypes", kinds(net))


# -- 10.8 _moved


@probe("10.8")
def floats_change_their_dtype_and_whole_numbers_do_not(torch, see):
    """Which dtype do you hand on for a tensor of whole numbers?"""
    see("the dtypes", kinds(one_of_each(torch).to(torch.float64)))


@probe("10.8")
def whole_numbers_are_moved_all_the_same(torch, see):
    """Left as they are in dtype. And in place?"""
    net = one_of_each(torch).to("meta", torch.float16)
    see("whether they are on meta", places(net))
    see("the dtypes", kinds(net))


@probe("10.8")
def a_memory_format_is_for_four_dimensions(torch, see):
    """A tensor of other dimensions refuses it. Which ones do you ask?"""
    net = torch.nn.Module()
    for dims in (1, 2, 3, 4):
        net.register_buffer(f"d{dims}", torch.ones(*range(2, 2 + dims)))
    net.to(torch.float64, memory_format=torch.channels_last)
    see("the strides", [(name, t.stride()) for name, t in net.named_buffers()])
    see("the dtypes", kinds(net))


@probe("10.8")
def nobody_asked_for_a_memory_format_nothing_is_laid_out_anew(torch, see):
    """What do you hand on when it is None?"""
    net = module_of(torch, mean=torch.ones(2, 3, 4, 5).to(memory_format=torch.channels_last))
    net.to(torch.float64)
    see("the strides", net.mean.stride())


@probe("10.8")
def out_of_meta_the_error_names_to_empty(torch, see):
    """People search for these words, and they say what to do instead."""
    net = on_meta(torch, lambda: torch.nn.Linear(2, 1))
    see.raises("to the cpu", lambda: net.to("cpu"), message=True)
    see("whether it is on meta still", places(net))


@probe("10.8")
def another_error_goes_on_as_it_is(torch, see):
    """Whose words are these? Yours are for one case alone."""

    class Stubborn(torch.Tensor):
        def to(self, *args, **options):
            raise NotImplementedError("not this tensor")

    net = module_of(torch, mean=torch.Tensor._make_subclass(Stubborn, torch.ones(1)))
    see.raises("an error of another kind", lambda: net.to(torch.float64), message=True)


@probe("10.8")
def non_blocking_reaches_the_tensor(torch, see):
    """Three arguments of `to` go on to each tensor. Which one is missing?"""
    seen = []

    class Noting(torch.Tensor):
        def to(self, *args, **options):
            seen.append(options.get("non_blocking", args[2] if len(args) > 2 else None))
            return self

    net = module_of(torch, mean=torch.Tensor._make_subclass(Noting, torch.ones(1)))
    net.to("cpu", non_blocking=True)
    net.to("cpu")
    see("what it was asked for", seen)


# -- 10.9 Module.to


@probe("10.9")
def a_dtype_that_is_not_floating_is_a_type_error(torch, see):
    """What do you ask of the dtype, in whichever form it came?"""
    net = pair(torch)
    see.raises("int64", lambda: net.to(torch.int64))
    see.raises("bool", lambda: net.to(torch.bool))
    see.raises("by keyword, beside a device", lambda: net.to("cpu", dtype=torch.int32))
    see.raises("that of a tensor", lambda: net.to(torch.tensor([1])))
    see.raises("Python's int", lambda: net.to(int))


@probe("10.9")
def a_module_of_no_floats_refuses_it_too(torch, see):
    """Is it the module's tensors that decide, or the dtype?"""
    see.raises("no tensors", lambda: torch.nn.ReLU().to(torch.int64))
    see.raises("whole numbers", lambda: module_of(torch, count=torch.tensor([3])).to(torch.int64))


@probe("10.9")
def it_is_refused_before_anything_is_converted(torch, see):
    """When do you ask: before the walk, or on it?"""
    net = one_of_each(torch)
    see.raises("meta, and whole numbers", lambda: net.to("meta", torch.int64))
    see("whether they are on meta", places(net))
    see("the dtypes", kinds(net))


@probe("10.9")
def a_device_without_a_dtype_is_fine(torch, see):
    """None has no `is_floating_point`."""
    see("to meta", places(one_of_each(torch).to("meta")))
    see("to nothing", kinds(one_of_each(torch).to()))


@probe("10.9")
def the_whole_tree_goes_and_the_module_is_the_result(torch, see):
    """What does `to` return?"""
    net = a_tree(torch)
    see("whether it is the module", net.to(torch.float64) is net)
    see("the dtypes", kinds(net))


@probe("10.9")
def every_argument_of_to_is_still_heeded(torch, see):
    """The first form did all of this. What is lost on the way now?"""
    net = module_of(torch, image=torch.ones(1, 2, 2, 2), count=torch.tensor([3]))
    net.to("meta", torch.float16)
    see("the dtypes and places", [kinds(net), places(net)])
    net = module_of(torch, image=torch.ones(1, 2, 2, 2), count=torch.tensor([3]))
    net.to(torch.float16, memory_format=torch.channels_last)
    see("the strides", net.image.stride())


@probe("10.9")
def a_parameter_and_its_gradient_stay_what_they_are(torch, see):
    """By which walk do you come to the tensors?"""
    p = leaf(torch, 1.0)
    p.grad = grad = torch.tensor([10.0])
    net = module_of(torch, w=p)
    net.to(torch.float64)
    see("whether they are the same objects", [net.w is p, p.grad is grad])
    see("both", [p, grad])


# -- 10.10 Module.to_empty


@prediction("10.10", "yes", "no", "it raises", wrong="remembers what a tied weight became")
def tied_after_to_empty(torch):
    """Two layers on meta share a weight. After `net.to_empty(device="cpu")`, do they still?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 2, device="meta"), nn.Linear(2, 2, device="meta"))
    net[1].weight = net[0].weight
    try:
        net.to_empty(device="cpu")
    except Exception:
        return "it raises"
    return "yes" if net[1].weight is net[0].weight else "no"


def sketch(torch):
    """A tree on meta, with parameters and buffers of several dtypes."""
    nn = torch.nn
    return on_meta(
        torch, lambda: nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Sequential(nn.Linear(3, 1).double()))
    )


def shapes(net):
    return [(name, list(t.shape)) for name, t in [*net.named_parameters(), *net.named_buffers()]]


@probe("10.10")
def everything_gets_memory_of_its_shape_and_dtype(torch, see):
    """What is made for each tensor, and does it ask for the tensor's own shape and dtype?"""
    net = sketch(torch).to_empty(device="cpu")
    see("whether they are on meta", places(net))
    see("the shapes", shapes(net))
    see("the dtypes", kinds(net))


@probe("10.10")
def the_device_is_said_and_said_by_keyword(torch, see):
    """A slip would empty a trained network. What does your signature allow?"""
    see.raises("no device", lambda: sketch(torch).to_empty())
    see.raises("by position", lambda: sketch(torch).to_empty("cpu"))
    see.raises("by keyword", lambda: sketch(torch).to_empty(device=torch.device("cpu")))


@probe("10.10")
def the_emptied_module_is_the_result(torch, see):
    """What does `_apply` return?"""
    net = sketch(torch)
    see("whether it is the module", net.to_empty(device="cpu") is net)


@probe("10.10")
def parameters_out_of_meta_are_parameters(torch, see):
    """Who makes the new ones, and what of a frozen one?"""
    net = on_meta(torch, lambda: module_of(torch, a=leaf(torch, 1.0), b=leaf(torch, 1.0, requires_grad=False)))
    net.to_empty(device="cpu")
    see("their classes", [type(p).__name__ for p in net._parameters.values()])
    see("whether they ask for a gradient", [net.a.requires_grad, net.b.requires_grad])
    see("whether they are leaves", [net.a.is_leaf, net.b.is_leaf])


@probe("10.10")
def not_recursing_leaves_children_on_meta(torch, see):
    """Is `recurse` handed on?"""
    net = on_meta(torch, lambda: a_tree(torch))
    net.to_empty(device="cpu", recurse=False)
    see("whether they are on meta", places(net))


@probe("10.10")
def memory_is_new_also_where_there_was_some(torch, see):
    """Nothing is copied, and nothing is kept. Whose memory is it?"""
    net = module_of(torch, w=leaf(torch, 1.0, 2.0)).cpu()
    p, old = net.w, net.w.detach()
    net.to_empty(device="cpu")
    see("whether the memory is the old one", net.w.data_ptr() == old.data_ptr())
    see("the old memory", old)
    see("whether the parameter is the same object", net.w is p)


@probe("10.10")
def real_modules_may_go_to_meta_this_way(torch, see):
    """Which device does the new memory lie on?"""
    net = one_of_each(torch).to_empty(device="meta")
    see("whether they are on meta", places(net))
    see("the dtypes", kinds(net))


@probe("10.10")
def each_name_of_a_tied_weight_gets_memory_of_its_own(torch, see):
    """torch does not mend what `_apply` takes apart."""
    p = torch.nn.Parameter(torch.ones(2, device="meta"))
    net = module_of(torch, a=p, b=module_of(torch, w=p))
    net.to_empty(device="cpu")
    see("whether they are one", net.a is net.b.w)


# -- 10.11 materialize


def see_state(see, net):
    see("on meta", places(net))
    see("the parameters", list(net.named_parameters()))
    see("the buffers", list(net.named_buffers()))


@probe("10.11")
def a_layer_by_itself_is_filled_in(torch, see):
    """Is the network itself among the modules you walk over?"""
    see_state(see, materialized(torch, lambda: torch.nn.Linear(3, 2)))


@probe("10.11")
def with_the_same_seed_it_is_the_network_that_was_never_on_meta(torch, see):
    """The numbers are drawn in an order. In which one do you come to the layers?"""
    nn = torch.nn
    see_state(see, materialized(torch, lambda: nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 2, bias=False))))


@probe("10.11")
def layers_further_down_are_filled_in_too(torch, see):
    """How deep do you go?"""
    nn = torch.nn

    def make():
        inner = nn.Sequential(nn.Linear(2, 2), nn.ModuleList([nn.Linear(2, 1)]))
        return nn.ModuleDict({"body": inner, "head": nn.Linear(1, 1)})

    see_state(see, materialized(torch, make))


@probe("10.11")
def statistics_start_anew(torch, see):
    """Buffers have no numbers either. Whose method knows what they start with?"""
    nn = torch.nn
    see_state(see, materialized(torch, lambda: nn.Sequential(nn.BatchNorm1d(2), nn.BatchNorm2d(1, affine=False))))


@probe("10.11")
def a_network_of_layers_without_numbers_is_fine(torch, see):
    """Has every module a `reset_parameters`?"""
    nn = torch.nn
    net = materialized(torch, lambda: nn.Sequential(nn.ReLU(), nn.Dropout(0.1)))
    see("how it prints", repr(net))


@probe("10.11")
def a_class_of_your_own_fills_itself_in(torch, see):
    """How do you find out who can: by its class, or by its method?"""
    nn = torch.nn

    class Scale(nn.Module):
        def __init__(self):
            super().__init__()
            self.factor = nn.Parameter(torch.empty(2))
            self.reset_parameters()

        def reset_parameters(self):
            nn.init.constant_(self.factor, 3.0)

    see_state(see, materialized(torch, lambda: nn.Sequential(Scale(), nn.Linear(1, 1))))


# -- 10.12 to_empty_tied


def see_ties(see, net):
    see("which are one", ties(net))
    see("the shapes", shapes(net))
    see("whether they are on meta", places(net))


def tied_pair(torch):
    nn = torch.nn
    net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3))
    net[2].weight = net[0].weight
    return net


@probe("10.12")
def what_was_not_tied_is_not_tied(torch, see):
    """Of the same shape is not the same. How do you tell whether two are one?"""
    nn = torch.nn
    see_ties(see, emptied(torch, lambda: nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2))))


@probe("10.12")
def what_was_one_is_one_again(torch, see):
    """Which names stood for one Parameter before, and which do now?"""
    see_ties(see, emptied(torch, lambda: tied_pair(torch)))


@probe("10.12")
def a_name_at_the_root_has_no_path(torch, see):
    """What do you split off a name without a dot, and which module is that?"""

    def make():
        p = leaf(torch, 1.0, 2.0)
        return module_of(torch, first=p, again=p, child=module_of(torch, w=leaf(torch, 1.0, 2.0)))

    see_ties(see, emptied(torch, make))


@probe("10.12")
def three_names_for_one_far_down(torch, see):
    """Do all further names follow the first one, however deep they stand?"""
    nn = torch.nn

    def make():
        p, q = leaf(torch, 1.0, 2.0), leaf(torch, 1.0, 2.0, 3.0)
        far = module_of(torch, b=module_of(torch, c=module_of(torch, w=p, v=q)))
        return module_of(torch, x=module_of(torch, w=p), list=nn.ModuleList([far, module_of(torch, w=p)]), q=q)

    see_ties(see, emptied(torch, make))


@probe("10.12")
def a_tied_network_learns_as_one(torch, see):
    """Two uses, one Parameter: its gradient is the sum."""
    net = emptied(torch, lambda: tied_pair(torch))
    for p in net.parameters():
        torch.nn.init.constant_(p, 0.5)
    net(torch.ones(1, 3, device="cpu")).sum().backward()
    see("the gradients", [(name, p.grad) for name, p in net.named_parameters()])


@probe("10.12")
def buffers_and_missing_parameters_are_no_trouble(torch, see):
    """What do you walk over: parameters alone, or everything?"""
    nn = torch.nn

    def make():
        return nn.Sequential(nn.Linear(2, 3, bias=False), nn.BatchNorm1d(3, affine=False))

    see_ties(see, emptied(torch, make))


@probe("10.12")
def it_is_emptied_to_the_device_that_was_asked_for(torch, see):
    """Does `device` reach `to_empty`, and is the network the result?"""
    see_ties(see, emptied(torch, lambda: tied_pair(torch), "meta"))


# -- 10.13 holds


def layer_and_optimizer(torch):
    net = torch.nn.Linear(2, 1)
    return net, torch.optim.SGD(net.parameters(), lr=1.0)


@probe("10.13")
def made_for_the_network_it_holds_it(torch, see):
    """Which Parameters are in the optimizer's groups?"""
    net, optimizer = layer_and_optimizer(torch)
    see("as it was made", held_by(torch, optimizer, net))


@probe("10.13")
def a_change_of_dtype_is_no_parting(torch, see):
    """The numbers are others. Are the objects?"""
    net, optimizer = layer_and_optimizer(torch)
    see("after double()", held_by(torch, optimizer, net.double()))


@probe("10.13")
def out_of_meta_the_optimizer_is_left_behind(torch, see):
    """These Parameters were made after the optimizer. Does it hold them?"""
    net, optimizer = layer_and_optimizer(torch)
    see("after meta and back", held_by(torch, optimizer, net.to("meta").to_empty(device="cpu")))


@probe("10.13")
def every_single_parameter_counts(torch, see):
    """Any of them, or all of them?"""
    net = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD([net.weight], lr=1.0)
    see("with the weight alone", held_by(torch, optimizer, net))


@probe("10.13")
def several_groups_are_one_optimizer(torch, see):
    """How many groups do you look at?"""
    net = torch.nn.Linear(2, 1)
    groups = [{"params": [net.bias], "lr": 0.5}, {"params": [net.weight]}]
    see("in two groups", held_by(torch, torch.optim.SGD(groups, lr=1.0), net))


@probe("10.13")
def an_optimizer_may_hold_more_than_the_network(torch, see):
    """Do you ask whether the two are equal, or whether one is in the other?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1))
    see("for a part of it", held_by(torch, torch.optim.SGD(net.parameters(), lr=1.0), net[0]))


@probe("10.13")
def equal_is_not_the_same(torch, see):
    """A copy has the same numbers. By what do you compare?"""
    net, optimizer = layer_and_optimizer(torch)
    see("a copy", held_by(torch, optimizer, copy.deepcopy(net)))


@probe("10.13")
def the_answer_is_yes_or_no(torch, see):
    """What is returned for a network that has nothing to hold?"""
    _, optimizer = layer_and_optimizer(torch)
    see("no parameters", held_by(torch, optimizer, torch.nn.ReLU()))
