"""In JupyterLab: reset keeps the old text, progress leads to where one stopped, an endless %%both is stopped."""

import json
import os
import re
from pathlib import Path

import pytest
from contrast import audit, measuring
from desk import desk, plain_text

from course import book, log, reset_files, resets
from course.setup.copies import RECORD

pytestmark = pytest.mark.browser

LESSON = "01_parameter"
MINE = book.lesson(LESSON).exercises["1.1"].answer
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """A learner's folder with lesson 01 open, and its first cell run."""
    scratch = tmp_path_factory.mktemp("reset")
    with desk(LESSON, scratch) as found:
        found.root = scratch / "root"
        (found.root / RECORD).write_text("{}", encoding="utf-8")
        for cell in ("start-code-1", "start-code-2"):
            found.run(cell)
        add(found, "imports", "from course import progress, reset, skip")
        found.run("imports")
        yield found


def add(desk, cell_id, source):
    """Put a code cell at the end of the notebook."""
    desk.page.evaluate(
        """([id, source]) => window.course_panel.content.model.sharedModel.addCell(
            {cell_type: 'code', id, source, metadata: {}, outputs: []})""",
        [cell_id, source],
    )


def text_of(desk, exercise):
    return "".join(desk.cell(resets.grade_id(exercise))["source"])


def pictures(desk, element, name):
    """Keep screenshots in every theme and two widths where COURSE_SCREENSHOTS says; a person looks at them."""
    folder = os.environ.get("COURSE_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        desk.theme(theme)
        for width in (720, 1280):
            desk.page.set_viewport_size({"width": width, "height": 900})
            desk.page.wait_for_timeout(400)
            element.scroll_into_view_if_needed()
            desk.page.screenshot(path=str(Path(folder) / f"{name} {theme.split(maxsplit=1)[1]} {width}.png"))
    desk.theme(THEMES[0])


IN_SIGHT = """(id) => {
    const cell = window.course_panel.content.widgets.find(w => w.model.id === id).node.getBoundingClientRect();
    return cell.height > 0 && cell.top >= 0 && cell.top < window.innerHeight;
}"""


def faults(desk, element):
    """What the audit finds wrong in an element, by theme: contrast, names, roles."""
    found = {}
    for theme in THEMES:
        desk.theme(theme)
        measuring(desk.page)
        if wrong := audit(element).wrong:
            found[theme] = wrong
    desk.theme(THEMES[0])
    return found


def test_reset_puts_the_starter_back_in_the_open_document_and_the_old_text_in_a_file(at_desk):
    at_desk.write("answer-1-1", MINE)
    add(at_desk, "reset-one", 'reset("1.1")')
    at_desk.run("reset-one")
    shown = at_desk.shows("reset-one").locator("section.rn-reset")
    shown.get_by_role("button", name="Put the starter of 1.1 back").wait_for()
    assert text_of(at_desk, "1.1") == MINE
    shown.get_by_role("button").focus()
    at_desk.page.keyboard.press("Enter")
    status = shown.get_by_role("status")
    status.filter(has_text="The starter of 1.1 is back").wait_for()
    assert text_of(at_desk, "1.1") == resets.starters(["1.1"])["1.1"]
    file = re.search(r"Your text is in (backups/\S+\.py)\.", status.inner_text())[1]
    assert MINE in (at_desk.root / file).read_text(encoding="utf-8")
    assert shown.get_by_role("button").evaluate("e => e === document.activeElement")
    pictures(at_desk, shown, "reset")
    assert faults(at_desk, shown) == {}
    at_desk.run("imports")  # the kernel has then heard what the button told it
    assert [e["exercise"] for e in log.events(at_desk.root) if e["what"] == "reset"] == ["1.1"]


def test_a_reset_is_taken_back_by_undo_in_the_cell(at_desk):
    at_desk.write("answer-1-1", MINE)
    at_desk.run("reset-one")
    shown = at_desk.shows("reset-one").locator("section.rn-reset")
    at_desk.page.wait_for_timeout(1000)  # what is written within half a second is undone in one step
    shown.get_by_role("button").click()
    shown.get_by_role("status").filter(has_text="is back").wait_for()
    at_desk.page.evaluate(
        """() => window.course_panel.content.widgets.find(w => w.model.id === 'answer-1-1').model.sharedModel.undo()"""
    )
    assert text_of(at_desk, "1.1") == MINE


def test_running_the_cell_again_resets_nothing(at_desk):
    at_desk.write("answer-1-1", MINE)
    at_desk.run("reset-one")
    at_desk.shows("reset-one").locator("section.rn-reset").get_by_role("button").wait_for()
    assert text_of(at_desk, "1.1") == MINE


def test_a_whole_lesson_is_reset_by_one_button_and_a_starter_is_left_alone(at_desk):
    at_desk.write("answer-1-1", MINE)
    at_desk.write("answer-1-3", "mine")
    add(at_desk, "reset-all", 'reset("01")')
    at_desk.run("reset-all")
    shown = at_desk.shows("reset-all").locator("section.rn-reset")
    shown.get_by_role("button", name="Put all 13 starters back").click()
    shown.get_by_role("status").filter(has_text="The starter of 1.1, 1.3 is back").wait_for()
    assert {e: text_of(at_desk, e) for e in ("1.1", "1.3")} == resets.starters(["1.1", "1.3"])
    shown.get_by_role("button").click()
    shown.get_by_role("status").filter(has_text="The starter stands there already").wait_for()


def test_the_command_line_refuses_the_open_notebook(at_desk, monkeypatch, capsys):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(at_desk.root.parent / "runtime"))
    path = at_desk.root / LESSON / f"{LESSON}.ipynb"
    at_desk.save()
    before = path.read_bytes()
    assert reset_files.main([str(path)]) == 2
    assert "is open in JupyterLab" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_progress_shows_every_exercise_and_its_link_goes_to_the_exercise(at_desk):
    at_desk.write("answer-1-1", MINE)
    at_desk.run("answer-1-1")
    at_desk.run("check-1-1")
    add(at_desk, "skip", 'skip("1.2")')
    at_desk.run("skip")
    add(at_desk, "progress", "progress()")
    at_desk.run("progress")
    shown = at_desk.shows("progress")
    shown.get_by_text(re.compile(r"^1 of \d+ agree with torch\. 1 skipped")).wait_for()
    table = shown.get_by_role("table", name="The exercises of 01_parameter")
    assert table.get_by_role("row").count() == 14
    assert table.get_by_role("rowheader").count() == 13
    assert "✓ agrees" in table.get_by_role("row").nth(1).inner_text()
    assert "» skipped" in table.get_by_role("row").nth(2).inner_text()
    pictures(at_desk, shown, "progress")
    assert faults(at_desk, shown.locator("section.rn-progress")) == {}
    shown.locator("p.rn-on a").focus()
    at_desk.page.keyboard.press("Enter")
    at_desk.page.wait_for_function(IN_SIGHT, arg="1-3-text-1", timeout=20_000)


