"""What lesson 10 claims of converting a module: who stays the same object, what changes, and where it lies."""

import copy

from course.checks.converting import asking, practised, ties
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
    nn = torch.nn
    net = nn.Module()
    net.w = p = nn.Parameter(torch.tensor([1.0, 2.0]))
    net._apply(lambda t: t.double())
    see("what is registered", net.w)
    see("whether it is the same object", net.w is p)


@probe("10.1")
def all_who_hold_the_parameter_have_the_new_numbers(torch, see):
    """An optimizer holds the object. Which numbers does it see?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    net._apply(lambda t: (t * 3).double())
    see("what the optimizer holds", optimizer.param_groups[0]["params"][0])


@probe("10.1")
def the_function_is_handed_the_parameter_itself_and_once(torch, see):
    """What do you call `fn` with, and how often?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    met = []
    net._apply(lambda t: met.append(t is net.w) or t)
    see("whether each thing it met is the parameter", met)


@probe("10.1")
def a_conversion_is_not_recorded(torch, see):
    """Which mode are you in while `fn` runs, and which one afterwards?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0]))
    modes = []
    net._apply(lambda t: modes.append(torch.is_grad_enabled()) or t)
    see("whether fn ran with recording on", modes)
    see("whether recording is on afterwards", torch.is_grad_enabled())


@probe("10.1")
def a_function_may_change_the_parameter_in_place(torch, see):
    """A leaf that asks for a gradient refuses this, unless recording is off."""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    net._apply(lambda t: t.mul_(10))
    see("the parameter", net.w)


@probe("10.1")
def a_converted_parameter_is_a_leaf_and_asks_for_a_gradient_if_it_did(torch, see):
    """What of the Parameter did the conversion change besides its numbers?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0]))
    net.frozen = nn.Parameter(torch.tensor([1.0]), requires_grad=False)
    net._apply(lambda t: t.double() * 2)
    see("whether they are leaves", [net.w.is_leaf, net.frozen.is_leaf])
    see("whether they ask for a gradient", [net.w.requires_grad, net.frozen.requires_grad])


@probe("10.1")
def an_error_in_the_function_changes_nothing(torch, see):
    """What has happened by the time `fn` raises, and is the mode put back?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0]))
    see.raises("a function that divides by zero", lambda: net._apply(lambda t: 1 / 0))
    see("the parameter", net.w)
    see("whether recording is on afterwards", torch.is_grad_enabled())


# -- 10.2 Module._apply


@probe("10.2")
def children_come_before_their_parent(torch, see):
    """In which order does `fn` meet the tensors?"""
    nn = torch.nn
    net = nn.Sequential(nn.BatchNorm1d(2), nn.Sequential(nn.Linear(1, 3), nn.BatchNorm1d(4)))
    net.w = nn.Parameter(torch.ones(5))
    net.register_buffer("mean", torch.ones(6))
    sizes = []
    net._apply(lambda t: sizes.append(t.numel()) or t)
    see("the sizes, in order", sizes)


@probe("10.2")
def parameters_and_buffers_of_the_whole_tree_are_converted(torch, see):
    """How deep do you go, and which registries do you walk?"""
    nn = torch.nn
    net = nn.Sequential(nn.BatchNorm1d(2), nn.Sequential(nn.Sequential(nn.BatchNorm1d(2))))
    net._apply(lambda t: t.double())
    see("the parameters", {name: p.dtype for name, p in net.named_parameters()})
    see("the buffers", {name: b.dtype for name, b in net.named_buffers()})


@probe("10.2")
def a_buffer_is_replaced_by_what_the_function_returns(torch, see):
    """A parameter keeps its identity. What of a buffer?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", torch.tensor([1.0, 2.0]))
    old, new = net.mean, torch.tensor([3.0])
    net._apply(lambda t: new)
    see("whether the new one is registered", net.mean is new)
    see("the old one", old)


@probe("10.2")
def a_buffer_that_is_not_saved_is_converted_too(torch, see):
    """Saving is one thing. Which buffers do you list?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mask", torch.ones(2), persistent=False)
    net._apply(lambda t: t.double())
    see("its dtype", net.mask.dtype)
    see("whether it is still not saved", "mask" in net._non_persistent_buffers_set)


@probe("10.2")
def none_in_a_registry_stays_none(torch, see):
    """What does `fn` do with None?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("bias", None)
    net.register_buffer("mean", None)
    net.add_module("child", None)
    net._apply(lambda t: t.double())
    see("the registries", [net._parameters, net._buffers, net._modules])


@probe("10.2")
def the_result_is_the_module(torch, see):
    """People write `net = Net().double()`."""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1))
    see("whether it is the module", net._apply(lambda t: t) is net)


