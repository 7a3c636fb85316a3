"""The timeline: every hook in order, what it is given and rewrites, two worlds side by side, nothing left behind."""

import json
import subprocess
import sys
import warnings

import pytest

from course.numpy_torch_with import empty_nn
from course.widgets import timeline_recorder
from course.widgets.timeline import timeline
from course.widgets.timeline_comparing import difference, rows
from course.widgets.timeline_events import RAISES
from course.widgets.timeline_recording import NoPass, record
from course.widgets.timeline_text import notes, text
from course.widgets.timeline_widget import view
from course.widgets.timeline_words import brief, does
from course.widgets.two import both_worlds
from solutions.reference import nn as whole

WORLDS = TORCH, YOURS = both_worlds(whole)


def pair(torch):
    """Two modules, one inside the other, and an input that asks for a gradient."""
    nn = torch.nn
    return nn.Sequential(nn.Linear(2, 3)), torch.ones(1, 2, requires_grad=True)


def hooked(add):
    """A pass over `pair` with hooks that `add(torch, net)` registers."""

    def one_pass(torch):
        net, x = pair(torch)
        add(torch, net)
        return net, x

    return one_pass


def fired(seen):
    """The kinds, paths and names of a pass's events, the observers' names empty."""
    return [(event.kind, event.path, event.hook) for event in seen.events]


def own(seen):
    return [event for event in seen.events if event.hook]


def first_difference(one_pass, worlds=WORLDS):
    passes = record(one_pass, list(worlds))
    return difference(rows(passes), passes)[1]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_pass_is_seen_from_the_outside_in_and_back_again(world):
    seen = record(pair, [world])[world.name]
    assert seen.modules == [("", "Sequential"), ("0", "Linear")]
    assert fired(seen) == [
        ("forward pre-hook", "", ""),
        ("forward pre-hook", "0", ""),
        ("forward hook", "0", ""),
        ("forward hook", "", ""),
        ("backward pre-hook", "", ""),
        ("backward pre-hook", "0", ""),
        ("backward hook", "0", ""),
        ("backward hook", "", ""),
    ]


def test_both_worlds_agree_on_a_pass():
    assert first_difference(pair) == "Both worlds fire the same hooks with the same values, in 8 steps."


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_hooks_keep_their_order_with_observers_after_them(world):
    def add(torch, net):
        net[0].register_forward_hook(second := named("second"))
        net[0].register_forward_hook(named("first"), prepend=True)
        torch.nn.modules.module.register_module_forward_hook(named("for_all"))
        assert second.__name__ == "second"

    seen = record(hooked(add), [world])[world.name]
    hooks = [event.hook for event in seen.events if event.kind == "forward hook" and event.path == "0"]
    assert hooks == ["for_all", "first", "second", ""]
    assert [event.for_all for event in own(seen)] == [True, False, False, True]


def fill(number):
    def fill(module, args, output):
        return 0 * output + number

    return fill


def named(name, returns=None):
    """A hook of a name."""

    def hook(*given):
        return returns

    hook.__name__ = name
    return hook


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_hook_that_rewrites_is_named_with_what_it_was_given_and_returned(world):
    def double(module, args, output):
        return 2 * output

    def ones(module, args):
        args[0].detach().fill_(3)

    def add(torch, net):
        net.register_forward_pre_hook(ones)
        net.register_forward_hook(double)

    before, after = own(record(hooked(add), [world])[world.name])
    assert (before.hook, does(before)) == ("ones", "changes in place what it is given")
    assert dict(before.given)["args"].items[0].values.tolist() == [[1, 1]]
    assert (after.hook, does(after)) == ("double", "rewrites output")
    given = dict(after.given)
    assert list(given) == ["args", "output"]
    assert given["args"].items[0].values.tolist() == [[3, 3]]
    assert after.returned.values.tolist() == (2 * given["output"].values).tolist()


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_hook_that_returns_what_was_there_rewrites_nothing(world):
    def add(torch, net):
        net.register_forward_pre_hook(lambda module, args: args[0])
        net.register_forward_hook(lambda module, args, output: output)
        net.register_full_backward_hook(lambda module, grad_input, grad_output: grad_input)

    seen = own(record(hooked(add), [world])[world.name])
    assert [does(event) for event in seen] == [f"returns the same {it}" for it in ("args", "output", "grad_input")]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_keyword_arguments_stand_between_args_and_output(world):
    def add(torch, net):
        net.register_forward_pre_hook(named("before"), with_kwargs=True)
        net.register_forward_hook(named("after"), with_kwargs=True)

    seen = record(hooked(add), [world])[world.name]
    assert [[name for name, _ in event.given] for event in own(seen)] == [
        ["args", "kwargs"],
        ["args", "kwargs", "output"],
    ]


