"""tree(): what it looks up, what it says as text, what it sends to a widget, and when it stops following."""

import json
import subprocess
import sys

import hypothesis.strategies as st
import pytest
import torch
from hypothesis import given, settings
from torch import nn

import course
from course import notebook, numpy_torch, two_worlds
from course.widgets import module_tree
from course.widgets.module_tree import tree


def test_the_text_shows_the_tree_and_what_is_unlike():
    mine, theirs = nn.Linear(3, 2, bias=False), nn.Linear(3, 2)
    mine.weight.requires_grad_(False)
    mine.eval()
    assert repr(tree(mine, theirs)).splitlines() == [
        "Linear: 3 places unlike torch's",
        "▢ Linear  Linear  frozen  eval",
        "│   ≠ mode: torch's is in train mode, yours is in eval mode",
        "├─ ● weight  [2, 3]  frozen",
        "│      ≠ frozen: torch's asks for a gradient, yours asks for none",
        "└─ ● bias  None",
        "       ≠ None: torch's holds one, yours is None",
    ]


def test_a_module_with_nothing_beside_it_says_how_to_put_torchs_there():
    assert repr(tree(nn.Identity())).startswith('Identity: yours alone: tree("name") puts torch\'s beside it\n')


def test_a_module_is_called_what_the_learner_calls_it(worlds):
    worlds[0]["line"] = nn.Linear(1, 1)
    assert repr(tree(worlds[0]["line"])).startswith('line: yours alone: tree("line") puts')


def test_a_large_tree_is_cut_in_the_text():
    said = repr(tree(nn.ModuleList(nn.Identity() for _ in range(100)))).splitlines()
    assert said[-1] == "... and 21 more lines"


@pytest.fixture
def worlds(monkeypatch):
    """The learner's names, and those of the two worlds of %%both."""
    here, both = {}, {"torch": {}, "yours": {}}
    monkeypatch.setattr(module_tree, "_namespace", lambda: here)
    monkeypatch.setattr(module_tree, "defined", lambda world: both[world])
    return here, both


def test_by_name_yours_is_looked_up_here_and_torchs_in_its_world(worlds):
    here, both = worlds
    here["net"], both["torch"]["net"] = nn.Linear(3, 2), nn.Linear(3, 4)
    assert repr(tree("net")).startswith("net: 2 places unlike torch's")


def test_by_name_yours_may_be_the_one_that_both_has_made(worlds):
    _, both = worlds
    both["yours"]["net"], both["torch"]["net"] = nn.Linear(3, 2), nn.Linear(3, 2)
    assert repr(tree("net")).startswith("net: like torch's")


def test_by_name_where_torchs_world_has_none_yours_is_alone_and_says_so(worlds):
    worlds[0]["net"] = nn.Linear(3, 2)
    assert "torch's world has no module net" in repr(tree("net"))


@pytest.mark.parametrize("yours", [{}, {"net": "nothing yet"}])
def test_by_name_where_yours_is_no_module_yet_torchs_is_alone_and_says_so(worlds, yours):
    here, both = worlds
    here.update(yours)
    both["torch"]["net"] = nn.Linear(3, 2)
    shown = tree("net")
    assert repr(shown).startswith("net: torch's alone: your world has no module net yet\n▢ net  Linear")
    assert shown.state()["whose"] == "torch's"
    here["net"] = nn.Linear(3, 4)
    assert repr(shown).startswith("net: 2 places unlike torch's")


def test_by_name_without_torch_what_is_no_module_yet_is_told_and_raises_nothing(worlds, monkeypatch):
    monkeypatch.setattr(module_tree, "live", lambda: False)
    worlds[0]["net"] = "nothing yet"
    shown = tree("net")
    assert repr(shown) == "torch is not installed here, and your world has no module net yet"
    assert shown.state()["rows"] == []


