"""Small grey pictures in rows, drawn by matplotlib in a process of its own: its 50 MB do not stay in the kernel."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

DRAW = """
import io, sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

given = np.load(io.BytesIO(sys.stdin.buffer.read()))
images, titles, columns = given["images"], given["titles"], int(given["columns"])
rows = -(-len(images) // columns)
figure, axes = plt.subplots(rows, columns, figsize=(7, 7 / columns * rows * (1.25 if titles.size else 1)),
                            layout="constrained", squeeze=False)
for axis in axes.flat:
    axis.axis("off")
for at, (axis, image) in enumerate(zip(axes.flat, images)):
    axis.imshow(image, cmap="gray_r")
    if titles.size:
        axis.set_title(titles[at], fontsize=9)
figure.savefig(sys.stdout.buffer, format="png", dpi=90)
"""


def pictures(images: Any, titles: Sequence[str] = (), columns: int = 5) -> Any:
    """A picture of all images, (N, height, width) as numbers, dark where they are large; above each its title.

    Raises ValueError for no image, and RuntimeError, with its last line, where matplotlib fails.
    """
    from IPython.display import Image

    array = np.asarray(images, np.float32)
    if array.ndim != 3 or not len(array):
        raise ValueError(f"pictures are of shape (N, height, width), one or more; this is {array.shape}")
    given = io.BytesIO()
    np.savez(given, images=array, titles=np.array(list(titles), str), columns=columns)
    done = subprocess.run([sys.executable, "-c", DRAW], input=given.getvalue(), capture_output=True)
    if done.returncode:
        raise RuntimeError(f"matplotlib drew nothing: {done.stderr.decode().splitlines()[-1]}")
    return Image(data=done.stdout)