@probe("10.2")
def without_recursion_the_children_are_left_alone(torch, see):
    """What is `recurse` for?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1))
    net.w = nn.Parameter(torch.ones(1))
    net._apply(lambda t: t.double(), recurse=False)
    see("the dtypes", {name: p.dtype for name, p in net.named_parameters()})


@probe("10.2")
def a_child_is_converted_by_its_own_method(torch, see):
    """A class may have a way of its own. Which method of the child do you call?"""
    nn = torch.nn

    class Exact(nn.Linear):
        def _apply(self, fn, recurse=True):
            return super()._apply(lambda t: fn(t).double(), recurse)

    net = nn.Sequential(Exact(2, 1), nn.Linear(2, 1), nn.Sequential(Exact(2, 1)))
    net._apply(lambda t: t.half())
    see("the dtypes", {name: p.dtype for name, p in net.named_parameters()})


@probe("10.2")
def a_tied_weight_stays_tied_and_is_converted_once_for_each_of_its_names(torch, see):
    """Do you go by the entries of each registry, or by what `parameters()` lists?"""
    nn = torch.nn
    net = nn.Module()
    net.a = net.b = p = nn.Parameter(torch.tensor([1.0]))
    net.child = nn.Module()
    net.child.w = p
    net._apply(lambda t: t * 2)
    see("its values", p.tolist())
    see("whether it is one", [net.a is p, net.b is p, net.child.w is p])


@probe("10.2")
def a_buffer_under_two_names_becomes_two(torch, see):
    """Which registry do you write to, and what?"""
    nn = torch.nn
    net = nn.Module()
    mean = torch.ones(2)
    net.register_buffer("a", mean)
    net.register_buffer("b", mean)
    net._apply(lambda t: t * 2)
    see("both", [net.a, net.b])
    see("whether they are one", net.a is net.b)


@probe("10.2")
def a_child_of_two_names_is_converted_once(torch, see):
    """`children()` knows that it has met it. Do you ask it?"""
    nn = torch.nn
    net = nn.Module()
    net.a = net.b = child = nn.Module()
    child.w = nn.Parameter(torch.tensor([1.0]))
    net._apply(lambda t: t * 2)
    see("its values", child.w.tolist())


# -- 10.3 _converted: the gradient


@probe("10.3")
def a_gradient_is_converted_with_its_parameter(torch, see):
    """Who calls `fn` for the gradient?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    net.w.grad = torch.tensor([10.0, 20.0])
    net._apply(lambda t: t.double())
    see("the parameter", net.w)
    see("the gradient", net.w.grad)


@probe("10.3")
def the_gradient_stays_the_object_it_is(torch, see):
    """Somebody may hold the gradient, too. Do you make a tensor, or change the one that is there?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0]))
    net.w.grad = grad = torch.tensor([10.0])
    net._apply(lambda t: t.double())
    see("whether it is the same object", net.w.grad is grad)
    see("what the other holds", grad)


@probe("10.3")
def a_parameter_without_a_gradient_has_none_afterwards(torch, see):
    """`None` is no tensor. How often is `fn` called?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0]))
    met = []
    net._apply(lambda t: met.append(t.item()) or t.double())
    see("what fn met", met)
    see("the gradient", net.w.grad)


@probe("10.3")
def first_the_parameter_and_then_its_gradient(torch, see):
    """In which order is `fn` called?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Parameter(torch.tensor([1.0])), nn.Parameter(torch.tensor([2.0]))
    net.a.grad, net.b.grad = torch.tensor([10.0]), torch.tensor([20.0])
    met = []
    net._apply(lambda t: met.append(t.item()) or t)
    see("what fn met", met)


@probe("10.3")
def gradients_add_up_across_a_conversion(torch, see):
    """The next backward adds to the gradient that is there. Is it still there, and does it fit?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    (net.w * 3).sum().backward()
    net._apply(lambda t: t.double())
    (net.w * 5).sum().backward()
    see("the gradient", net.w.grad)