def test_by_name_it_is_looked_up_every_time(worlds):
    here, _ = worlds
    here["net"] = nn.Linear(3, 2)
    shown = tree("net")
    here["net"] = nn.Identity()
    assert "Identity" in repr(shown)
    here["net"] = 5
    assert repr(shown) == "a tree is of a module, and this is an int"
    assert shown.state()["rows"] == []
    del here["net"]
    assert repr(shown) == "net is not defined, neither here nor in %%both. Run the cell that makes it"


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        (("net",), NameError, "Run the cell that makes it"),
        (("net.weight",), TypeError, r'tree\("net"\)'),
        ((5,), TypeError, "this is an int"),
    ],
)
def test_what_cannot_be_shown_is_said_at_once(worlds, asked, error, words):
    with pytest.raises(error, match=words):
        tree(*asked)


def test_both_gives_its_names_world_by_world(monkeypatch):
    import solutions.reference

    session = two_worlds.Both(solutions.reference.nn)
    monkeypatch.setattr(two_worlds, "_session", [session])
    session.run("net = nn.Module()")
    assert type(two_worlds.defined("torch")["net"]) is nn.Module
    assert type(two_worlds.defined("yours")["net"]) is solutions.reference.nn.Module


# -- whatever a learner's module is made of


class Haunted:
    """An object that raises wherever it is touched; its class alone is left to hypothesis."""

    def __getattribute__(self, name):
        if name != "__class__":
            raise RuntimeError(name)
        return Haunted

    def never(self, *anything):
        raise RuntimeError("it ran")

    __str__ = __len__ = __bool__ = __iter__ = __call__ = __eq__ = never
    __hash__ = object.__hash__


JUNK = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=3),
    st.builds(Haunted),
    st.builds(lambda: torch.ones(2)),
    st.builds(lambda: numpy_torch.ones(2, requires_grad=True)),
    st.builds(lambda: nn.Linear(1, 1)),
    st.builds(lambda: Haunted),
)
THINGS = st.recursive(
    JUNK, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
)
NAMES = ["_parameters", "_buffers", "_modules", "training", "_forward_hooks", "_non_persistent_buffers_set", "w"]
KEYS = st.one_of(st.text(max_size=2), st.integers(), st.builds(Haunted))


def half_built(own):
    made = type("Module", (), {})()
    vars(made).update(own)
    return made


HALF_BUILT = st.dictionaries(
    st.sampled_from(NAMES), THINGS | st.dictionaries(KEYS, THINGS, max_size=3), max_size=len(NAMES)
).map(half_built)


@settings(max_examples=150, deadline=None)
@given(HALF_BUILT, HALF_BUILT)
def test_no_module_however_it_is_built_stops_the_tree(mine, theirs):
    for asked in ((mine,), (mine, theirs), (mine, nn.Linear(1, 1)), (mine, mine)):
        shown = tree(*asked)
        assert json.loads(json.dumps(shown.state()))["rows"]
        assert repr(shown)
    assert tree(mine, mine).state()["agrees"]


# -- what the widget draws


def rows(*asked):
    return {row["key"]: row for row in tree(*asked).state()["rows"]}


def test_the_state_is_plain_json():
    net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    net.append(net[0])
    state = tree(net, nn.Sequential(nn.Linear(2, 2))).state()
    assert json.loads(json.dumps(state)) == state


def test_a_row_says_everything_in_words():
    mine, theirs = nn.Linear(2, 2), nn.Linear(2, 3)
    mine.weight.requires_grad_(False)
    said = rows(mine, theirs)["weight"]["label"]
    assert said == (
        "weight, parameter, [2, 2], frozen, shape: torch's is [3, 2], yours is [2, 2], "
        "frozen: torch's asks for a gradient, yours asks for none"
    )


def test_the_details_of_both_stand_side_by_side_and_what_is_unlike_is_marked():
    facts = {name: told for name, *told in rows(nn.Linear(2, 2), nn.Linear(2, 3))["weight"]["facts"]}
    assert facts["shape"] == ["[2, 2]", "[3, 2]", True]
    assert facts["dtype"] == ["torch.float32", "torch.float32", False]
    assert facts["gradient"] == ["None", "None", False]