def test_a_hook_of_a_tensor_and_one_after_its_gradient_are_seen():
    def add(torch, net):
        net[0].weight.register_hook(lambda grad: 3 * grad)
        net[0].bias.register_post_accumulate_grad_hook(named("added"))

    passes = record(hooked(add), list(WORLDS))
    for seen in passes.values():
        weight, bias = sorted(own(seen), key=lambda event: event.path, reverse=True)
        assert (weight.kind, weight.path, does(weight)) == ("tensor hook", "0.weight", "rewrites grad")
        assert (bias.kind, bias.path, does(bias)) == ("post-accumulate-grad hook", "0.bias", "")
    steps = view(passes)["steps"]
    assert {step["path"] for step in steps if "tensor" in step["cells"]["torch"]["kind"]} == {"0"}


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_hook_that_another_one_registers_is_seen_from_then_on(world):
    def add(torch, net):
        net.register_forward_pre_hook(lambda module, args: net[0].register_forward_hook(named("late")) and None)

    assert [event.hook for event in own(record(hooked(add), [world])[world.name])] == ["<lambda>", "late"]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_hook_that_takes_itself_out_stays_out_and_nothing_else_is_left_or_lost(world):
    kept = []

    def add(torch, net):
        def once(module, args):
            handle.remove()

        handle = net.register_forward_pre_hook(once)
        net.register_forward_hook(named("stays"))
        kept.append(net)

    before = world.torch.nn.modules.module._global_forward_hooks.copy()
    record(hooked(add), [world])
    for module in (kept[0], kept[0][0]):
        registries = {name: held for name, held in vars(module).items() if name.endswith("_hooks")}
        hooks = [hook.__name__ for held in registries.values() for hook in held.values()]
        assert hooks == (["stays"] if module is kept[0] else [])
        assert not any(hasattr(hook, "__wrapped__") for held in registries.values() for hook in held.values())
        assert vars(module).get("_is_full_backward_hook") is None
    assert world.torch.nn.modules.module._global_forward_hooks == before


def test_a_hook_keeps_its_name_while_it_is_watched():
    names = []

    def add(torch, net):
        net.register_forward_hook(named("inner"))
        net.register_forward_hook(lambda module, *rest: names.extend(vars(module)["_forward_hooks"].values()))

    record(hooked(add), [YOURS])
    assert [hook.__name__ for hook in names] == ["inner", "<lambda>", "_observer"]


def test_the_first_difference_names_the_hook_and_the_values():
    def add(torch, net):
        net[0].register_forward_hook(fill(2.0 if torch is TORCH.torch else 3.0))

    assert first_difference(hooked(add)) == (
        "First difference, step 3: fill, a forward hook of 0 (Linear): what it returns differs: "
        "torch [1, 3] 2, 2, 2, yours [1, 3] 3, 3, 3."
    )


def test_a_hook_that_fires_in_one_world_alone_is_a_difference():
    def add(torch, net):
        if torch is TORCH.torch:
            net[0].register_forward_hook(named("lost"))

    said = first_difference(hooked(add))
    assert said == "First difference, step 3: torch calls lost, a forward hook of 0 (Linear); yours never does."


