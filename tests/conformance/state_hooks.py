"""The four families of hooks of saving and loading."""

import copy
import pickle

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch):
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Sequential(torch.nn.Linear(1, 1)))


@claim
def a_hook_before_saving_is_told_where_it_is(torch, see):
    net, told = net_of(torch), []
    for m in net.modules():
        m.register_state_dict_pre_hook(lambda m, prefix, keep: told.append((type(m).__name__, prefix, keep)))
    net.state_dict()
    see("told", told)
    net[1].state_dict(prefix="x.", keep_vars=True)
    see("a part, with vars", told[4:])


@claim
def a_hook_before_saving_may_change_what_is_saved(torch, see):
    net = torch.nn.Linear(1, 1)

    def ones(module, prefix, keep_vars):
        with torch.no_grad():
            module.weight.fill_(1.0)

    handle = net.register_state_dict_pre_hook(ones)
    see("saved", net.state_dict()["weight"])
    handle.remove()
    with torch.no_grad():
        net.weight.zero_()
    see("removed", net.state_dict()["weight"])


@claim
def a_hook_after_saving_changes_the_dict_in_place(torch, see):
    net, told = net_of(torch), []

    def after(module, state, prefix, local):
        told.append((type(module).__name__, prefix, dict(local), list(state)))
        state[prefix + "note"] = len(state)

    for m in net.modules():
        m.register_state_dict_post_hook(after)
    see("saved", list(net.state_dict()))
    see("told, children first", told)


@claim
def a_hook_after_saving_returns_nothing(torch, see):
    net = torch.nn.Linear(1, 1)
    net.register_state_dict_post_hook(lambda m, state, prefix, local: state)
    see.raises("a dict", lambda: net.state_dict(), message=True)


@claim
def a_private_hook_after_saving_may_return_another_dict(torch, see):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1))
    net._register_state_dict_hook(lambda m, state, prefix, local: {"only": len(state)})
    net._register_state_dict_hook(lambda m, state, prefix, local: {**state, "and": 1})
    see("saved", net.state_dict())


@claim
def what_a_child_returns_is_not_asked_for(torch, see):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1))
    net[0]._register_state_dict_hook(lambda m, state, prefix, local: {"lost": 1})
    see("saved", list(net.state_dict()))


@claim
def one_function_is_public_or_private(torch, see):
    net = torch.nn.Linear(1, 1)

    def hook(module, state, prefix, local):
        return None

    net.register_state_dict_post_hook(hook)
    see.raises("both", lambda: net._register_state_dict_hook(hook), message=True)


@claim
def a_hook_before_loading_sees_all_the_lists(torch, see):
    net, told = net_of(torch), []

    def before(module, state, prefix, local, strict, missing, unexpected, errors):
        told.append((type(module).__name__, prefix, sorted(state), dict(local), strict, missing, unexpected, errors))

    for m in net.modules():
        m.register_load_state_dict_pre_hook(before)
    see("matched", tuple(net.load_state_dict(net.state_dict())))
    see("told", told)


@claim
def a_hook_before_loading_may_rename_keys_and_add_errors(torch, see):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1))

    def rename(module, state, prefix, *others):
        for name in ("weight", "bias"):
            if prefix + "old_" + name in state:
                state[prefix + name] = state.pop(prefix + "old_" + name)

    net[0].register_load_state_dict_pre_hook(rename)
    state = {"0.old_weight": torch.full((1, 1), 5.0), "0.old_bias": torch.ones(1)}
    see("matched", tuple(net.load_state_dict(state)))
    see("loaded", net[0].weight)
    see("left alone", list(state))

    def complain(module, state, prefix, local, strict, missing, unexpected, errors):
        missing.append("sense")
        unexpected.append("nonsense")
        errors.append("no")

    net.register_load_state_dict_pre_hook(complain)
    see.raises("all said", lambda: net.load_state_dict(state), message=True)


@claim
def a_private_hook_before_loading_takes_the_module_or_not(torch, see):
    net, told = torch.nn.Linear(1, 1), []
    net._register_load_state_dict_pre_hook(lambda *args: told.append(len(args)))
    net._register_load_state_dict_pre_hook(lambda *args: told.append((len(args), args[0] is net)), with_module=True)
    net.register_load_state_dict_pre_hook(lambda *args: told.append(("public", len(args), args[0] is net)))
    net.load_state_dict(net.state_dict())
    see("told", told)