def test_a_line_joins_each_shared_object_with_where_it_stands_first():
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net[1].weight = net[0].weight
    assert tree(net).state()["links"] == [{"side": "yours", "from": "0.weight", "to": "1.weight"}]


def test_a_line_may_lead_to_the_whole():
    net = nn.Module()
    net._modules["self"] = net
    assert tree(net).state()["links"] == [{"side": "yours", "from": ".", "to": "self"}]


def test_keys_are_unique_where_names_are_not():
    net = nn.Module()
    net._parameters["w"] = nn.Parameter(torch.ones(1))
    vars(net)["w"] = torch.ones(1)
    keys = [row["key"] for row in tree(net).state()["rows"]]
    assert keys == [".", "w", "w 2"]


def test_a_large_tree_opens_where_something_is_unlike():
    def make():
        return nn.ModuleDict({name: nn.Sequential(*(nn.Linear(2, 2) for _ in range(9))) for name in "abc"})

    mine = make()
    mine["b"][4].requires_grad_(False)
    found = rows(mine, make())
    assert [key for key, row in found.items() if row["open"] and row["children"]] == [".", "b", "b.4"]


# -- following


class Shell:
    """A kernel as far as a widget sees one."""

    kernel = None
    user_ns = {}  # noqa: RUF012

    class events:  # noqa: N801
        called = []  # noqa: RUF012

        @classmethod
        def register(cls, event, call):
            cls.called.append((event, call))

        @classmethod
        def unregister(cls, event, call):
            cls.called.remove((event, call))


@pytest.fixture
def widget(monkeypatch):
    from course.widgets.module_tree_widget import ModuleTreeWidget

    monkeypatch.setattr(notebook, "shell", lambda: Shell)
    net = nn.Linear(2, 2)
    made = ModuleTreeWidget(tree(net).state)
    yield made, net
    made.close()
    assert Shell.events.called == []


def run_a_cell():
    for _, call in list(Shell.events.called):
        call(None)


def test_a_widget_follows_its_module_from_cell_to_cell(widget):
    made, net = widget
    net.eval()
    run_a_cell()
    assert "eval" in made.state["rows"][0]["yours"]["flags"]


def test_a_widget_that_nobody_sees_follows_nothing_until_it_is_seen_again(widget):
    made, net = widget
    made._heard(made, {"view": "a", "is": "shown"}, [])
    made._heard(made, {"view": "b", "is": "shown"}, [])
    made._heard(made, {"view": "a", "is": "gone"}, [])
    assert len(Shell.events.called) == 1
    made._heard(made, {"view": "b", "is": "gone"}, [])
    assert Shell.events.called == []
    net.eval()
    made._heard(made, {"view": "c", "is": "shown"}, [])
    assert "eval" in made.state["rows"][0]["yours"]["flags"]


def test_a_notebook_gets_the_widget_with_the_text_beside_it(widget):
    shown = tree(widget[1])._repr_mimebundle_()
    assert set(shown) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert shown["text/plain"] == repr(tree(widget[1]))
    from ipywidgets import Widget

    Widget.close_all()


def test_a_terminal_gets_the_text_alone():
    assert list(tree(nn.Identity())._repr_mimebundle_()) == ["text/plain"]


# -- elsewhere

WITHOUT = """
import sys
sys.modules["torch"] = sys.modules["anywidget"] = sys.modules["ipywidgets"] = None
import solutions.reference as torch
from course import tree
net = torch.nn.Module()
net.w = torch.nn.Parameter(torch.ones(2))
print(tree(net))
print(tree("net"))
"""


def test_it_works_without_torch_and_without_widgets():
    run = subprocess.run([sys.executable, "-W", "error", "-c", WITHOUT], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "└─ ● w  [2]" in run.stdout
    assert "net: yours alone: torch is not installed here" in run.stdout


def test_asking_for_tree_imports_no_widget():
    code = "import sys\nfrom course import tree\nassert 'anywidget' not in sys.modules and 'torch' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_tree_is_one_of_the_courses_names():
    assert course.tree is tree
