"""The training view and the gradient bench in JupyterLab: live curves, a stop button that stops, a keyboard's way."""

import os
import time
from pathlib import Path

import pytest
from desk import Desk, desk, plain_text

from course.widgets.gradient_experiment import Bench
from course.widgets.two import both_worlds

pytestmark = pytest.mark.browser

TRAINING, AFTER, BENCH = "start-code-2", "1-1-play-1", "1-2-play-1"
RUN = """
import time
from course import training, gradient_bench
from course.digits import digits

def run(torch, epochs):
    F = torch.nn.functional
    images, labels = map(torch.tensor, digits())
    torch.manual_seed(0)
    w1 = (torch.randn(64, 32) / 8).requires_grad_()
    w2 = (torch.randn(32, 10) / 6).requires_grad_()
    net = lambda x: F.relu(x @ w1) @ w2
    optimizer = torch.optim.SGD([w1, w2], lr=0.2)
    for epoch in epochs:
        for batch in torch.randperm(1500).split(100):
            optimizer.zero_grad()
            loss = F.cross_entropy(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            yield loss
            time.sleep(0.002)
        yield images[1500:], net(images[1500:]), labels[1500:]

curves = training(run, epochs=EPOCHS)
curves
"""
HOURS = RUN.replace("EPOCHS", "100_000")
SHORT = RUN.replace("EPOCHS", "4")
# Two worlds that part: yours never clears a gradient.
PARTING = """
def make(torch):
    class Forgetful(dict):
        def zero_grad(self, set_to_none=True):
            for p in self.values() if set_to_none or "numpy" not in torch.__version__ else ():
                p.grad = None if set_to_none else torch.zeros(p.shape)
    net = Forgetful(weight=torch.ones(2, 1, requires_grad=True), bias=torch.zeros(1, requires_grad=True))
    return net, lambda x, y: ((x @ net["weight"] + net["bias"] - y) ** 2).mean()

gradient_bench(make)
"""
START = """(id) => {
    const notebook = window.course_panel.content;
    notebook.activeCellIndex = notebook.widgets.findIndex(w => w.model.id === id);
    notebook.deselectAll();
    window.jupyterapp.commands.execute('notebook:run-cell');
    return null;
}"""
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk("01_parameter", tmp_path_factory.mktemp("training"), height=1300) as found:
        found.run("start-code-1")
        found.write(TRAINING, SHORT)
        found.run(TRAINING)
        yield found


def start(desk: Desk, cell: str, source: str):
    """Run a cell and return at once, with the view that it shows."""
    desk.write(cell, source)
    desk.shows(cell)
    desk.page.evaluate(START, cell)
    view = desk.shows(cell).locator("section.rn-training")
    desk.page.wait_for_function(
        """id => { const meter = document.querySelector(`[data-course-cell="${id}"] .rn-bar`);
                   return meter && Number(meter.getAttribute('aria-valuenow')) > 1; }""",
        arg=cell,
    )
    return view


def ended(desk: Desk, cell: str) -> str:
    """Wait for a cell's end; what it shows, as text."""
    end = time.monotonic() + 30
    while desk.page.evaluate(
        "id => window.course_panel.content.widgets.find(w => w.model.id === id).model.executionState", cell
    ) == "running":
        assert time.monotonic() < end, "the cell still runs"
        time.sleep(0.05)
    return plain_text(desk.cell(cell))


