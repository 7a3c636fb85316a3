"""The classroom, importable by its name."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]
