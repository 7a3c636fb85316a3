"""JupyterLab in headless Chromium, driven through its application object, read through its documents' models."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from course.setup.lab import surroundings

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
CONFIG = """
from jupyterlab.galata import configure_jupyter_server
configure_jupyter_server(c)
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port = {port}
c.ServerApp.root_dir = {root!r}
c.ServerApp.shutdown_no_activity_timeout = 600
c.LabApp.user_settings_dir = {settings!r}
"""


class Desk:
    """One JupyterLab page with one notebook open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.console: list[str] = []
        self.as_released: list[dict[str, Any]] = []
        page.on("console", lambda m: self.console.append(f"{m.type}: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: self.console.append(f"page: {e}"))

    def open(self, path: str) -> None:
        """Open a notebook and wait for its kernel."""
        self.page.evaluate(
            """async (path) => {
                const app = window.jupyterapp;
                await app.restored;
                const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
                await panel.context.ready;
                await panel.sessionContext.ready;
                await panel.sessionContext.session.kernel.info;
                window.course_panel = panel;
            }""",
            path,
        )

    def keep_every_cell(self) -> None:
        """Keep cells in the page that are out of view, so that all of them can be measured."""
        self.page.evaluate(
            """() => {
                const notebook = window.course_panel.content;
                notebook.notebookConfig = {...notebook.notebookConfig, windowingMode: 'none'};
            }"""
        )

    def cells(self) -> list[dict[str, Any]]:
        return self.page.evaluate("() => window.course_panel.content.model.toJSON().cells")

    def cell(self, cell_id: str) -> dict[str, Any]:
        return next(c for c in self.cells() if c["id"] == cell_id)

    def write(self, cell_id: str, source: str) -> None:
        """Replace a cell's text."""
        self.page.evaluate(
            """([id, source]) => {
                const cell = window.course_panel.content.widgets.find(w => w.model.id === id);
                cell.model.sharedModel.setSource(source);
            }""",
            [cell_id, source],
        )

    def run(self, cell_id: str) -> dict[str, Any]:
        """Run a cell as Shift+Enter does, wait for its end, and return it."""
        self.page.evaluate(
            """async (id) => {
                const notebook = window.course_panel.content;
                notebook.activeCellIndex = notebook.widgets.findIndex(w => w.model.id === id);
                notebook.deselectAll();
                await notebook.scrollToItem(notebook.activeCellIndex, 'auto');
                await window.jupyterapp.commands.execute('notebook:run-cell');
            }""",
            cell_id,
        )
        return self.cell(cell_id)

    def run_all(self, seconds: float = 120) -> list[dict[str, Any]]:
        """Run every cell.  The command answers at the first cell that raises, and goes on: wait for the last."""
        before = max((c.get("execution_count") or 0 for c in self.cells()), default=0)
        self.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            cells = self.cells()
            code = [c for c in cells if c["cell_type"] == "code" and "".join(c["source"]).strip()]
            if all((c["execution_count"] or 0) > before for c in code):
                return cells
            time.sleep(0.1)
        return self.cells()

    def save(self) -> None:
        self.page.evaluate("async () => { await window.course_panel.context.save(); }")

    def theme(self, name: str) -> None:
        self.page.evaluate(
            "async (theme) => { await window.jupyterapp.commands.execute('apputils:change-theme', {theme}); }", name
        )
        light = "Light" in name
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === String(light)", arg=light, timeout=20_000
        )

    def shows(self, cell_id: str) -> Any:
        """The element of a cell's output, scrolled into view."""
        self.page.evaluate(
            """async (id) => {
                const notebook = window.course_panel.content;
                const at = notebook.widgets.findIndex(w => w.model.id === id);
                await notebook.scrollToItem(at, 'smart', 0);
                notebook.widgets[at].node.setAttribute('data-course-cell', id);
            }""",
            cell_id,
        )
        element = self.page.locator(f'[data-course-cell="{cell_id}"]')
        element.scroll_into_view_if_needed()
        return element


def chromium() -> str:
    """The browser: COURSE_CHROMIUM, or the one on PATH.  Raises FileNotFoundError, naming the mend."""
    found = os.environ.get("COURSE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise FileNotFoundError(
            "the browser's tests need chromium. Mend: apt install chromium, or name one in COURSE_CHROMIUM, "
            "or leave these tests out: python3 -m course test --quick"
        )
    return found


@contextlib.contextmanager
def server(root: Path, scratch: Path) -> Iterator[str]:
    """A JupyterLab on 127.0.0.1 over a folder, with settings of its own; it is ended with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = scratch / "jupyter_test_config.py"
    config.write_text(CONFIG.format(port=port, root=str(root), settings=str(scratch / "settings")))
    news = scratch / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    env = {
        **surroundings(Path(sys.executable)),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    log = (scratch / "server.log").open("w")
    command = [sys.executable, "-m", "jupyterlab", f"--config={config}", "--no-browser", "--allow-root"]
    process = subprocess.Popen(command, cwd=scratch, env=env, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api/status", timeout=2).read()
                break
            if process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            raise TimeoutError(f"JupyterLab did not answer:\n{(scratch / 'server.log').read_text()[-3000:]}")
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab ended:\n{(scratch / 'server.log').read_text()[-3000:]}")
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)
        log.close()


@contextlib.contextmanager
def desk(lesson: str, scratch: Path, width: int = 1280, height: int = 900) -> Iterator[Desk]:
    """A fresh copy of a released lesson, open in JupyterLab with its kernel started."""
    root = scratch / "root"
    (root / lesson).mkdir(parents=True)
    shutil.copy(ROOT / "lessons" / lesson / f"{lesson}.ipynb", root / lesson)
    with desk_on(root, f"{lesson}/{lesson}.ipynb", scratch, width, height) as found:
        yield found


@contextlib.contextmanager
def desk_on(root: Path, path: str, scratch: Path, width: int = 1280, height: int = 900) -> Iterator[Desk]:
    """A notebook of a folder, open in a JupyterLab of its own with its kernel started."""
    with server(root, scratch) as address, desk_at(f"{address}/lab?reset", scratch, width, height) as found:
        found.open(path)
        yield found


@contextlib.contextmanager
def desk_at(address: str, scratch: Path, width: int = 1280, height: int = 900) -> Iterator[Desk]:
    """The JupyterLab at an address, in a browser with settings of its own."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(scratch / "profile"),
            executable_path=chromium(),
            args=FLAGS,
            headless=True,
            viewport={"width": width, "height": height},
        )
        try:
            page = context.pages[0]
            page.set_default_timeout(60_000)
            found = Desk(page)
            page.goto(address)
            page.wait_for_function("() => window.jupyterapp !== undefined")
            yield found
        finally:
            context.close()


def plain_text(cell: dict[str, Any]) -> str:
    """What a cell shows, as text."""
    parts = []
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            parts.append("".join(output["text"]))
        elif output["output_type"] == "error":
            parts.append(f"[{output['ename']}] " + "\n".join(output["traceback"]))
        else:
            parts.append("".join(output["data"].get("text/plain", "")))
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(parts))
