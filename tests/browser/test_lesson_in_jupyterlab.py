"""A learner opens lesson 01 in JupyterLab, answers wrong, then right, and sees both cards."""

import os
from pathlib import Path

import pytest
from desk import Desk, desk, plain_text

from course import book

pytestmark = pytest.mark.browser

LESSON = "01_parameter"
WRONG = '''@grow(nn)
class Parameter(torch.Tensor):
    """A tensor that is trained, by someone who forgot what to do without data."""

    def __new__(cls, data=None, requires_grad=True):
        return torch.Tensor._make_subclass(cls, data.clone(), requires_grad)
'''


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(LESSON, tmp_path_factory.mktemp("desk")) as found:
        yield found


def picture(desk: Desk, cell: str, name: str) -> None:
    """Keep a screenshot where COURSE_SCREENSHOTS says; a person looks at it."""
    element = desk.shows(cell)
    assert element.locator("section.rn-card").is_visible()
    if folder := os.environ.get("COURSE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        desk.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_run_all_on_a_fresh_lesson_reaches_the_last_cell_and_every_exercise_is_untouched(at_desk):
    cells = at_desk.run_all()
    code = [c for c in cells if c["cell_type"] == "code"]
    assert [c["id"] for c in code if c["execution_count"] is None] == []
    for exercise in book.lesson(LESSON).exercises:
        said = plain_text(at_desk.cell(f"check-{exercise.replace('.', '-')}"))
        assert said.startswith("○"), said


def test_the_first_check_goes_from_untouched_over_differs_to_agrees(at_desk):
    for cell in ("start-code-1", "start-play-1", "start-code-2", "1-1-play-1", "answer-1-1"):
        assert "error" not in [o["output_type"] for o in at_desk.run(cell)["outputs"]]
    untouched = at_desk.run("check-1-1")
    assert "1.1 is waiting for you." in plain_text(untouched)
    picture(at_desk, "check-1-1", "untouched")

    at_desk.write("answer-1-1", WRONG)
    at_desk.run("answer-1-1")
    assert "it shares the memory of its data" in plain_text(at_desk.run("check-1-1"))
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        at_desk.theme(theme)
        picture(at_desk, "check-1-1", f"differs {theme}")

    at_desk.write("answer-1-1", book.lesson(LESSON).exercises["1.1"].answer)
    at_desk.run("answer-1-1")
    right = at_desk.run("check-1-1")
    assert "1.1 agrees with torch 2.13 on" in plain_text(right)
    assert [o["output_type"] for o in right["outputs"]] == ["display_data"]
    picture(at_desk, "check-1-1", "agrees")


def test_a_card_keeps_its_style_and_hides_the_exception_beneath_it(at_desk):
    at_desk.write("answer-1-1", WRONG)
    at_desk.run("answer-1-1")
    at_desk.run("check-1-1")
    cell = at_desk.shows("check-1-1")
    border = cell.locator("section.rn-card").evaluate("e => getComputedStyle(e).borderLeftWidth")
    assert border == "4px"
    assert cell.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() in (0, 1)
    assert not cell.locator(".jp-RenderedText").filter(has_text="differs from torch").is_visible()


def test_a_prediction_is_answered_by_torch_when_it_is_clicked(at_desk):
    at_desk.run("1-6-code-1")
    cell = at_desk.shows("1-6-code-1")
    cell.get_by_role("button", name="no", exact=True).click()
    cell.get_by_text("torch: yes. You said: no.").wait_for()


def test_every_solution_agrees_in_one_run_of_the_whole_lesson(at_desk):
    for exercise in book.lesson(LESSON).exercises.values():
        at_desk.write(f"answer-{exercise.id.replace('.', '-')}", exercise.answer)
    at_desk.run_all()
    for exercise in book.lesson(LESSON).exercises:
        said = plain_text(at_desk.cell(f"check-{exercise.replace('.', '-')}"))
        assert said.startswith("✓"), said
    last = [c for c in at_desk.cells() if c["cell_type"] == "code"][-1]
    assert plain_text(last).startswith("both"), plain_text(last)
    at_desk.shows(last["id"])
    at_desk.save()


def test_the_console_stays_free_of_errors(at_desk):
    assert at_desk.console == []