@probe("10.3")
def gradients_are_converted_unrecorded_too(torch, see):
    """Which mode are you in while `fn` meets the gradient?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0]))
    net.w.grad = torch.tensor([10.0])
    modes = []
    net._apply(lambda t: modes.append(torch.is_grad_enabled()) or t)
    see("whether fn ran with recording on", modes)


# -- 10.4 _converted: into meta and out of it


@probe("10.4")
def on_the_way_to_meta_a_new_parameter_is_made(torch, see):
    """Memory cannot take over what has none. What is registered afterwards?"""
    nn = torch.nn
    net = nn.Module()
    net.w = p = nn.Parameter(torch.tensor([1.0, 2.0]))
    net._apply(lambda t: t.to("meta"))
    see("what is registered", net.w)
    see("whether it is the same object", net.w is p)
    see("the old one", p)


@probe("10.4")
def out_of_meta_a_new_parameter_is_made(torch, see):
    """The same the other way round."""
    nn = torch.nn
    net = nn.Module()
    net.w = p = nn.Parameter(torch.ones(2, device="meta"))
    net._apply(lambda t: torch.zeros(2))
    see("what is registered", net.w)
    see("whether the old one is on meta", p.is_meta)


@probe("10.4")
def where_data_can_be_taken_over_the_parameter_stays(torch, see):
    """Ask first. When is a new one needed?"""
    nn = torch.nn
    net = nn.Module()
    net.a = a = nn.Parameter(torch.tensor([1.0]))
    net.b = b = nn.Parameter(torch.ones(2, device="meta"))
    net._apply(lambda t: t.double())
    see("whether they are the same objects", [net.a is a, net.b is b])
    see("what is registered", [net.a, net.b])


@probe("10.4")
def a_frozen_one_has_a_frozen_successor(torch, see):
    """What does `nn.Parameter` assume when nobody says?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    net.weight.requires_grad = False
    net._apply(lambda t: t.to("meta"))
    see("whether they ask for a gradient", [net.weight.requires_grad, net.bias.requires_grad])


@probe("10.4")
def the_successor_has_the_converted_gradient(torch, see):
    """On which of the two Parameters does the gradient belong?"""
    nn = torch.nn
    net = nn.Module()
    net.w = p = nn.Parameter(torch.tensor([1.0, 2.0]))
    p.grad = torch.tensor([10.0, 20.0])
    net._apply(lambda t: t.to("meta"))
    see("its gradient", net.w.grad)
    see("the gradient of the old one", p.grad)


@probe("10.4")
def a_gradient_still_goes_along_within_one_make(torch, see):
    """What 10.3 asked for holds on."""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    net.w.grad = grad = torch.tensor([10.0, 20.0])
    net._apply(lambda t: t.double())
    see("the gradient", net.w.grad)
    see("whether it is the same object", net.w.grad is grad)


