"""Tests import their own helpers by name, from their own folder."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "engine")]
