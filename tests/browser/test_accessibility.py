"""What the course shows can be read, told apart without colour, named, and reached by keyboard, in every theme."""

import contextlib
import shutil

import pytest
from contrast import Audit, audit, measuring, moving, tabbed_through, unreachable
from desk import ROOT, desk_on
from exhibits import EXHIBITS, cell_of, notebook, offered

import course
from course.cards import GLYPHS

pytestmark = pytest.mark.browser

THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
LESSON = "01_parameter"
WIDTHS = (720, 1280)
# These show nothing, or a line of plain text.
SILENT = {"bench", "export", "grow"}
WHOLE_PAGE = 12_000  # so high that nothing has to be scrolled
# On the desk's ground, made white.
PLANTED = {
    "text": '<p style="color: #999">faint</p>',
    "text, faded": '<div style="opacity: 0.4"><p style="color: #000">faint</p></div>',
    "text, on a shape": """<svg role="img" aria-label="a" width="40" height="20">
        <rect width="40" height="20" fill="#777"/><text y="14" fill="#999">ab</text></svg>""",
    "shape": '<svg role="img" aria-label="a" width="40" height="9"><path d="M0 4H40" stroke="#bbb"/></svg>',
    "bar": '<div style="background: #ddd; width: 40px; height: 9px"></div>',
    "border": '<p style="border: 1px solid #ccc">a</p>',
    "control": '<button style="border: 1px solid #ccc">a</button>',
    "no name": '<button style="background: #000; width: 20px; height: 20px"></button>',
    "no role": '<div tabindex="0">a</div>',
    "colour alone, in a picture": """<svg width="9" height="9" aria-hidden="true"><rect width="9" height="9"
        style="fill: var(--rn-good)"/></svg>""",
    "colour alone": '<div style="background: var(--rn-good); width: 9px; height: 9px"></div>',
}
WHITE = "--rn-good: #060; --rn-ground: #fff; --rn-text: #000; --rn-hair: #eee; background: #fff; color: #000"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """Every exhibit on one page, with nothing kept out of it."""
    scratch = tmp_path_factory.mktemp("gallery")
    lesson = scratch / "root" / LESSON
    shutil.copytree(ROOT / "lessons" / LESSON, lesson)
    (lesson / "gallery.ipynb").write_text(notebook(), "utf-8")
    with desk_on(lesson.parent, f"{LESSON}/gallery.ipynb", scratch, height=WHOLE_PAGE) as found:
        found.page.emulate_media(reduced_motion="reduce")
        found.keep_every_cell()
        found.run_all()
        measuring(found.page)
        yield found


@pytest.fixture(params=THEMES)
def in_theme(gallery, request):
    gallery.theme(request.param)
    return gallery


def output(desk, name):
    return desk.shows(cell_of(name)).locator(".jp-OutputArea").first


def test_everything_the_course_offers_is_on_show():
    assert set(course.__all__) - SILENT == offered() - {"both"}


def test_every_exhibit_is_there(gallery):
    assert [name for name in EXHIBITS if not gallery.cell(cell_of(name))["outputs"]] == []
    shown = {state: gallery.cell(cell_of(f"check, {state}"))["outputs"][0]["data"]["text/plain"] for state in GLYPHS}
    assert {state: text[0] for state, text in shown.items()} == GLYPHS


def test_cells_are_run_in_the_order_they_stand_in_also_after_one_that_listens_to_its_widget(gallery):
    counts = [cell["execution_count"] for cell in gallery.cells()]
    assert counts == sorted(counts)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_exhibit_is_wider_than_its_place(gallery, width):
    gallery.page.set_viewport_size({"width": width, "height": WHOLE_PAGE})
    outputs = "[...root.querySelectorAll('.jp-OutputArea-output')]"
    too_wide = f"(root) => {outputs}.some(output => output.scrollWidth > output.clientWidth + 1)"
    assert [name for name in EXHIBITS if output(gallery, name).evaluate(too_wide)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_contrast_names_and_roles_hold_at_every_width_in_every_theme(in_theme, width):
    in_theme.page.set_viewport_size({"width": width, "height": WHOLE_PAGE})
    seen = {name: audit(output(in_theme, name)) for name in EXHIBITS}
    assert {name: found.wrong for name, found in seen.items() if found.wrong} == {}
    assert [name for name, found in seen.items() if not found.counted["texts"]] == []


def test_every_control_is_reached_by_tab_and_shows_it(in_theme):
    for name in EXHIBITS:
        root = output(in_theme, name)
        assert unreachable(root) == [], name
        faint = [stop for stop in tabbed_through(root) if stop["has"] < 3 or not stop["visible"]]
        assert faint == [], name


def test_nothing_moves_where_reduced_motion_is_asked_for(gallery):
    assert {name: moving(output(gallery, name)) for name in EXHIBITS} == {name: [] for name in EXHIBITS}


@contextlib.contextmanager
def planted(desk, html):
    """A piece of HTML on white, in an output of the course."""
    root = output(desk, "hint")
    plant = """(root, [html, style]) => root.querySelector('.jp-OutputArea-output').insertAdjacentHTML(
        'beforeend', `<div id="planted" class="rn-desk" style="${style}">${html}</div>`)"""
    root.evaluate(plant, [html, WHITE])
    try:
        yield root.locator("#planted")
    finally:
        root.evaluate("() => document.getElementById('planted').remove()")


@pytest.mark.parametrize("kind", PLANTED)
def test_the_audit_finds_what_is_planted(gallery, kind):
    with planted(gallery, PLANTED[kind]) as root:
        assert [wrong.split(":")[0] for wrong in audit(root).wrong] == [kind.split(",")[0]]


def test_the_audit_finds_nothing_in_what_can_be_seen_well(gallery):
    good = '<button style="border: 1px solid #767676">a</button> <span style="color: #767676">b</span>'
    with planted(gallery, good) as root:
        assert audit(root) == Audit((), {"texts": 2, "marks": 1, "controls": 1})


@pytest.mark.parametrize("style", ["outline: 2px solid #ddd", "outline: none"])
def test_a_focus_that_cannot_be_seen_is_found(gallery, style):
    with planted(gallery, f'<button style="{style}">a</button>') as root:
        (stop,) = tabbed_through(root)
        assert stop["has"] < 3


def test_motion_is_found(gallery):
    with planted(gallery, '<p style="transition: color 1s !important">a</p>') as root:
        assert len(moving(root)) == 1


def test_a_control_that_tab_passes_by_is_found(gallery):
    with planted(gallery, '<button tabindex="-1">a</button>') as root:
        assert len(unreachable(root)) == 1


def test_an_answered_prediction_keeps_the_focus_where_it_is(gallery):
    root = output(gallery, "predict")
    button = root.get_by_role("button", name="no", exact=True)
    button.focus()
    gallery.page.keyboard.press("Enter")
    root.get_by_text("torch: yes. You said: no.").wait_for()
    assert button.evaluate("(button) => button === document.activeElement")
    assert button.get_attribute("aria-pressed") == "true"
    gallery.page.keyboard.press("Tab")
    gallery.page.keyboard.press("Enter")
    assert root.get_by_role("status").inner_text() == "torch: yes. You said: no."
    assert audit(root).wrong == ()
