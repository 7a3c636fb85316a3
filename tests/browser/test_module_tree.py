"""The module tree in JupyterLab: seen in each theme, used by keyboard, followed from cell to cell."""

import os
from pathlib import Path

import pytest
from contrast import audit, measuring
from desk import Desk, desk, plain_text
from playwright.sync_api import expect

from course import book

pytestmark = pytest.mark.browser

LESSON = "01_parameter"
EXERCISES = book.lesson(LESSON).exercises
MAKE = """%%both
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(3, 2))
        self.bias = nn.Parameter(torch.zeros(3), requires_grad=False)
        inner = nn.Module()
        inner.scale = nn.Parameter(torch.ones(1))
        self._modules.update(inner=inner, tied=inner)  # lesson 01 does not register modules yet

net = Net()
"""
UNLIKE = """net = nn.Module()
net.weight = nn.Parameter(torch.ones(3, 3))
net.bias = nn.Parameter(torch.ones(3))
net._modules["also"] = nn.Module()
net._modules["also"].scale = net.bias
"""
# The cells of the lesson that stand in for a learner's own.
BOTH, TREE, COUNT = "check-1-1", "check-1-2", "check-1-3"
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The learner's own nn of lesson 01, a net in both worlds, and its tree."""
    with desk(LESSON, tmp_path_factory.mktemp("desk")) as found:
        for exercise in EXERCISES.values():
            found.write(f"answer-{exercise.id.replace('.', '-')}", exercise.answer)
        found.run_all()
        found.write(BOTH, MAKE)
        assert plain_text(found.run(BOTH)) == "both    (nothing)"
        found.write(TREE, 'from course import tree\ntree("net")')
        found.run(TREE)
        measuring(found.page)
        yield found


@pytest.fixture
def tree(lab):
    """The widget, as it is after the net was made anew."""
    change(lab, "globals().pop('net', None)")
    lab.run(BOTH)
    lab.run(TREE)
    shown = lab.shows(TREE).locator(".rn-module-tree")
    expect(shown.get_by_role("treeitem")).to_have_count(6)
    return shown


def change(lab: Desk, code: str) -> None:
    """Run code as a cell elsewhere does: the focus stays where it is."""
    lab.page.evaluate(
        """async (code) => {
            const session = window.course_panel.sessionContext.session;
            await session.kernel.requestExecute({code}).done;
        }""",
        code,
    )


def item(tree, key):
    return tree.locator(f'[role="treeitem"][data-key="{key}"]')


def focused(lab):
    return lab.page.evaluate("() => document.activeElement.getAttribute('data-key')")


