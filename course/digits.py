"""The handwritten digits that come with scikit-learn, read as a file: scikit-learn itself is not imported."""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np


def digits() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """1,797 images of 8x8 as rows of 64 float32 between 0 and 1, and their labels as int64.

    Raises FileNotFoundError, with the mend, where scikit-learn is not installed.
    """
    found = find_spec("sklearn")
    if found is None or found.origin is None:
        raise FileNotFoundError("the digits come with scikit-learn. Mend: pip install scikit-learn")
    with gzip.open(Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz", "rt") as file:
        table = np.loadtxt(file, delimiter=",", dtype=np.float32)
    return table[:, :-1] / np.float32(16), table[:, -1].astype(np.int64)