@claim
def a_hook_of_the_module_itself_keeps_working_in_a_copy(torch, see):
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.called = 0
            self._register_load_state_dict_pre_hook(self.before)
            self.register_load_state_dict_pre_hook(Net.with_module)

        def before(self, *args):
            self.called += 1

        def with_module(self, *args):
            self.called += 10

    net = Net()
    net.load_state_dict({})
    other = copy.deepcopy(net)
    other.load_state_dict({})
    see("each its own", (net.called, other.called))


@claim
def a_hook_after_loading_may_change_what_is_said(torch, see):
    net, told = net_of(torch), []

    def after(module, keys):
        told.append((type(module).__name__, type(keys).__name__, list(keys.missing_keys), list(keys.unexpected_keys)))

    for m in net.modules():
        m.register_load_state_dict_post_hook(after)
    net[0].register_load_state_dict_post_hook(lambda m, keys: keys.missing_keys.clear())
    state = net.state_dict()
    del state["0.weight"]
    see("nothing is missing any more", tuple(net.load_state_dict(state)))
    see("told, children first", told)


@claim
def a_hook_after_loading_may_make_keys_missing(torch, see):
    net = torch.nn.Linear(1, 1)
    handle = net.register_load_state_dict_post_hook(lambda m, keys: keys.missing_keys.append("more"))
    see.raises("strictly", lambda: net.load_state_dict(net.state_dict()), message=True)
    see("not strictly", tuple(net.load_state_dict(net.state_dict(), strict=False)))
    handle.remove()
    see("removed", tuple(net.load_state_dict(net.state_dict())))


@claim
def a_hook_after_loading_returns_nothing(torch, see):
    net = torch.nn.Linear(1, 1)
    net.register_load_state_dict_post_hook(lambda m, keys: keys)
    see.raises("keys", lambda: net.load_state_dict(net.state_dict()))


@claim
def a_hook_after_loading_comes_after_the_loading(torch, see):
    net, seen = torch.nn.Sequential(torch.nn.Linear(1, 1)), []
    net.register_load_state_dict_post_hook(lambda m, keys: seen.append(m[0].weight.item()))
    net.load_state_dict({"0.weight": torch.full((1, 1), 3.0), "0.bias": torch.zeros(1)})
    see("seen", seen)


def shout(module, *args):
    module.heard = getattr(module, "heard", 0) + 1


@claim
def a_pickled_module_keeps_its_state_hooks(torch, see):
    net = torch.nn.Linear(1, 1)
    net.register_state_dict_pre_hook(shout)
    net.register_load_state_dict_pre_hook(shout)
    net.register_load_state_dict_post_hook(shout)
    back = pickle.loads(pickle.dumps(net))
    back.load_state_dict(back.state_dict())
    see("heard", (back.heard, hasattr(net, "heard")))


@claim
def every_handle_removes_its_own_hook(torch, see):
    net, told = torch.nn.Linear(1, 1), []

    def tells(name):
        return lambda *args: told.append(name)

    handles = [
        net.register_state_dict_pre_hook(tells("before saving")),
        net.register_state_dict_post_hook(tells("after saving")),
        net._register_load_state_dict_pre_hook(tells("before loading")),
        net.register_load_state_dict_post_hook(tells("after loading")),
    ]
    net.load_state_dict(net.state_dict())
    see("all", told)
    for handle in handles:
        handle.remove()
        handle.remove()
    net.load_state_dict(net.state_dict())
    see("none", len(told))
    see("classes", {type(h).__name__ for h in handles})
    see("one class", all(isinstance(h, torch.utils.hooks.RemovableHandle) for h in handles))


@claim
def one_hook_may_stand_twice(torch, see):
    net, told = torch.nn.Linear(1, 1), []

    def hook(*args):
        told.append(1)

    first = net.register_state_dict_pre_hook(hook)
    net.register_state_dict_pre_hook(hook)
    net.state_dict()
    first.remove()
    net.state_dict()
    see("called", len(told))


@claim
def the_order_of_all_of_them(torch, see):
    net, told = net_of(torch), []

    def tells(*words):
        return lambda *args: told.append(words)

    for i, m in enumerate(net.modules()):
        for n in (1, 2):
            m.register_state_dict_pre_hook(tells("before saving", i, n))
            m.register_state_dict_post_hook(tells("after saving", i, n))
            m.register_load_state_dict_pre_hook(tells("before loading", i, n))
            m.register_load_state_dict_post_hook(tells("after loading", i, n))
    net.load_state_dict(net.state_dict())
    see("told", told)