def test_hooks_in_another_order_are_a_difference():
    def add(torch, net):
        for name in "ab" if torch is TORCH.torch else "ba":
            net.register_forward_hook(named(name))

    assert "does so at another step" in first_difference(hooked(add))


def test_a_change_in_place_in_one_world_alone_is_a_difference():
    def add(torch, net):
        def twice(module, args, output):
            if torch is not TORCH.torch:
                output.detach().mul_(2)

        net.register_forward_hook(twice)

    said = first_difference(hooked(add))
    assert said.endswith("twice, a forward hook of the net (Sequential) changes what it is given in yours alone.")


def test_a_method_that_is_not_there_is_said_and_what_it_would_show_is_no_difference():
    class Bare:
        def __init__(self):
            self._modules, self._parameters = {}, {}

        def __call__(self, x):
            return x * 2

    def one_pass(torch):
        return (torch.nn.Identity() if torch is TORCH.torch else Bare()), torch.ones(2, requires_grad=True)

    Bare.__name__ = "Module"
    passes = record(one_pass, [TORCH, both_worlds(empty_nn())[1]])
    assert notes(passes) == [
        "yours has no register_forward_pre_hook yet.",
        "yours has no register_forward_hook yet.",
        "yours has no register_full_backward_pre_hook yet.",
        "yours has no register_full_backward_hook yet.",
    ]
    assert difference(rows(passes), passes) == (-1, "Nothing can be compared yet.")
    assert {row.idle["yours"] for row in rows(passes)} == {note.removeprefix("yours ") for note in notes(passes)}


def test_an_exercise_that_is_waiting_ends_its_lane_and_is_no_difference():
    def add(torch, net):
        def waiting(module, args):
            if torch is not TORCH.torch:
                raise NotImplementedError("8.7")

        net[0].register_forward_pre_hook(waiting)

    passes = record(hooked(add), list(WORLDS))
    found = rows(passes)
    assert fired(passes["yours"])[-1] == ("waits for exercise", "", "")
    assert {row.idle["yours"] for row in found[4:]} == {"has ended"}
    assert difference(found, passes) == (-1, "No difference in the 2 steps that both worlds come to.")
    assert "yours   waits for exercise 8.7" in text(passes)


def test_an_exception_in_one_world_is_told_with_the_line_it_was_raised_at():
    def add(torch, net):
        net[0].register_forward_hook(lambda module, args, output: None if torch is TORCH.torch else output.nothing)

    passes = record(hooked(add), list(WORLDS))
    last = passes["yours"].events[-1]
    assert (last.kind, last.of) == (RAISES, "AttributeError")
    assert last.where.startswith("test_timeline.py, line ")
    at, said = difference(rows(passes), passes)
    assert (at, "torch raises nothing, yours AttributeError" in said) == (2, True)


def test_where_backward_hooks_forbid_a_change_in_place_the_pass_is_run_without_them():
    def one_pass(torch):
        nn = torch.nn
        net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(inplace=True)) if torch is TORCH.torch else pair(torch)[0]
        return net, torch.ones(1, 2)

    passes = record(one_pass, list(WORLDS))
    assert RAISES not in [event.kind for event in passes["torch"].events]
    assert notes(passes)[0].startswith(
        "The backward pass is not watched. With a hook on each module, torch raises RuntimeError: Output 0 of Backward"
    )


def test_a_deprecated_backward_hook_is_watched_and_said():
    def add(torch, net):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            net[0].register_backward_hook(named("old"))

    seen = record(hooked(add), [TORCH])["torch"]
    assert [event.hook for event in own(seen)] == ["old"]
    assert [note for note in seen.notes if "Cannot use both" in note] == seen.notes != []