@probe("10.4")
def a_tied_weight_comes_apart_where_new_ones_are_made(torch, see):
    """One for each name. Do you remember what an old one became?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net[1].weight = net[0].weight
    net._apply(lambda t: t.to("meta"))
    see("whether they are one", net[1].weight is net[0].weight)


@probe("10.4")
def who_asks_torch_future_gets_new_parameters_always(torch, see):
    """`_takes_over` is given. What do you ask it?"""
    nn = torch.nn
    net = nn.Module()
    net.w = p = nn.Parameter(torch.tensor([1.0]))
    p.grad = torch.tensor([10.0])
    torch.__future__.set_overwrite_module_params_on_conversion(True)
    try:
        net._apply(lambda t: t.double())
    finally:
        torch.__future__.set_overwrite_module_params_on_conversion(False)
    see("what is registered", net.w)
    see("whether it is the same object", net.w is p)
    see("its gradient", net.w.grad)
    see("the old one, and its gradient", [p, p.grad])


# -- 10.5 float, double, half, bfloat16


@prediction("10.5", "torch.int64", "torch.float16", "torch.float64", wrong="half converts whole numbers too")
def the_count_in_half(torch):
    """A BatchNorm counts its batches in `num_batches_tracked`, an int64. Of which dtype is it after `norm.half()`?"""
    return str(torch.nn.BatchNorm1d(3).half().num_batches_tracked.dtype)


@probe("10.5")
def each_of_three_methods_gives_its_dtype(torch, see):
    """Three dtypes and three names. Which is which?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2)
    net.register_buffer("mask", torch.tensor([True]))
    net.double()
    see("in double", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})
    net.half()
    see("in half", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})
    net.float()
    see("in float", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.5")
def a_method_for_bfloat16_asks_for_bfloat16(torch, see):
    """A stand-in for a tensor took note of what it was asked for."""
    nn = torch.nn
    stand_in, asked = asking(torch)
    net = nn.Sequential(nn.Module())
    net[0].register_buffer("mean", stand_in)
    net.bfloat16()
    see("what it was asked for", asked)


@probe("10.5")
def whole_numbers_are_left_as_they_are(torch, see):
    """Which tensors are not for a float's dtype?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("count", torch.tensor([3]))
    net.register_buffer("mask", torch.tensor([True]))
    for name in ("float", "double", "half", "bfloat16"):
        getattr(net, name)()
        see(f"after {name}()", [net.count, net.mask])


@probe("10.5")
def each_of_the_four_returns_the_module(torch, see):
    """People write `net = Net().double()`."""
    nn = torch.nn
    net = nn.ReLU()
    see("whether it is the module", [net.float() is net, net.double() is net, net.half() is net, net.bfloat16() is net])


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
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1))
    p = net[0].weight
    p.grad = torch.tensor([[10.0, 20.0]])
    net.half()
    see("whether it is the same object", net[0].weight is p)
    see("its gradient", p.grad)


# -- 10.6 type, cpu, cuda


@probe("10.6")
def type_converts_whole_numbers_too(torch, see):
    """Does `type` ask what a tensor holds?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2)
    see("whether it is the module", net.type(torch.float64) is net)
    see("the dtypes", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.6")
def type_takes_the_old_names(torch, see):
    """Which method of a tensor understands these?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1)).cpu()
    net.type("torch.HalfTensor")
    see("the dtypes", {name: p.dtype for name, p in net.named_parameters()})
    see.raises("a name that is none", lambda: net.type("half"))


@probe("10.6")
def parameters_cannot_be_whole_numbers(torch, see):
    """Who refuses, and do you stand in the way?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    see.raises("whole numbers", lambda: net.type(torch.int64))
    see("the dtype of the weight", net.weight.dtype)
    norm = nn.BatchNorm1d(2, affine=False).type(torch.int32)
    see("buffers alone", {name: b.dtype for name, b in norm.named_buffers()})


@probe("10.6")
def cpu_asks_every_tensor_for_the_cpu(torch, see):
    """A stand-in for a tensor took note of what it was asked for."""
    nn = torch.nn
    stand_in, asked = asking(torch)
    net = nn.Sequential(nn.Module())
    net.register_buffer("mean", stand_in)
    net[0].register_buffer("mean", stand_in)
    see("whether it is the module", net.cpu() is net)
    see("what it was asked for", asked)


@probe("10.6")
def cuda_asks_every_tensor_for_the_gpu_that_was_named(torch, see):
    """A stand-in for a tensor took note of what it was asked for. Does your argument reach it?"""
    nn = torch.nn
    stand_in, asked = asking(torch)
    net = nn.Sequential(nn.Module())
    net.register_buffer("mean", stand_in)
    net[0].register_buffer("mean", stand_in)
    see("whether it is the module", net.cuda() is net)
    see("without a number", asked)
    net.cuda(1)
    net.cuda(device="cuda:2")
    see("then with one", asked)


@probe("10.6")
def without_tensors_there_is_nothing_to_move(torch, see):
    """A layer of no numbers goes anywhere, GPU or not. Do you ask before there is something to ask for?"""
    nn = torch.nn
    net = nn.ReLU()
    see("whether it is the module", net.cuda() is net)


# -- 10.7 _parse_to


@probe("10.7")
def a_dtype_may_come_first(torch, see):
    """The first argument is no device here. To which place does it belong?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    see("by itself", net.to(torch.float64).weight.dtype)
    see("with the third argument in its place", net.to(torch.float16, True).weight.dtype)
    see("and by keyword", net.to(torch.float32, non_blocking=True).weight.dtype)


@probe("10.7")
def a_device_comes_before_a_dtype(torch, see):
    """Are both done, and in this order?"""
    nn = torch.nn
    net = nn.Linear(2, 1).to("meta", torch.float64)
    see("both", [net.weight.is_meta, net.weight.dtype])
    net = nn.Linear(2, 1).to(torch.device("meta"), torch.float16, True)
    see("with a third argument", [net.weight.is_meta, net.weight.dtype])
    net = nn.Linear(2, 1).to("meta")
    see("a device alone", [net.weight.is_meta, net.weight.dtype])


@probe("10.7")
def a_tensor_stands_for_its_device_and_its_dtype(torch, see):
    """What do you take from it?"""
    nn = torch.nn
    like = torch.ones(1, dtype=torch.float64, device="meta")
    net = nn.Linear(2, 1).to(like)
    see("by position", [net.weight.is_meta, net.weight.dtype])
    net = nn.Linear(2, 1).to(like, True)
    see("with non_blocking behind it", [net.weight.is_meta, net.weight.dtype])
    net = nn.Linear(2, 1).to(tensor=like)
    see("by keyword", [net.weight.is_meta, net.weight.dtype])


@probe("10.7")
def a_parameter_is_a_tensor_to_go_by(torch, see):
    """How do you ask for the class of the first argument?"""
    nn = torch.nn
    like = nn.Parameter(torch.ones(1).double())
    see("the dtype", nn.Linear(2, 1).to(like).weight.dtype)


@probe("10.7")
def both_may_come_by_keyword(torch, see):
    """What if there is no first argument at all?"""
    nn = torch.nn
    see("a dtype", nn.Linear(2, 1).to(dtype=torch.float64).weight.dtype)
    see("a device", nn.Linear(2, 1).to(device="meta").weight.is_meta)
    net = nn.Linear(2, 1).to(dtype=torch.float64, device="meta", non_blocking=False)
    see("both", [net.weight.is_meta, net.weight.dtype])
    net = nn.Linear(2, 1).to("meta", dtype=torch.float64)
    see("a device by position, a dtype by keyword", [net.weight.is_meta, net.weight.dtype])


@probe("10.7")
def nothing_asked_for_changes_nothing(torch, see):
    """None is a device and a dtype that nobody asked for."""
    nn = torch.nn
    net = nn.Linear(2, 1).to(dtype=torch.float64)
    for args in [(), (None,), (None, None), (None, None, True)]:
        see(f"to{args}", net.to(*args).weight.dtype)
    see("no device, but a dtype", net.to(None, torch.float16).weight.dtype)


@probe("10.7")
def pythons_float_is_float64(torch, see):
    """A class of Python's may stand for a dtype, also as the first argument."""
    nn = torch.nn
    see("by position", nn.Linear(2, 1).to(float).weight.dtype)
    see("by keyword", nn.Linear(2, 1).to(dtype=float).weight.dtype)


@probe("10.7")
def arguments_that_fit_no_form_are_a_type_error(torch, see):
    """Which of the three forms is it, and is what stands behind of the right kind?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    like = torch.ones(1)
    see.raises("a dtype, then a device", lambda: net.to(torch.float64, "cpu"))
    see.raises("a tensor, then a dtype", lambda: net.to(like, torch.float64))
    see.raises("a tensor and a device", lambda: net.to(like, device="cpu"))
    see.raises("a dtype twice", lambda: net.to(torch.float64, dtype=torch.float64))
    see.raises("a list", lambda: net.to(["cpu"]))
    see.raises("too many", lambda: net.to(torch.float64, True, True, True))
    see.raises("an unknown keyword", lambda: net.to(place="cpu"))
    see("what was done", net.weight.dtype)


@probe("10.7")
def a_memory_format_is_handed_on(torch, see):
    """It comes by keyword, alone or beside the rest. Where does it go?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2, 3, 4, 5))
    net.to(memory_format=torch.channels_last)
    see("alone", net.w.stride())
    net.w = nn.Parameter(torch.ones(2, 3, 4, 5))
    net.to(torch.float64, memory_format=torch.channels_last)
    see("beside a dtype", [net.w.stride(), net.w.dtype])


