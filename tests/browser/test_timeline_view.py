"""The timeline in JupyterLab: played, stepped by buttons, slider and keys; a difference that is gone to."""

import os
from pathlib import Path

import pytest
from desk import desk

pytestmark = pytest.mark.browser

CELL = "start-code-2"
CODE = """
from course import timeline
from solutions.reference import nn as whole
import torch as real

def one_pass(torch):
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(), nn.Linear(3, 1)))

    def scale(module, args, output):
        return 2 * output if torch is real else 3 * output

    net[1][1].register_forward_hook(scale)
    return net, torch.ones(1, 2)

timeline(one_pass, nn=whole)
"""
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
CURRENT = "root => root.querySelector('tr[aria-current=step] th').textContent"


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk("01_parameter", tmp_path_factory.mktemp("timeline"), height=1300) as found:
        found.write(CELL, CODE)
        found.run(CELL)
        yield found


@pytest.fixture
def view(at_desk):
    """The timeline, at its first step."""
    found = at_desk.shows(CELL).locator("section.rn-timeline")
    found.wait_for()
    found.get_by_role("slider").press("Home")
    assert found.evaluate(CURRENT) == "1"
    return found


def button(view, name):
    return view.get_by_role("button", name=name, exact=True)


def test_a_pass_is_stepped_through_by_buttons_slider_and_keys(view):
    slider, lanes = view.get_by_role("slider"), view.get_by_role("region")
    last = slider.get_attribute("max")
    for control, key, at in (
        (button(view, "Next"), "Enter", "2"),
        (button(view, "Next"), "Space", "3"),
        (button(view, "Back"), "Enter", "2"),
        (button(view, "Back"), "ArrowRight", "3"),
        (lanes, "ArrowLeft", "2"),
        (slider, "ArrowRight", "3"),
        (slider, "End", last),
        (button(view, "Next"), "Enter", last),
    ):
        control.press(key)
        assert (key, view.evaluate(CURRENT)) == (key, at)


def test_both_lanes_the_tree_and_the_words_follow_the_step(view):
    view.get_by_role("region").press("ArrowRight")
    assert view.locator("ul.rn-modules [aria-current]").inner_text() == "0 Linear"
    assert view.locator("tr.rn-current td").all_inner_texts()[:2] == ["→▢ forward pre-hook\n0 (Linear)"] * 2
    assert view.locator(".rn-now p").all_inner_texts() == [
        "torch",
        "comes to the forward pre-hook of 0 (Linear)",
        "yours",
        "comes to the forward pre-hook of 0 (Linear)",
    ]
    assert view.get_by_role("status").inner_text().startswith("step 2 of ")


def test_the_first_difference_is_in_words_and_can_be_gone_to(view):
    said = view.locator(".rn-difference")
    assert "scale, a forward hook of 1.1 (Linear): what it returns differs: torch " in said.inner_text()
    button(view, "Show it").press("Enter")
    row = view.locator("tr.rn-current")
    assert row.locator("b").all_inner_texts() == ["scale", "scale"]
    assert "differs" in row.locator(".rn-sign").text_content()
    visible = "row => { const [r, l] = [row, row.closest('.rn-lanes')].map(e => e.getBoundingClientRect());"
    assert row.evaluate(visible + " return r.top >= l.top && r.bottom <= l.bottom; }")


def test_playing_goes_on_by_itself_until_it_is_paused_and_keeps_the_focus(at_desk, view):
    button(view, "Play").press("Enter")
    view.get_by_text("step 3 of").first.wait_for()
    button(view, "Pause").press("Enter")
    at = view.evaluate(CURRENT)
    at_desk.page.wait_for_timeout(1500)
    assert view.evaluate(CURRENT) == at
    assert at_desk.page.evaluate("() => document.activeElement.textContent") == "Play"


def test_played_to_its_end_it_stops_and_begins_anew(view):
    view.get_by_role("slider").press("End")
    button(view, "Play").press("Enter")
    assert view.evaluate(CURRENT) == "1"
    view.get_by_role("slider").press("End")
    assert button(view, "Play").count() == 1


@pytest.mark.parametrize("width", [720, 1280])
@pytest.mark.parametrize("theme", THEMES)
def test_it_is_no_wider_than_its_cell(at_desk, view, theme, width):
    at_desk.page.set_viewport_size({"width": width, "height": 1300})
    at_desk.theme(theme)
    button(view, "Show it").click()
    if folder := os.environ.get("COURSE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        view.screenshot(path=str(Path(folder) / f"timeline {width} {theme}.png"))
    assert view.evaluate(TOO_WIDE) == []


def test_the_console_stays_free_of_errors(at_desk):
    assert [said for said in at_desk.console if "The node to be removed is not a child" not in said] == []


TOO_WIDE = """root => [root, ...root.querySelectorAll('*')]
    .filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map(e => e.className)"""
