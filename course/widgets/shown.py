"""A widget on the page with its text beside it, for terminals, graders and views that load no widget."""

from __future__ import annotations

from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"


class Shown:
    """One output of a cell: a widget, and what it says as text."""

    def __init__(self, widget: Any, text: str) -> None:
        from IPython.display import display

        self._widget = widget
        self._display: Any = display(self._bundle(text), raw=True, display_id=True)

    def says(self, text: str) -> None:
        """Replace the text that is kept in the notebook."""
        self._display.update(self._bundle(text), raw=True)

    def _bundle(self, text: str) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self._widget.model_id}
        return {VIEW: view, "text/plain": text}