# -- 10.8 _moved


@probe("10.8")
def floats_change_their_dtype_and_whole_numbers_do_not(torch, see):
    """Which dtype do you hand on for a tensor of whole numbers?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2)
    net.register_buffer("mask", torch.tensor([True]))
    net.to(torch.float64)
    see("the dtypes", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.8")
def whole_numbers_are_moved_all_the_same(torch, see):
    """Left as they are in dtype. And in place?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2).to("meta", torch.float16)
    see("whether they are on meta", {name: b.is_meta for name, b in net.named_buffers()})
    see("the dtypes", {name: b.dtype for name, b in net.named_buffers()})


@probe("10.8")
def a_memory_format_is_for_four_dimensions(torch, see):
    """A tensor of other dimensions refuses it. Which ones do you ask?"""
    nn = torch.nn
    net = nn.Module()
    for dims in (1, 2, 3, 4):
        net.register_buffer(f"d{dims}", torch.ones(*range(2, 2 + dims)))
    net.to(torch.float64, memory_format=torch.channels_last)
    see("the strides", {name: b.stride() for name, b in net.named_buffers()})
    see("the dtypes", {name: b.dtype for name, b in net.named_buffers()})


@probe("10.8")
def nobody_asked_for_a_memory_format_nothing_is_laid_out_anew(torch, see):
    """What do you hand on when it is None?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", torch.ones(2, 3, 4, 5).to(memory_format=torch.channels_last))
    net.to(torch.float64)
    see("the strides", net.mean.stride())


@probe("10.8")
def out_of_meta_the_error_names_to_empty(torch, see):
    """People search for these words, and they say what to do instead."""
    nn = torch.nn
    net = nn.Linear(2, 1, device="meta")
    see.raises("to the cpu", lambda: net.to("cpu"), message=True)
    see("whether it is on meta still", net.weight.is_meta)


@probe("10.8")
def another_error_goes_on_as_it_is(torch, see):
    """Whose words are these? Yours are for one case alone."""
    nn = torch.nn

    class Stubborn(torch.Tensor):
        def to(self, *args, **options):
            raise NotImplementedError("not this tensor")

    net = nn.Module()
    net.register_buffer("mean", torch.Tensor._make_subclass(Stubborn, torch.ones(1)))
    see.raises("an error of another kind", lambda: net.to(torch.float64), message=True)


@probe("10.8")
def non_blocking_reaches_the_tensor(torch, see):
    """Three arguments of `to` go on to each tensor. Which one is missing?"""
    nn = torch.nn
    flags = []

    class Noting(torch.Tensor):
        def to(self, *args, **options):
            flags.append(options.get("non_blocking", args[2] if len(args) > 2 else None))
            return self

    net = nn.Module()
    net.register_buffer("mean", torch.Tensor._make_subclass(Noting, torch.ones(1)))
    net.to("cpu", non_blocking=True)
    net.to("cpu")
    see("what it was asked for", flags)


# -- 10.9 Module.to


@probe("10.9")
def a_dtype_that_is_not_floating_is_a_type_error(torch, see):
    """What do you ask of the dtype, in whichever form it came?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    see.raises("int64", lambda: net.to(torch.int64))
    see.raises("bool", lambda: net.to(torch.bool))
    see.raises("by keyword, beside a device", lambda: net.to("cpu", dtype=torch.int32))
    see.raises("that of a tensor", lambda: net.to(torch.tensor([1])))
    see.raises("Python's int", lambda: net.to(int))


