"""Late penalties: nbgrader's own plugin, as the course's nbgrader_config.py names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder.trouble import BadInput

CONFIG = "nbgrader_config.py"


class Penalties:
    """What a late submission loses.  A course's folder without an nbgrader_config.py has nbgrader's own rule: nothing.

    Raises BadInput for a config file that cannot be run.
    """

    def __init__(self, course: Path) -> None:
        self._step = AssignLatePenalties(config=config_of(course))
        self._step.init_plugin()

    def assign(self, gb: Any, submission: Any, learner: str) -> None:
        """Set each notebook's penalty, as nbgrader does: none in time, else what the plugin says, within the score."""
        due = submission.assignment.duedate
        late = submission.total_seconds_late if due is not None else 0
        for notebook in submission.notebooks:
            if not late:
                if notebook.late_submission_penalty:
                    notebook.late_submission_penalty = None
                continue
            gb.db.flush()
            gb.db.refresh(notebook, ["score"])
            penalty = self._step.plugin_inst.late_submission_penalty(learner, notebook.score, late)
            if penalty is not None:
                penalty = self._step._check_late_penalty(notebook, penalty)
            notebook.late_submission_penalty = penalty


def config_of(course: Path) -> Config:
    """The course's nbgrader configuration; empty where there is none.  Raises BadInput where it cannot be run."""
    try:
        return PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    except ConfigFileNotFound:
        return Config()
    except Exception as error:  # whatever the instructor's own Python raises
        raise BadInput(f"{course / CONFIG} cannot be run ({type(error).__name__}: {error}). Mend that line.") from error