def picture(lab, name):
    """Keep a screenshot where COURSE_SCREENSHOTS says; a person looks at it."""
    if folder := os.environ.get("COURSE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        lab.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_it_shows_the_learners_net_like_torchs(lab, tree):
    expect(tree.locator(".rn-says")).to_have_text("✓ like torch's")
    assert plain_text(lab.cell(TREE)).startswith("net: like torch's\n▢ net  Net\n├─ ● weight  [3, 2]")


def test_its_rows_are_a_tree_with_names_levels_and_places(tree):
    expect(tree.get_by_role("tree")).to_have_attribute("aria-label", "net, yours beside torch's: like torch's")
    asked = ("aria-level", "aria-posinset", "aria-setsize", "aria-expanded", "aria-label")
    said = [[row.get_attribute(name) for name in asked] for row in tree.get_by_role("treeitem").all()]
    assert said == [
        ["1", "1", "1", "true", "net, module, Net"],
        ["2", "1", "4", None, "weight, parameter, [3, 2]"],
        ["2", "2", "4", None, "bias, parameter, [3], frozen"],
        ["2", "3", "4", "true", "inner, module, Module"],
        ["3", "1", "1", None, "scale, parameter, [1]"],
        ["2", "4", "4", None, "tied, module, Module, = inner"],
    ]


def test_the_keyboard_walks_folds_and_chooses(lab, tree):
    item(tree, ".").focus()
    for key, at in [
        ("ArrowDown", "weight"),
        ("End", "tied"),
        ("ArrowUp", "inner.scale"),
        ("ArrowLeft", "inner"),
        ("ArrowLeft", "inner"),
        ("ArrowDown", "tied"),
        ("Home", "."),
        ("b", "bias"),
    ]:
        lab.page.keyboard.press(key)
        assert focused(lab) == at, key
    expect(item(tree, "inner")).to_have_attribute("aria-expanded", "false")
    expect(item(tree, "inner.scale")).to_have_count(0)
    expect(tree.get_by_role("region", name="details of net.bias")).to_contain_text("requires_grad")
    assert tree.locator('[role="treeitem"][tabindex="0"]').count() == 1


def test_keys_pressed_in_the_tree_are_no_commands_of_the_notebook(lab, tree):
    before = [cell["id"] for cell in lab.cells()]
    item(tree, "weight").focus()
    for key in ("d", "d", "a", "x", "Enter", "ArrowDown"):
        lab.page.keyboard.press(key)
    assert [cell["id"] for cell in lab.cells()] == before
    assert focused(lab) == "bias"


def test_it_follows_the_net_and_the_focus_stays(lab, tree):
    item(tree, "inner.scale").click()
    assert focused(lab) == "inner.scale"
    picked = lab.page.evaluate_handle("() => document.activeElement")
    change(lab, "from course.two_worlds import defined\nnet = defined('yours')['net']\ndel net._parameters['bias']")
    expect(tree.locator(".rn-says")).to_have_text("≠ 1 place unlike torch's")
    label = "bias, parameter, [3], frozen, missing: torch's has it, yours has not"
    expect(item(tree, "bias")).to_have_attribute("aria-label", label)
    assert lab.page.evaluate("(before) => document.activeElement === before", picked)
    change(lab, "del net._modules['inner'], net._modules['tied']")
    expect(tree.locator(".rn-says")).to_have_text("≠ 3 places unlike torch's")
    assert focused(lab) == "inner.scale"
    expect(tree.get_by_role("status")).to_have_text("net: 3 places unlike torch's")
    change(lab, "del net")


def test_the_next_difference_is_one_button_away(lab, tree):
    change(lab, UNLIKE)
    tree.get_by_role("button", name="Next difference").focus()
    lab.page.keyboard.press("Enter")
    assert focused(lab) == "."
    tree.get_by_role("button", name="Next difference").click()
    assert focused(lab) == "weight"
    expect(tree.get_by_role("region")).to_contain_text("shape: torch's is [3, 2], yours is [3, 3]")
    change(lab, "del net")


def test_a_tree_that_is_closed_follows_nothing(lab, tree):
    following = "print(len(get_ipython().events.callbacks['post_run_cell']))"
    lab.write(COUNT, following)
    one = int(plain_text(lab.run(COUNT)))
    lab.write(TREE, "1 + 1")
    lab.run(TREE)
    none = int(plain_text(lab.run(COUNT)))
    assert one - none == 1
    lab.write(TREE, 'from course import tree\ntree("net")')


@pytest.mark.parametrize("width", [1280, 720])
@pytest.mark.parametrize("theme", THEMES)
def test_text_and_shapes_carry_in_every_theme_and_nothing_is_cut(lab, tree, theme, width):
    change(lab, UNLIKE)
    lab.theme(theme)
    lab.page.set_viewport_size({"width": width, "height": 900})
    lab.shows(TREE)
    item(tree, "weight").click()
    expect(tree.locator(".rn-mark").first).to_be_visible()
    assert audit(tree).wrong == ()
    assert tree.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    picture(lab, f"tree {theme} {width}")
    change(lab, "del net")
    lab.theme(THEMES[0])
    lab.page.set_viewport_size({"width": 1280, "height": 900})


def test_the_console_stays_free_of_errors(lab):
    assert [said for said in lab.console if "not a child of this node" not in said] == []