@probe("10.9")
def a_module_of_no_floats_refuses_it_too(torch, see):
    """Is it the module's tensors that decide, or the dtype?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("no tensors", lambda: net.to(torch.int64))
    net.register_buffer("count", torch.tensor([3]))
    see.raises("whole numbers", lambda: net.to(torch.int64))


@probe("10.9")
def it_is_refused_before_anything_is_converted(torch, see):
    """When do you ask: before the walk, or on it?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2)
    see.raises("meta, and whole numbers", lambda: net.to("meta", torch.int64))
    see("whether they are on meta", {name: t.is_meta for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.9")
def a_device_without_a_dtype_is_fine(torch, see):
    """None has no `is_floating_point`."""
    nn = torch.nn
    see("to meta", nn.Linear(2, 1).to("meta").weight.is_meta)
    see("to nothing", nn.Linear(2, 1).to().weight.dtype)


@probe("10.9")
def the_whole_tree_goes_and_the_module_is_the_result(torch, see):
    """What does `to` return?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1), nn.Sequential(nn.BatchNorm1d(1)))
    see("whether it is the module", net.to(torch.float64) is net)
    see("the dtypes", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.9")
def every_argument_of_to_is_still_heeded(torch, see):
    """The first form did all of this. What is lost on the way now?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2).to("meta", torch.float16)
    see("the dtypes", {name: b.dtype for name, b in net.named_buffers()})
    see("whether they are on meta", {name: b.is_meta for name, b in net.named_buffers()})
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2, 3, 4, 5))
    net.to(torch.float16, memory_format=torch.channels_last)
    see("the strides", net.w.stride())


@probe("10.9")
def a_parameter_and_its_gradient_stay_what_they_are(torch, see):
    """By which walk do you come to the tensors?"""
    nn = torch.nn
    net = nn.Module()
    net.w = p = nn.Parameter(torch.tensor([1.0]))
    p.grad = grad = torch.tensor([10.0])
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