def test_the_same_link_opens_the_lesson_from_the_page_beside_the_lessons(at_desk):
    from course.setup import progress_page

    progress_page.put(at_desk.root)
    at_desk.page.evaluate("() => { window.course_lesson = window.course_panel; }")
    at_desk.open(progress_page.NAME)
    at_desk.run("progress-code")
    at_desk.shows("progress-code").locator("p.rn-on a").click()
    at_desk.page.wait_for_function("() => window.jupyterapp.shell.currentWidget === window.course_lesson")
    at_desk.page.evaluate("() => { window.course_panel = window.course_lesson; }")
    at_desk.page.wait_for_function(IN_SIGHT, arg="1-3-text-1", timeout=20_000)


def test_an_endless_cell_is_stopped_by_the_kernel_menu_and_says_so(at_desk):
    add(at_desk, "endless", "%%both\nn = 0\nwhile True:\n    n += 1")
    at_desk.page.evaluate(
        """async () => {
            const app = window.jupyterapp, notebook = window.course_panel.content;
            notebook.activeCellIndex = notebook.widgets.findIndex(w => w.model.id === 'endless');
            const done = app.commands.execute('notebook:run-cell');
            await new Promise(wait => setTimeout(wait, 1500));
            await app.commands.execute('kernelmenu:interrupt');
            await done;
        }"""
    )
    assert "is stopped: you interrupted the kernel" in plain_text(at_desk.cell("endless"))
    pictures(at_desk, at_desk.shows("endless"), "interrupted")
    add(at_desk, "after", "%both n > 0")
    assert plain_text(at_desk.run("after")).startswith("torch   True\nyours   raises NameError")


def test_states_that_differ_are_a_table_with_words_for_its_signs(at_desk):
    code = "\n".join(
        [
            "%%both",
            "state = {'weight': torch.zeros(2, 3), 'bias': torch.zeros(2)}",
            "if torch.__version__ is None or not hasattr(torch, 'fx'):",
            "    state['bias'] = state['bias'] + 1; state['scale'] = torch.ones(1)",
            "state",
        ]
    )
    add(at_desk, "states", code)
    at_desk.run("states")
    shown = at_desk.shows("states")
    table = shown.get_by_role("table", name="State: 3 entries, of which 2 differ")
    rows = [re.sub(r"\s+", " ", row) for row in table.get_by_role("row").all_inner_texts()]
    assert rows[1].startswith("= same weight both [2, 3] float32")
    assert rows[2].startswith("≠ differs bias torch [2] float32 0 0")
    assert rows[4].startswith("> yours alone scale yours [1] float32 1")
    pictures(at_desk, shown, "both")
    assert faults(at_desk, shown.locator("section.rn-card")) == {}


def test_the_saved_notebook_is_a_notebook_and_holds_the_learners_text(at_desk):
    at_desk.save()
    saved = json.loads((at_desk.root / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    texts = {cell["id"]: "".join(cell["source"]) for cell in saved["cells"]}
    assert texts["answer-1-1"] == MINE