def test_an_output_without_gradient_has_no_backward_pass_and_it_says_so():
    passes = record(lambda torch: (torch.nn.Identity(), torch.ones(2)), list(WORLDS))
    assert notes(passes) == ["Nothing in the output asks for a gradient, so there is no backward pass."]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_inputs_may_be_several_and_a_loss_may_be_given(world):
    def one_pass(torch):
        class Sum(torch.nn.Module):
            def forward(self, a, b):
                return a + b

        x = torch.ones(1, 2, requires_grad=True)
        return Sum(), (x, x), lambda output: output.sum() / 2

    seen = record(one_pass, [world])[world.name]
    assert brief(dict(seen.events[0].given)["args"]) == "([1, 2] 1, 1, [1, 2] 1, 1)"
    backward = next(event for event in seen.events if event.kind == "backward pre-hook")
    assert brief(dict(backward.given)["grad_output"]) == "[1, 2] 0.5, 0.5"


@pytest.mark.parametrize("given", [None, 3, (1, 2), lambda torch: torch.nn.Linear(1, 1)])
def test_what_is_no_pass_is_told_the_line_to_write(given):
    with pytest.raises(NoPass, match=r"return net, x"):
        timeline(given if callable(given) else lambda torch: given, nn=whole)


def test_a_net_from_outside_is_said_to_belong_inside():
    net = whole.Linear(1, 1)
    passes = record(lambda torch: (net, torch.ones(1)), list(WORLDS))
    assert passes["torch"].notes == [
        "is given a Linear of the numpy torch: make the net in one_pass, from the torch that it is given."
    ]


def test_what_a_hook_prints_stands_beside_it_and_nowhere_else(capsys):
    def add(torch, net):
        net.register_forward_hook(lambda module, args, output: print("hello", len(args)))

    [event] = own(record(hooked(add), [YOURS])["yours"])
    assert event.printed == "hello 1\n"
    assert capsys.readouterr().out == ""


def test_a_long_pass_is_shown_as_far_as_it_can_be(monkeypatch):
    monkeypatch.setattr(timeline_recorder, "MOST_EVENTS", 3)
    seen = record(pair, [YOURS])["yours"]
    assert len(seen.events) == 3
    assert seen.notes == ["Only the first 3 calls of hooks are shown."]


def test_the_learners_generator_and_modes_are_left_as_they_were():
    before = YOURS.torch.get_rng_state().tolist()
    record(pair, [YOURS])
    assert YOURS.torch.get_rng_state().tolist() == before


def test_numbers_are_told_where_they_are_few_and_the_norm_where_not():
    from course.recordings import plain

    torch = YOURS.torch

    def told(value):
        return brief(plain(value, torch, False))

    assert told(torch.tensor([1.0, 2.5])) == "[2] 1, 2.5"
    assert told(torch.ones(4, 4)) == "[4, 4] norm 4"
    assert told(torch.tensor(3)) == "3"
    assert told((torch.ones(1), None)) == "([1] 1, None)"
    assert told({"y": torch.ones(1)}) == "y=[1] 1"
    assert told({}) == "none"


def test_the_view_is_plain_json_and_names_the_step_of_the_first_difference():
    def add(torch, net):
        net[0].register_forward_hook(fill(2.0 if torch is TORCH.torch else 3.0))

    shown = view(record(hooked(add), list(WORLDS)))
    assert json.loads(json.dumps(shown))["worlds"] == ["torch", "yours"]
    assert shown["first"] == 2
    assert shown["steps"][2]["cells"]["yours"]["hook"] == "fill"
    assert [module["depth"] for module in shown["modules"]] == [0, 1]
    assert [step["backward"] for step in shown["steps"]] == [False] * 5 + [True] * 4


def test_without_a_notebook_it_is_text_and_stderr_is_silent(capsys):
    timeline(pair, nn=whole)
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == "Both worlds fire the same hooks with the same values, in 8 steps."
    assert lines[2].startswith("  2  forward pre-hook  0 (Linear)            args [1, 2] 1, 1")


def test_where_torch_is_not_installed_there_is_one_lane_and_it_says_so():
    code = """
import sys
sys.modules["torch"] = None
from course import timeline
from solutions.reference import nn
timeline(lambda torch: (torch.nn.Linear(2, 1), torch.ones(1, 2)), nn=nn)
"""
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("torch is not installed here: yours is shown alone.\n  1  forward pre-hook")