@probe("10.10")
def everything_gets_memory_of_its_shape_and_dtype(torch, see):
    """What is made for each tensor, and does it ask for the tensor's own shape and dtype?"""
    nn = torch.nn
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1).double())
    net.to_empty(device="cpu")
    see("whether they are on meta", {name: t.is_meta for name, t in [*net.named_parameters(), *net.named_buffers()]})
    see("the shapes", {name: list(t.shape) for name, t in [*net.named_parameters(), *net.named_buffers()]})
    see("the dtypes", {name: t.dtype for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.10")
def the_device_is_said_and_said_by_keyword(torch, see):
    """A slip would empty a trained network. What does your signature allow?"""
    nn = torch.nn
    net = nn.Linear(2, 1, device="meta")
    see.raises("no device", lambda: net.to_empty())
    see.raises("by position", lambda: net.to_empty("cpu"))
    see.raises("by keyword", lambda: net.to_empty(device=torch.device("cpu")))


@probe("10.10")
def the_emptied_module_is_the_result(torch, see):
    """What does `_apply` return?"""
    nn = torch.nn
    net = nn.Linear(2, 1, device="meta")
    see("whether it is the module", net.to_empty(device="cpu") is net)


@probe("10.10")
def parameters_out_of_meta_are_parameters(torch, see):
    """Who makes the new ones, and what of a frozen one?"""
    nn = torch.nn
    net = nn.Linear(2, 1, device="meta")
    net.weight.requires_grad = False
    net.to_empty(device="cpu")
    see("their classes", [type(p).__name__ for p in net._parameters.values()])
    see("whether they ask for a gradient", [net.weight.requires_grad, net.bias.requires_grad])
    see("whether they are leaves", [net.weight.is_leaf, net.bias.is_leaf])


@probe("10.10")
def not_recursing_leaves_children_on_meta(torch, see):
    """Is `recurse` handed on?"""
    nn = torch.nn
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(2, 1))
        net.w = nn.Parameter(torch.ones(1))
    net.to_empty(device="cpu", recurse=False)
    see("whether they are on meta", {name: p.is_meta for name, p in net.named_parameters()})


@probe("10.10")
def memory_is_new_also_where_there_was_some(torch, see):
    """Nothing is copied, and nothing is kept. Whose memory is it?"""
    nn = torch.nn
    net = nn.Linear(2, 1, device="cpu")
    p, old = net.weight, net.weight.detach()
    net.to_empty(device="cpu")
    see("whether the memory is the old one", net.weight.data_ptr() == old.data_ptr())
    see("whether the parameter is the same object", net.weight is p)


@probe("10.10")
def real_modules_may_go_to_meta_this_way(torch, see):
    """Which device does the new memory lie on?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2).to_empty(device="meta")
    see("whether they are on meta", {name: t.is_meta for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.10")
def each_name_of_a_tied_weight_gets_memory_of_its_own(torch, see):
    """torch does not mend what `_apply` takes apart."""
    nn = torch.nn
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net[1].weight = net[0].weight
    net.to_empty(device="cpu")
    see("whether they are one", net[1].weight is net[0].weight)


# -- 10.11 materialize


@probe("10.11")
def a_layer_by_itself_is_filled_in(torch, see):
    """Is the network itself among the modules you walk over?"""
    nn = torch.nn
    materialize = practised(torch).materialize
    net = nn.Linear(3, 2, device="meta")
    torch.manual_seed(0)
    see("whether it is the network", materialize(net) is net)
    see("the parameters", list(net.named_parameters()))


@probe("10.11")
def with_the_same_seed_it_is_the_network_that_was_never_on_meta(torch, see):
    """The numbers are drawn in an order. In which one do you come to the layers?"""
    nn = torch.nn
    materialize = practised(torch).materialize
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 2, bias=False))
    torch.manual_seed(0)
    materialize(net)
    see("the parameters", list(net.named_parameters()))


@probe("10.11")
def layers_further_down_are_filled_in_too(torch, see):
    """How deep do you go?"""
    nn = torch.nn
    materialize = practised(torch).materialize
    with torch.device("meta"):
        inner = nn.Sequential(nn.Linear(2, 2), nn.ModuleList([nn.Linear(2, 1)]))
        net = nn.ModuleDict({"body": inner, "head": nn.Linear(1, 1)})
    torch.manual_seed(0)
    materialize(net)
    see("the parameters", list(net.named_parameters()))


@probe("10.11")
def statistics_start_anew(torch, see):
    """Buffers have no numbers either. Whose method knows what they start with?"""
    nn = torch.nn
    materialize = practised(torch).materialize
    with torch.device("meta"):
        net = nn.Sequential(nn.BatchNorm1d(2), nn.BatchNorm2d(1, affine=False))
    materialize(net)
    see("the parameters", list(net.named_parameters()))
    see("the buffers", list(net.named_buffers()))


@probe("10.11")
def a_network_of_layers_without_numbers_is_fine(torch, see):
    """Has every module a `reset_parameters`?"""
    nn = torch.nn
    materialize = practised(torch).materialize
    see("how it prints", repr(materialize(nn.Sequential(nn.ReLU(), nn.Dropout(0.1)))))


@probe("10.11")
def a_class_of_your_own_fills_itself_in(torch, see):
    """How do you find out who can: by its class, or by its method?"""
    nn = torch.nn
    materialize = practised(torch).materialize

    class Scale(nn.Module):
        def __init__(self):
            super().__init__()
            self.factor = nn.Parameter(torch.empty(2))

        def reset_parameters(self):
            nn.init.constant_(self.factor, 3.0)

    with torch.device("meta"):
        net = nn.Sequential(Scale(), nn.Linear(1, 1))
    torch.manual_seed(0)
    materialize(net)
    see("the parameters", list(net.named_parameters()))


# -- 10.12 to_empty_tied


@probe("10.12")
def what_was_not_tied_is_not_tied(torch, see):
    """Of the same shape is not the same. How do you tell whether two are one?"""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    to_empty_tied(net)
    see("whether they are one", [net[0].weight is net[1].weight, net[0].bias is net[1].bias])
    see("whether they are on meta", {name: p.is_meta for name, p in net.named_parameters()})


@probe("10.12")
def what_was_one_is_one_again(torch, see):
    """Which names stood for one Parameter before, and which do now?"""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3))
    net[2].weight = net[0].weight
    see("whether it is the network", to_empty_tied(net) is net)
    see("whether they are one", net[2].weight is net[0].weight)
    see("whether they are on meta", {name: p.is_meta for name, p in net.named_parameters()})


@probe("10.12")
def a_name_at_the_root_has_no_path(torch, see):
    """What do you split off a name without a dot, and which module is that?"""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    net = nn.Module()
    net.first = net.again = nn.Parameter(torch.ones(2, device="meta"))
    to_empty_tied(net)
    see("whether they are one", net.first is net.again)
    see("whether they are on meta", [net.first.is_meta, net.again.is_meta])


@probe("10.12")
def three_names_for_one_far_down(torch, see):
    """Do all further names follow the first one, however deep they stand?"""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Sequential(nn.Linear(2, 2)), nn.Linear(2, 2)))
    net[1][0][0].weight = net[1][1].weight = net[0].weight
    to_empty_tied(net)
    see("the names that are left", [name for name, _ in net.named_parameters()])
    see("which stand for one", ties(net))


@probe("10.12")
def a_tied_network_learns_as_one(torch, see):
    """Two uses, one Parameter: its gradient is the sum."""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    net = nn.Sequential(nn.Linear(3, 3, device="meta"), nn.Linear(3, 3, device="meta"))
    net[1].weight = net[0].weight
    to_empty_tied(net)
    for p in net.parameters():
        nn.init.constant_(p, 0.5)
    net(torch.ones(1, 3, device="cpu")).sum().backward()
    see("the gradient", net[0].weight.grad)


@probe("10.12")
def buffers_and_missing_parameters_are_no_trouble(torch, see):
    """What do you walk over: parameters alone, or everything?"""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(2, 3, bias=False), nn.BatchNorm1d(3, affine=False))
    to_empty_tied(net)
    see("whether they are on meta", {name: t.is_meta for name, t in [*net.named_parameters(), *net.named_buffers()]})


@probe("10.12")
def it_is_emptied_to_the_device_that_was_asked_for(torch, see):
    """Does `device` reach `to_empty`?"""
    nn = torch.nn
    to_empty_tied = practised(torch).to_empty_tied
    net = to_empty_tied(nn.Linear(2, 1), device="meta")
    see("whether they are on meta", {name: p.is_meta for name, p in net.named_parameters()})


# -- 10.13 holds


@probe("10.13")
def made_for_the_network_it_holds_it(torch, see):
    """Which Parameters are in the optimizer's groups?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    see("as it was made", holds(optimizer, net))


@probe("10.13")
def a_change_of_dtype_is_no_parting(torch, see):
    """The numbers are others. Are the objects?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    see("after double()", holds(optimizer, net.double()))


@probe("10.13")
def out_of_meta_the_optimizer_is_left_behind(torch, see):
    """These Parameters were made after the optimizer. Does it hold them?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    see("after meta and back", holds(optimizer, net.to("meta").to_empty(device="cpu")))


@probe("10.13")
def every_single_parameter_counts(torch, see):
    """Any of them, or all of them?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD([net.weight], lr=1.0)
    see("with the weight alone", holds(optimizer, net))


@probe("10.13")
def several_groups_are_one_optimizer(torch, see):
    """How many groups do you look at?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD([{"params": [net.bias], "lr": 0.5}, {"params": [net.weight]}], lr=1.0)
    see("in two groups", holds(optimizer, net))


@probe("10.13")
def an_optimizer_may_hold_more_than_the_network(torch, see):
    """Do you ask whether the two are equal, or whether one is in the other?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    see("for a part of it", holds(optimizer, net[0]))


@probe("10.13")
def equal_is_not_the_same(torch, see):
    """A copy has the same numbers. By what do you compare?"""
    nn = torch.nn
    holds = practised(torch).holds
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    see("a copy", holds(optimizer, copy.deepcopy(net)))


@probe("10.13")
def the_answer_is_yes_or_no(torch, see):
    """What is returned for a network that has nothing to hold?"""
    nn = torch.nn
    holds = practised(torch).holds
    optimizer = torch.optim.SGD(nn.Linear(2, 1).parameters(), lr=1.0)
    see("no parameters", holds(optimizer, nn.ReLU()))
