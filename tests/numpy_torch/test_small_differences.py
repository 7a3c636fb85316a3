"""Warnings, messages and corner cases in which a small torch easily differs from the large one."""

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from two_libraries import LIBRARIES, both, both_raise, claims, error_of

from course import numpy_torch

ROOT = Path(numpy_torch.__file__).parent.parent.parent


def warned(library, line):
    """The messages of warnings that a line gives in a fresh process, run three times."""
    code = (
        "import warnings\nwarnings.simplefilter('always')\n"
        + {"torch": "import torch", "numpy_torch": "from course import numpy_torch as torch"}[library]
        + f"\nx = torch.tensor(2.0, requires_grad=True)\nfor i in range(3):\n    {line}\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    texts = [text.split("Warning: ")[1] for text in run.stderr.splitlines() if "Warning: " in text]
    return [text.split(" (Triggered")[0] for text in texts]


LINES = ["float(x)", "torch.ones(3).T; torch.ones(()).T", "int(x); x.item(); complex(x)"]


@pytest.mark.parametrize("line", LINES)
def test_a_notice_is_given_once_a_process_in_torchs_words(line):
    theirs, ours = warned("torch", line), warned("numpy_torch", line)
    assert theirs
    assert ours == theirs


@claims(
    number=lambda torch: torch.Tensor._make_subclass(torch.Tensor, torch.ones(2), 1),
    none=lambda torch: torch.Tensor._make_subclass(torch.Tensor, torch.ones(2), None),
    integers=lambda torch: torch.Tensor._make_subclass(torch.Tensor, torch.tensor([1]), True),
)
def test_a_subclass_is_told_by_a_bool_whether_it_requires_grad(experiment):
    both_raise(experiment)


def test_a_tensor_can_be_seen_as_a_subclass():
    for torch in LIBRARIES:
        kind = type("Named", (torch.Tensor,), {})
        x = torch.ones(2, requires_grad=True)
        seen = (x * 3).as_subclass(kind)
        assert type(seen) is kind
        assert repr(seen).startswith("Named(")
        seen.sum().backward()
        assert x.grad.tolist() == [3.0, 3.0]


def test_a_view_made_before_its_base_first_required_grad_follows_it():
    def experiment(torch, w):
        base = torch.ones(2, 3)
        row, column = base[0], base[:, 1]
        base.mul_(w)
        return [row * 2, column, row.requires_grad, type(row.grad_fn).__name__]

    both(experiment, ())


def test_a_changed_result_is_named_in_the_message():
    def experiment(torch, x):
        y = x.exp()
        y.add_(1)
        y.sum().backward()

    both_raise(experiment, (2,), grad=True, words="[torch.FloatTensor [2]], which is output 0 of Exp, is at version 1")


@claims(
    float32s=lambda torch: torch.tensor([torch.tensor(1.0), torch.tensor(2.0)]),
    float64s=lambda torch: torch.tensor([torch.tensor(0.1, dtype=torch.float64)]),
    that_require_grad=lambda torch: torch.tensor([torch.tensor(1.0, requires_grad=True).detach()]),
    digits_of_a_float64=lambda torch: torch.tensor([0.1, 1 / 3], dtype=torch.float64),
    a_number_beside=lambda torch: torch.tensor([torch.tensor(1), 2]),
)
def test_a_list_becomes_the_tensor_it_becomes_in_torch(experiment):
    both(experiment, grad=False)


def test_a_loss_by_classes_can_go_back_only_once():
    def experiment(torch, x):
        loss = torch.nn.functional.nll_loss(x, torch.tensor([0, 1]))
        loss.backward()
        loss.backward()

    for torch in LIBRARIES:
        x = torch.ones(2, 3, requires_grad=True)
        outcome = error_of(lambda torch=torch, x=x: experiment(torch, x))
        if torch is not numpy_torch:
            expected = type(outcome)
    assert type(outcome) is expected


@claims(
    einsum_of_too_many=lambda torch, x: torch.einsum("ij,jk", x),
    einsum_of_wrong_letters=lambda torch, x: torch.einsum("ijk->i", x),
    einsum_to_an_unknown_letter=lambda torch, x: torch.einsum("ij->z", x),
    einsum_of_two_sizes=lambda torch, x: torch.einsum("ii", x),
    tril_of_a_vector=lambda torch, x: x[0].tril(),
    diag_of_a_batch=lambda torch, x: x[None].diag(),
    diagonal_of_one_dim=lambda torch, x: x.diagonal(0, 1, 1),
    flip_twice=lambda torch, x: x.flip(0, 0),
    flip_of_a_dim_there_is_not=lambda torch, x: x.flip(4),
    roll_without_a_partner=lambda torch, x: x.roll((1, 2), 0),
    gather_beyond_the_end=lambda torch, x: x.gather(1, torch.tensor([[7]])),
    gather_of_other_dims=lambda torch, x: x.gather(1, torch.tensor([0])),
    scatter_of_another_dtype=lambda torch, x: x.scatter(1, torch.tensor([[0]]), torch.ones(1, 1).double()),
    scatter_beyond_the_end=lambda torch, x: x.scatter(1, torch.tensor([[9]]), 1.0),
    scatter_by_floats=lambda torch, x: x.scatter(1, torch.tensor([[0.0]]), 1.0),
    index_select_beyond_the_end=lambda torch, x: x.index_select(0, torch.tensor([5])),
    index_select_by_floats=lambda torch, x: x.index_select(0, torch.tensor([0.0])),
    index_add_of_another_shape=lambda torch, x: x.index_add(0, torch.tensor([0]), torch.ones(2, 3)),
    take_beyond_the_end=lambda torch, x: x.take(torch.tensor([99])),
    masked_select_by_numbers=lambda torch, x: x.masked_select(torch.ones(2, 3)),
    unfold_too_wide=lambda torch, x: x.unfold(1, 9, 1),
    unfold_without_a_step=lambda torch, x: x.unfold(1, 1, 0),
    split_into_none=lambda torch, x: x.tensor_split(0),
    split_unevenly=lambda torch, x: x.hsplit(2),
    addmm_of_other_sizes=lambda torch, x: torch.addmm(x, x, x),
    addmm_of_vectors=lambda torch, x: torch.addmm(x, x[0], x),
    baddbmm_of_matrices=lambda torch, x: torch.baddbmm(x, x[None], x[None]),
    cross_of_two_numbers=lambda torch, x: torch.cross(x[:, :2], x[:, :2], dim=1),
    tensordot_of_other_sizes=lambda torch, x: torch.tensordot(x, x, 1),
    kthvalue_of_too_many=lambda torch, x: x.kthvalue(9),
    quantile_above_one=lambda torch, x: x.quantile(2.0),
    median_of_no_dim=lambda torch, x: x.median(7),
    bincount_of_negatives=lambda torch, x: torch.bincount(torch.tensor([-1])),
    histc_without_bins=lambda torch, x: x.histc(0),
    meshgrid_of_matrices=lambda torch, x: torch.meshgrid(x, x, indexing="ij"),
    meshgrid_by_an_unknown_order=lambda torch, x: torch.meshgrid(x[0], x[0], indexing="zz"),
    repeat_interleave_of_other_lengths=lambda torch, x: x.repeat_interleave(torch.tensor([1, 2, 3]), 0),
    movedim_of_two_to_one=lambda torch, x: x.movedim((0, 1), (0,)),
    broadcast_of_other_sizes=lambda torch, x: torch.broadcast_tensors(x, torch.ones(5)),
    broadcast_shapes_of_other_sizes=lambda torch, x: torch.broadcast_shapes((2, 3), (4,)),
    lerp_of_two_dtypes=lambda torch, x: x.lerp(x.double(), 0.5),
    addcdiv_of_integers=lambda torch, x: torch.addcdiv(x.long(), x.long(), x.long()),
    logaddexp_of_integers=lambda torch, x: torch.logaddexp(x.long(), x.long()),
    bits_of_floats=lambda torch, x: x & x,
    a_scale_that_is_no_integer=lambda torch, x: x.long().add(x.long(), alpha=0.5),
    maximum_of_a_number=lambda torch, x: torch.maximum(x, 1.0),
    outer_of_matrices=lambda torch, x: torch.outer(x, x),
    mT_of_a_vector=lambda torch, x: x[0].mT,
    floor_division_backward=lambda torch, x: (x.requires_grad_() // 2).sum().backward(),
    stack_of_two_shapes=lambda torch, x: torch.dstack([x, x[:1]]),
    searchsorted_of_other_rows=lambda torch, x: torch.searchsorted(x, torch.ones(3, 2)),
)
def test_what_torch_refuses_is_refused(experiment):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        both_raise(experiment, (2, 3))


@claims(
    signs=lambda torch, x: _changed(torch, x * 1, "//= 2", "%= 3"),
    bits=lambda torch, x: _changed(torch, (x * 4).long(), "&= 5", "|= 2", "^= 1", "<<= 2", ">>= 1", "//= 2"),
    triangle=lambda torch, x: (x * 1).tril_(),
    product=lambda torch, x: (x[:, :2] * 1).addmm_(x, x.t()),
    bounds=lambda torch, x: (x * 1).clamp_min_(-0.5).clamp_max_(0.5),
    sums=lambda torch, x: (x * 1).cumsum_(1).cumprod_(1),
    rest=lambda torch, x: (x * 1).fmod_(0.7).remainder_(0.3).atan2_(x),
)
def test_a_change_in_place_is_torchs(experiment):
    both(lambda torch, x: experiment(torch, x) * 1, (2, 3), grad="//= 2" not in experiment.__code__.co_consts)


def _changed(torch, x, *signs):
    same = x
    for sign in signs:
        names = {"x": x}
        exec(f"x {sign}", names)
        x = names["x"]
        assert x is same
    return x


@claims(
    a_float_into_integers=lambda torch: torch.tensor([1, 2]).float_power_(2),
    a_triangle_of_a_leaf=lambda torch: torch.ones(2, 2, requires_grad=True).tril_(),
)
def test_a_change_that_does_not_fit_is_refused(experiment):
    both_raise(experiment)