def picture(desk: Desk, element, name: str) -> None:
    """Keep a screenshot where COURSE_SCREENSHOTS says; a person looks at it."""
    if folder := os.environ.get("COURSE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        element.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_a_training_shows_both_curves_and_their_difference_and_leaves_them_as_text(at_desk):
    view = at_desk.shows(TRAINING).locator("section.rn-training")
    view.get_by_text("Finished after 60 steps.", exact=True).wait_for()
    assert view.locator(".rn-chart path.rn-curve").count() == 3  # torch's is drawn as a tube, of two
    assert "Largest relative difference" in view.locator(".rn-difference").inner_text()
    assert view.locator(".rn-pictures li").count() == 20
    said = plain_text(at_desk.cell(TRAINING))
    assert said.startswith("Finished after 60 steps.\ntorch  2.")
    assert len(at_desk.cell(TRAINING)["outputs"]) == 1


def test_the_view_moves_while_the_cell_runs_and_stop_by_keyboard_ends_it_within_a_second(at_desk):
    view = start(at_desk, AFTER, HOURS)
    before = view.locator("[role=progressbar]").get_attribute("aria-valuenow")
    at_desk.page.wait_for_function(
        "([e, before]) => e.getAttribute('aria-valuenow') !== before",
        arg=[view.locator("[role=progressbar]").element_handle(), before],
    )
    view.get_by_role("button", name="Stop").focus()
    pressed = time.monotonic()
    at_desk.page.keyboard.press("Enter")
    said = ended(at_desk, AFTER)
    assert time.monotonic() - pressed < 2
    assert said.startswith("Stopped after ")
    assert "✗" in said or "predictions right" in said
    view.get_by_role("button", name="Ended").wait_for()
    assert at_desk.page.evaluate("() => document.activeElement.textContent") == "Ended"


def test_what_was_sent_meanwhile_for_other_cells_is_not_lost(at_desk):
    view = start(at_desk, AFTER, HOURS)
    at_desk.write(BENCH, "print('ran after', len(curves.losses['yours']) > 0)")
    at_desk.page.evaluate(START, BENCH)
    time.sleep(0.5)
    at_desk.shows(AFTER)
    view.get_by_role("button", name="Stop").click()
    assert ended(at_desk, AFTER).startswith("Stopped after ")
    assert ended(at_desk, BENCH) == "ran after True\n"


def test_interrupting_the_kernel_ends_a_training_and_keeps_the_curves(at_desk):
    start(at_desk, AFTER, HOURS)
    at_desk.page.evaluate("async () => { await window.course_panel.sessionContext.session.kernel.interrupt(); }")
    said = ended(at_desk, AFTER)
    assert said.startswith("Interrupted after ")
    assert [o["output_type"] for o in at_desk.cell(AFTER)["outputs"]] == ["display_data"]


def test_the_bench_is_worked_by_keyboard_and_keeps_the_focus(at_desk):
    at_desk.write(BENCH, "gradient_bench()")
    at_desk.run(BENCH)
    view = at_desk.shows(BENCH).locator("section.rn-gradients")
    status = view.get_by_role("status")
    assert "Every gradient is None" in status.inner_text()
    assert set(view.locator("td .rn-number").all_inner_texts()) == {"None"}
    view.get_by_role("button", name="backward()", exact=True).focus()
    bench = Bench(both_worlds())
    for key in ("Enter", "Space"):
        at_desk.page.keyboard.press(key)
        bench.do("backward")
        status.get_by_text(bench.said).wait_for()
    assert at_desk.page.evaluate("() => document.activeElement.dataset.action") == "backward"
    view.get_by_role("button", name="zero_grad(set_to_none=False)").press("Enter")
    status.get_by_text("to 0.0000 in both worlds").wait_for()
    assert set(view.locator("td .rn-number").all_inner_texts()) == {"0.0000"}


def test_a_difference_is_said_in_words_and_not_by_colour_alone(at_desk):
    at_desk.write(BENCH, PARTING)
    at_desk.run(BENCH)
    view = at_desk.shows(BENCH).locator("section.rn-gradients")
    view.get_by_role("button", name="backward()", exact=True).press("Enter")
    view.get_by_role("button", name="zero_grad(set_to_none=False)").press("Enter")
    view.get_by_role("status").get_by_text("Different: weight, bias.").wait_for()
    assert view.locator("tr.rn-unlike").count() == 3
    assert view.locator("tr.rn-unlike .rn-sign").first.inner_text() == "≠ differs"


@pytest.mark.parametrize("width", [720, 1280])
@pytest.mark.parametrize("theme", THEMES)
def test_neither_view_is_wider_than_its_cell_and_every_text_can_be_read(at_desk, theme, width):
    at_desk.page.set_viewport_size({"width": width, "height": 1300})
    at_desk.theme(theme)
    for cell, name in ((TRAINING, "training"), (BENCH, "gradients")):
        view = at_desk.shows(cell).locator(f"section.rn-{name}")
        view.wait_for()
        assert view.evaluate(TOO_WIDE) == []
        picture(at_desk, view, f"{name} {width} {theme}")
        assert view.evaluate(FAINT) == []


def test_the_console_stays_free_of_errors(at_desk):
    assert [said for said in at_desk.console if "The node to be removed is not a child" not in said] == []


TOO_WIDE = """root => [root, ...root.querySelectorAll('*')]
    .filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map(e => e.className)"""
# Every text and shape whose colour stands out too little from the ground: [what, ratio].
FAINT = """root => {
    const ink = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = colour => {
        ink.clearRect(0, 0, 1, 1);
        ink.fillStyle = colour;
        ink.fillRect(0, 0, 1, 1);
        return [...ink.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = colour => rgb(colour).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
    const ratio = (a, b) => {
        const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
        return (x + 0.05) / (y + 0.05);
    };
    const ground = getComputedStyle(root).backgroundColor;
    const found = [];
    const need = (what, colour, least) => {
        const got = ratio(colour, ground);
        if (got < least) found.push([what, Math.round(got * 100) / 100]);
    };
    for (const e of root.querySelectorAll('*')) {
        const style = getComputedStyle(e);
        const words = [...e.childNodes].filter(n => n.nodeType === 3 && n.textContent.trim()).length > 0;
        if (words) need(e.textContent, e instanceof SVGElement ? style.fill : style.color, 4.5);
        const drawn = '.rn-curve:not(.rn-inside), .rn-axis, .rn-mark, .rn-zero';
        if (e.matches(drawn)) need(e.getAttribute('class'), style.stroke, 3);
        if (e.matches('rect.rn-bar')) need('bar', style.fill, 3);
        if (e.matches('button')) need('button', style.borderTopColor, 3);
    }
    return found;
}"""
