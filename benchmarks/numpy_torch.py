"""The numpy torch beside real torch and beside numpy by hand, and the reference nn on it: interleaved, in one run.

    python benchmarks/numpy_torch.py [--rounds 30] [--markdown]

Everything runs with one BLAS thread. In each round every contestant runs for the same share of time, in turn; a ratio
is taken within the round, and the median over the rounds is what the table shows, beside the bar it is held to.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import by_hand
import machinery
import torch as real_torch

from course import numpy_torch
from course.digits import digits

real_torch.set_num_threads(1)
WORLDS = {"ours": numpy_torch, "torch": real_torch}
OTHERS = {"torch": "torch", "plain": "plain numpy", "fused": "fused numpy", "no hooks": "a Module without hooks"}
Array = np.ndarray[Any, Any]
Step = Callable[[], Any]


@dataclass(frozen=True)
class Workload:
    """A name, its contestants, and the bar for ours against each of the others."""

    name: str
    contestants: dict[str, Step]
    bars: dict[str, float]


def weights_of(shapes: list[tuple[int, ...]], rng: np.random.Generator) -> list[Array]:
    """Uniform weights, as nn.Linear and nn.Conv2d start."""
    made = []
    for shape in shapes:
        bound = 1 / np.sqrt(np.prod(shape[1:]) if len(shape) > 1 else shape[0])
        made.append(rng.uniform(-bound, bound, shape).astype(np.float32))
    return made


def in_torch(torch: Any, weights: list[Array], x: Array, y: Array, forward: Callable[..., Any]) -> Step:
    """One training step as a torch user writes it: functional calls over leaves, cross_entropy, SGD."""
    params = [torch.tensor(w).requires_grad_() for w in weights]
    images, labels = torch.tensor(x), torch.tensor(y)
    optimizer = torch.optim.SGD(params, lr=float(by_hand.LR))
    F = torch.nn.functional  # noqa: N806

    def step() -> Any:
        loss = F.cross_entropy(forward(F, images, *params), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    return step


def mlp(F: Any, h: Any, *params: Any) -> Any:  # noqa: N803
    for i in range(0, len(params), 2):
        h = F.linear(h, params[i], params[i + 1])
        if i + 2 < len(params):
            h = F.relu(h)
    return h


def cnn(F: Any, h: Any, kernel: Any, kb: Any, w: Any, b: Any) -> Any:  # noqa: N803
    h = F.max_pool2d(F.relu(F.conv2d(h, kernel, kb, padding=1)), 2)
    return F.linear(h.flatten(1), w, b)


def training(
    name: str, sizes: tuple[int, ...], batch: int, bars: dict[str, float], image: int | None = None
) -> Workload:
    """An MLP of these sizes, or a CNN on square images."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 10, batch)
    if image is None:
        shapes: list[tuple[int, ...]] = [s for a, b in pairwise(sizes) for s in ((b, a), (b,))]
        x = rng.standard_normal((batch, sizes[0])).astype(np.float32)
        forward, plain, fused = mlp, by_hand.plain_mlp, by_hand.fused_mlp
    else:
        shapes = [(16, 1, 3, 3), (16,), (10, 16 * (image // 2) ** 2), (10,)]
        x = rng.standard_normal((batch, 1, image, image)).astype(np.float32)
        forward, plain, fused = cnn, by_hand.plain_cnn, by_hand.fused_cnn
    weights = weights_of(shapes, rng)
    contestants = {key: in_torch(world, weights, x, y, forward) for key, world in WORLDS.items()}
    contestants |= {"plain": plain(weights, x, y), "fused": fused(weights, x, y)}
    return Workload(name, contestants, bars)


def chain(backward: bool) -> Workload:
    """A hundred linear(4, 4) in a row, one row of input."""
    rng = np.random.default_rng(0)
    weights = weights_of([(4, 4), (4,)] * 100, rng)
    x = rng.standard_normal((1, 4)).astype(np.float32)

    def steps(torch: Any) -> Step:
        params = [torch.tensor(w).requires_grad_() for w in weights]
        start, F = torch.tensor(x), torch.nn.functional  # noqa: N806

        def step() -> Any:
            h = start
            for i in range(0, 200, 2):
                h = F.linear(h, params[i], params[i + 1])
            if backward:
                h.sum().backward()
            return h

        return step

    name = "W4: 100 linear(4, 4), forward + backward" if backward else "W4: 100 linear(4, 4), forward"
    return Workload(name, {k: steps(w) for k, w in WORLDS.items()}, {"torch": 0.30 if backward else 0.40})


def epochs() -> Workload:
    """Twenty epochs of W1 on the digits; the last loss is compared too."""
    images, labels = digits()
    rng = np.random.default_rng(0)
    weights = weights_of([(128, 64), (128,), (64, 128), (64,), (10, 64), (10,)], rng)

    def run(torch: Any) -> Step:
        def step() -> Any:
            F = torch.nn.functional  # noqa: N806
            params = [torch.tensor(w).requires_grad_() for w in weights]
            x, y = torch.tensor(images), torch.tensor(labels)
            optimizer = torch.optim.SGD(params, lr=0.1)
            loss = None
            for _ in range(20):
                for at in range(0, len(x), 32):
                    loss = F.cross_entropy(mlp(F, x[at : at + 32], *params), y[at : at + 32])
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
            return loss

        return step

    return Workload("20 epochs of digits, W1's net", {k: run(w) for k, w in WORLDS.items()}, {"torch": 0.36})


def hooks() -> Workload:
    """What a small network pays for hooks that nobody registered."""
    make = machinery.training(machinery.mlp(64, 128, 64, 10), (32, 64))
    worlds = machinery.WORLDS | {"no hooks": machinery.without_hooks()}
    return Workload("nn: MLP, hooks", {key: make(torch) for key, torch in worlds.items()}, {"no hooks": 1.02})


def workloads() -> list[Workload]:
    small, large = (64, 128, 64, 10), (784, 256, 128, 10)
    return [
        training("W1: MLP 64-128-64-10, batch 32", small, 32, {"torch": 0.38, "plain": 1.25, "fused": 1.7}),
        training("W2: MLP 784-256-128-10, batch 128", large, 128, {"torch": 0.82, "plain": 1.03, "fused": 1.15}),
        training("W3: CNN, batch 32, 8x8", (), 32, {"torch": 0.53, "plain": 0.5, "fused": 2.7}, image=8),
        training("W3: CNN, batch 32, 28x28", (), 32, {"torch": 0.77, "plain": 0.5, "fused": 1.8}, image=28),
        chain(backward=False),
        chain(backward=True),
        epochs(),
        *(
            Workload(name, {world: make(torch) for world, torch in machinery.WORLDS.items()}, {"torch": bar})
            for name, make, bar in machinery.workloads()
        ),
        hooks(),
    ]


def measure(work: Workload, rounds: int, share: float) -> dict[str, list[float]]:
    """Seconds of processor time of one step, by contestant and round."""
    counts = {}
    for name, step in work.contestants.items():
        step()
        start = time.process_time()
        step()
        counts[name] = max(1, round(share / max(time.process_time() - start, 1e-5)))
    taken: dict[str, list[float]] = {name: [] for name in counts}
    for i in range(rounds):
        names = list(counts) if i % 2 else list(counts)[::-1]  # who comes first changes, so that nobody is always warm
        for name in names:
            step = work.contestants[name]
            start = time.process_time()
            for _ in range(counts[name]):
                step()
            taken[name].append((time.process_time() - start) / counts[name])
    return taken


def as_number(loss: Any) -> float:
    return float(loss.item() if hasattr(loss, "item") and loss.numel() == 1 else loss if isinstance(loss, float) else 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=30, help="rounds of each workload (30)")
    parser.add_argument("--share", type=float, default=0.02, help="seconds a contestant runs in a round (0.02)")
    parser.add_argument("--only", default="", help="workloads whose name holds this")
    given = parser.parse_args()
    print("| workload | ours, ms |", *(f"against {other} |" for other in OTHERS.values()))
    print("|---" * (2 + len(OTHERS)) + "|")
    missed = 0
    for work in workloads():
        if given.only not in work.name:
            continue
        losses = {name: as_number(step()) for name, step in work.contestants.items()}
        if max(losses.values()) - min(losses.values()) > 1e-5 * max(1.0, abs(losses["torch"])):
            raise SystemExit(f"{work.name}: the contestants do not compute the same: {losses}")
        taken = measure(work, given.rounds, given.share)
        cells = []
        for other in OTHERS:
            if other not in work.bars:
                cells.append("")
                continue
            ratio = statistics.median(a / b for a, b in zip(taken["ours"], taken[other], strict=True))
            missed += ratio > work.bars[other]
            cells.append(f"{ratio:.2f} (bar {work.bars[other]:.2f}){'' if ratio <= work.bars[other] else ' missed'}")
        print(f"| {work.name} | {1000 * statistics.median(taken['ours']):.2f} | {' | '.join(cells)} |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
