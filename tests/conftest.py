"""Tests import their helpers by name: each stands in the folder that uses it."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / folder) for folder in ("engine", "browser")]
