"""Everything the course can show, as cells of one notebook: what tests measure is what stands here.

An exhibit is named for what `course` offers; test_accessibility.py asks that nothing on offer is left out.
"""

from __future__ import annotations

import nbformat

START = """
from course import *
import torch as real
from course import numpy_torch as torch
from solutions.reference import nn as whole
nn = bench("01")
"""
TREE = """
def net(torch, nn, width):
    made = nn.Module()
    made.weight = nn.Parameter(torch.ones(width, 2))
    made.bias = nn.Parameter(torch.zeros(3), requires_grad=False)
    made.inner = nn.Module()
    made.inner.scale = made.weight
    return made
mine, theirs = net(torch, whole, 4), net(real, real.nn, 3)
mine.also = whole.Parameter(torch.ones(1))
tree(mine, theirs)
"""
TRAINING = """
def run(torch, epochs):
    images, labels = torch.rand(12, 64), torch.arange(12) % 10
    weight = torch.zeros(64, 10, requires_grad=True)
    for epoch in epochs:
        loss = torch.nn.functional.cross_entropy(images @ weight, labels)
        loss.backward()
        with torch.no_grad():
            weight -= weight.grad
            weight.grad = None
        yield loss
        yield images, images @ weight, labels
training(run, epochs=5, nn=whole)
"""
TIMELINE = """
def one_pass(torch):
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(), nn.Linear(3, 1)))

    def scale(module, args, output):
        return 2 * output if torch is real else 3 * output

    net[1][0].register_forward_hook(scale)
    return net, torch.ones(1, 2)
timeline(one_pass, nn=whole)
"""
STATES = """
layers, state = whole.Sequential(whole.Linear(2, 3), whole.ReLU()), whole.Linear(2, 3).state_dict()
state["0.weight"], state["0.bias"] = torch.ones(1, 2), layers.state_dict()["0.bias"]
states(layers, state)
"""
WRONG = """
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        print("made")
        return torch.Tensor._make_subclass(cls, {}, requires_grad)
check("1.1", nn)
"""
EXHIBITS = {
    "check, untouched": 'check("1.1", nn)',
    "check, raises": WRONG.format("data.no_such_thing"),
    "check, differs": WRONG.format("torch.empty(0) if data is None else data.clone()"),
    "check, agrees": WRONG.format("torch.empty(0) if data is None else data"),
    "hint": 'hint("1.1")',
    "hint, the last": 'hint("1.1", 3)',
    "solution": 'solution("1.1")',
    "predict": 'predict("1.6")',
    "predict, answered": 'predict("1.6", "yes")',
    "reset": 'reset("1.1")',
    "skip": 'skip("1.2")',
    "progress": "progress()",
    "tree": TREE,
    "gradient_bench": "gradient_bench(nn=whole)",
    "states": STATES,
    "timeline": TIMELINE,
    "training": TRAINING,
    "both, alike": "%both torch.ones(2)",
    "both, unlike": "%both nn.Module",
    "both, a frame in yours": "%%both\ndef f():\n    return g()\ndef g():\n    return nn.Linear\nf()",
}


def offered() -> set[str]:
    """What the exhibits show."""
    return {name.split(",")[0] for name in EXHIBITS}


def cell_of(name: str) -> str:
    """The id of an exhibit's cell."""
    return name.replace(",", "").replace(" ", "-")


def notebook() -> str:
    """The notebook of all exhibits."""
    cells = [nbformat.v4.new_code_cell(START.strip(), id="start")]
    tags = {"tags": ["raises-exception"]}
    cells += [nbformat.v4.new_code_cell(text.strip(), id=cell_of(n), metadata=tags) for n, text in EXHIBITS.items()]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=kernel))
