"""A learner opens lesson 01 in JupyterLab, answers wrong, then right, and sees both cards."""

import os
from pathlib import Path

import pytest
from desk import Desk, desk, plain_text

from course import book

pytestmark = pytest.mark.browser

LESSON = "01_parameter"
EXERCISES = book.lesson(LESSON).exercises
WRONG = '''@grow(nn)
class Parameter(torch.Tensor):
    """A tensor that is trained, by someone who copies."""

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data.clone(), requires_grad)
'''
# JupyterLab's own notebook says so now and then while it moves cells in and out of view.
JUPYTERLABS_OWN = "The node to be removed is not a child of this node"


def cell_of(role: str, exercise: str) -> str:
    return f"{role}-{exercise.replace('.', '-')}"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A lesson as it is released, every cell run once."""
    with desk(LESSON, tmp_path_factory.mktemp("desk")) as found:
        found.run_all()
        found.as_released = found.cells()
        yield found


@pytest.fixture
def at_desk(fresh):
    """The same desk with the start of the lesson run again: an empty nn."""
    for cell in ("start-code-1", "start-code-2"):
        fresh.run(cell)
    return fresh


def check(desk: Desk, exercise: str, answer: str) -> str:
    """Write an answer, run it and its check, and return what the check says."""
    desk.write(cell_of("answer", exercise), answer)
    desk.run(cell_of("answer", exercise))
    return plain_text(desk.run(cell_of("check", exercise)))


def picture(desk: Desk, cell: str, name: str) -> None:
    """Keep a screenshot where COURSE_SCREENSHOTS says; a person looks at it."""
    desk.shows(cell).locator("section.rn-card").wait_for()
    if folder := os.environ.get("COURSE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        desk.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_run_all_on_a_fresh_lesson_reaches_the_last_cell_and_every_exercise_is_untouched(fresh):
    code = [c for c in fresh.as_released if c["cell_type"] == "code"]
    assert [c["id"] for c in code if c["execution_count"] is None] == []
    said = {c["id"]: plain_text(c) for c in code}
    assert [e for e in EXERCISES if not said[cell_of("check", e)].startswith("○")] == []


def test_no_cell_of_a_fresh_lesson_raises_but_the_checks(fresh):
    raising = [c["id"] for c in fresh.as_released if "error" in [o["output_type"] for o in c.get("outputs", [])]]
    assert raising == [cell_of("check", e) for e in EXERCISES]


def test_a_wrong_answer_shows_the_failing_card_and_a_right_one_the_passing_card(at_desk):
    assert "it shares the memory of its data" in check(at_desk, "1.1", WRONG)
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        at_desk.theme(theme)
        picture(at_desk, "check-1-1", f"differs {theme}")
    assert "1.1 agrees with torch 2.13 on" in check(at_desk, "1.1", EXERCISES["1.1"].answer)
    assert [o["output_type"] for o in at_desk.cell("check-1-1")["outputs"]] == ["display_data"]
    picture(at_desk, "check-1-1", "agrees")


def test_a_card_keeps_its_style_and_hides_the_exception_beneath_it(at_desk):
    check(at_desk, "1.1", WRONG)
    cell = at_desk.shows("check-1-1")
    assert cell.locator("section.rn-card").evaluate("e => getComputedStyle(e).borderLeftWidth") == "4px"
    beneath = cell.locator(".jp-OutputArea-child").filter(has_text="1.1 differs from torch. it shares")
    assert beneath.count() == 1
    assert not beneath.is_visible()


def test_what_torch_really_does_unfolds_by_keyboard(at_desk):
    check(at_desk, "1.1", EXERCISES["1.1"].answer)
    cell = at_desk.shows("check-1-1")
    cell.locator("summary").focus()
    at_desk.page.keyboard.press("Enter")
    cell.get_by_text("torch/nn/parameter.py, line").wait_for()


def test_a_prediction_is_answered_by_torch_when_it_is_clicked(at_desk):
    at_desk.run("1-6-code-1")
    cell = at_desk.shows("1-6-code-1")
    cell.get_by_role("button", name="no", exact=True).click()
    cell.get_by_text("torch: yes. You said: no.").wait_for()


def test_every_solution_agrees_in_one_run_of_the_whole_lesson(at_desk):
    for exercise in EXERCISES.values():
        at_desk.write(cell_of("answer", exercise.id), exercise.answer)
    at_desk.run_all()
    said = {e: plain_text(at_desk.cell(cell_of("check", e))) for e in EXERCISES}
    assert [text for text in said.values() if not text.startswith("✓")] == []
    last = [c for c in at_desk.cells() if c["cell_type"] == "code"][-1]
    assert plain_text(last).startswith("both"), plain_text(last)
    picture(at_desk, last["id"], "the line again")
    at_desk.save()


def test_the_console_stays_free_of_errors(at_desk):
    assert [said for said in at_desk.console if JUPYTERLABS_OWN not in said] == []
