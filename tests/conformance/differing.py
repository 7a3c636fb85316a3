"""What the reference does in another way by choice; the reasons stand in autograder/api_notes.py, under these names."""

import io

from tests.conformance.claims import Claims

claim = Claims()


@claim
def a_bad_name_before_init_is_refused_for_the_name(torch, see):
    class Early(torch.nn.Module):
        def __init__(self):
            self.add_module("a.b", torch.nn.ReLU())

    see.raises("module of a bad name", Early)


@claim
def arguments_go_on_to_the_next_class_where_a_class_asks_for_it(torch, see):
    class Base:
        def __init__(self, size=0):
            self.size = size

    class Asking(torch.nn.Module, Base):
        call_super_init = True

        def __init__(self, size):
            super().__init__(size=size)

    class Plain(torch.nn.Module, Base):
        pass

    see("handed on", Asking(3).size)
    see("not called", hasattr(Plain(), "size"))
    see("the flag of Module", torch.nn.Module.call_super_init)


@claim
def some_messages_are_shorter(torch, see):
    nn = torch.nn
    net = nn.Module()
    see.raises("a name with a dot", lambda: net.register_parameter("a.b", None), message=True)
    see.raises("a strict place", lambda: net.set_submodule("x", nn.ReLU(), strict=True), message=True)
    see.raises("no pairs", lambda: nn.ModuleDict(3), message=True)
    see.raises("a set", lambda: torch.optim.SGD([{"params": {torch.ones(1)}}]), message=True)


@claim
def hooks_for_all_are_told_no_keyword_arguments_when_forward_raises(torch, see):
    class Failing(torch.nn.Module):
        def forward(self, x, by):
            raise KeyError("mine")

    told = []
    hook = torch.nn.modules.module.register_module_forward_hook
    with hook(lambda m, *args: told.append(len(args)), always_call=True, with_kwargs=True):
        see.raises("raised", lambda: Failing()(1, by=2))
    see("told", told)


@claim
def handles_of_tensors_and_of_modules_are_numbered_together(torch, see):
    ids = [
        torch.nn.ReLU().register_forward_hook(lambda *args: None).id,
        torch.ones(1, requires_grad=True).register_hook(lambda grad: None).id,
    ]
    see("one after the other", ids[1] - ids[0])


@claim
def bfloat16_is_a_dtype_of_its_own(torch, see):
    see("the dtype", str(torch.nn.Linear(1, 1).bfloat16().weight.dtype))


@claim
def views_made_before_a_memory_is_shared_go_along(torch, see):
    t = torch.ones(3)
    view = t[:2]
    t.share_memory_()
    see("shared", view.is_shared())


@claim
def a_whole_module_is_loaded_from_a_file(torch, see):
    file = io.BytesIO()
    torch.save(torch.nn.Linear(1, 1), file)
    file.seek(0)
    see("loaded", type(torch.load(file, weights_only=False)).__name__)


@claim
def a_group_with_names_may_be_added_later(torch, see):
    a, b = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(a.named_parameters())
    optimizer.add_param_group({"params": b.named_parameters()})
    see("names", [g["param_names"] for g in optimizer.param_groups])


@claim
def an_optimizer_warns_of_one_parameter_twice_whenever_it_comes(torch, see):
    p, q = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p])
    see.warns("later", lambda: optimizer.add_param_group({"params": [q, q]}))
