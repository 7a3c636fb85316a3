"""nbgrader's view of this course: sources are built from solutions/, releases stand in lessons/."""

import os
import sys
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from autograder.gradebook import find_alembic  # noqa: E402
from autograder.starters import STEPS  # noqa: E402

find_alembic()

c = get_config()  # noqa: F821  (traitlets puts it into the file that it reads)
c.CourseDirectory.course_id = "rebuild-nn"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "lessons"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.GenerateAssignment.preprocessors = STEPS

# The exchange must be a folder that all can write to; on one's own machine a folder of one's own does.
exchange = Path(os.environ.get("COURSE_EXCHANGE") or Path(jupyter_data_dir()) / "rebuild-nn-exchange")
exchange.mkdir(parents=True, exist_ok=True)
c.Exchange.root = str(exchange)
