"""Views, joins and splits are torch's: values, shapes, memory and gradients."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from two_libraries import LIBRARIES, both, both_raise, claims

VIEWS = {
    "view": lambda torch, x: x.view(4, 6),
    "view with -1": lambda torch, x: x.view(-1, 2),
    "view_as": lambda torch, x: x.view_as(torch.ones(6, 4)),
    "reshape": lambda torch, x: x.reshape(24),
    "flatten": lambda torch, x: x.flatten(1),
    "flatten all": lambda torch, x: torch.flatten(x),
    "unflatten": lambda torch, x: x.unflatten(2, (2, -1)),
    "permute": lambda torch, x: x.permute(2, 0, 1),
    "transpose": lambda torch, x: x.transpose(0, -1),
    "mT": lambda torch, x: x.mT,
    "t": lambda torch, x: x[0].t(),
    "T": lambda torch, x: x[0].T,
    "movedim": lambda torch, x: x.movedim(0, 2),
    "squeeze": lambda torch, x: x[:1].squeeze(),
    "squeeze a dim": lambda torch, x: x[:1].squeeze(0),
    "squeeze nothing": lambda torch, x: x.squeeze(1),
    "unsqueeze": lambda torch, x: x.unsqueeze(-1),
    "expand": lambda torch, x: x.expand(5, -1, -1, -1),
    "expand_as": lambda torch, x: x[:, :1].expand_as(torch.ones(2, 3, 4)),
    "narrow": lambda torch, x: x.narrow(1, 1, 2),
    "select": lambda torch, x: x.select(1, -1),
    "split": lambda torch, x: x.split(2, 2),
    "split in sizes": lambda torch, x: torch.split(x, [1, 3], dim=-1),
    "chunk": lambda torch, x: x.chunk(3, 2),
    "unbind": lambda torch, x: x.unbind(1),
    "iteration": lambda torch, x: list(x),
}
COPIES = {
    "reshape of a transposed": lambda torch, x: x.transpose(0, 1).reshape(-1).clone(),
    "contiguous": lambda torch, x: x.transpose(0, 1).contiguous(),
    "clone": lambda torch, x: x.clone(),
    "repeat": lambda torch, x: x.repeat(2, 1, 1, 3),
    "cat": lambda torch, x: torch.cat([x, x[:1] * 2]),
    "cat along a dim": lambda torch, x: torch.cat((x, x, -x), dim=-1),
    "cat of two dtypes": lambda torch, x: torch.cat([x, torch.ones(1, 3, 4, dtype=torch.float64)]),
    "cat with nothing": lambda torch, x: torch.cat([torch.ones(0), x[0, 0]]),
    "stack": lambda torch, x: torch.stack([x, x * 3], 1),
    "gather": lambda torch, x: x.gather(2, torch.zeros(2, 3, 2, dtype=torch.int64)),
    "index_select": lambda torch, x: x.index_select(1, torch.tensor([2, 0, 0])),
}


@pytest.mark.parametrize("name", [*VIEWS, *COPIES])
def test_another_shape_and_its_gradient_are_torchs(name):
    both((VIEWS | COPIES)[name], (2, 3, 4))


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shares_memory_and_its_count_of_changes(name):
    for torch in LIBRARIES:
        x = torch.arange(24.0).reshape(2, 3, 4)
        view = VIEWS[name](torch, x)
        view = view[0] if isinstance(view, (tuple, list)) else view
        with torch.no_grad():
            x.add_(100)
        assert view.min().item() >= 100, torch.__name__
        assert view._version == x._version, torch.__name__


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_shares_nothing(name):
    for torch in LIBRARIES:
        x = torch.zeros(2, 3, 4)
        copy = COPIES[name](torch, x)
        x.fill_(5)
        assert copy.max().item() < 5, torch.__name__


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_reshape_is_torchs_or_is_refused(data):
    shape = tuple(data.draw(st.lists(st.integers(0, 4), max_size=3)))
    wanted = tuple(data.draw(st.lists(st.integers(-1, 6), max_size=3)))
    try:
        both(lambda torch, x: x.reshape(wanted), shape)
    except RuntimeError:
        both_raise(lambda torch, x: x.reshape(wanted), shape)


@claims(
    a_view_that_does_not_fit=lambda torch: torch.ones(2, 3).view(5),
    a_view_that_needs_a_copy=lambda torch: torch.ones(2, 3).t().view(6),
    two_unknown_sizes=lambda torch: torch.ones(2, 3).view(-1, -1),
    a_permutation_too_short=lambda torch: torch.ones(2, 3).permute(0),
    a_dim_twice=lambda torch: torch.ones(2, 3).permute(0, 0),
    a_dim_there_is_not=lambda torch: torch.ones(2, 3).transpose(0, 4),
    t_of_three=lambda torch: torch.ones(2, 3, 4).t(),
    cat_of_nothing=lambda torch: torch.cat([]),
    cat_of_other_sizes=lambda torch: torch.cat([torch.ones(2, 2), torch.ones(2, 3)]),
    cat_of_other_dims=lambda torch: torch.cat([torch.ones(2), torch.ones(2, 3)]),
    stack_of_other_shapes=lambda torch: torch.stack([torch.ones(2), torch.ones(3)]),
    expand_of_a_real_size=lambda torch: torch.ones(2, 3).expand(3, 3),
    expand_to_fewer=lambda torch: torch.ones(2, 3).expand(3),
    split_that_leaves_some=lambda torch: torch.ones(5).split([2, 2]),
    squeeze_beyond=lambda torch: torch.ones(2).squeeze(3),
    size_beyond=lambda torch: torch.ones(2).size(3),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


@claims(
    vectors=lambda torch, a, b: a[0, 0] @ b[0, :, 0],
    matrix_and_vector=lambda torch, a, b: a[0] @ b[0, :, 0],
    vector_and_matrix=lambda torch, a, b: a[0, 0] @ b[0],
    matrices=lambda torch, a, b: a[0] @ b[0],
    mm=lambda torch, a, b: torch.mm(a[1], b[1]),
    batches=lambda torch, a, b: torch.bmm(a, b),
    batch_and_matrix=lambda torch, a, b: a @ b[0],
    batch_and_vector=lambda torch, a, b: a @ b[0, :, 0],
    vector_and_batch=lambda torch, a, b: (a[0, 0] @ b) * 1,  # torch has two names for this one
    broadcast_batches=lambda torch, a, b: (a[:, None] @ b[None]).sum(0),
    outer=lambda torch, a, b: torch.outer(a[0, 0], b[0, 0]),
    dot=lambda torch, a, b: torch.dot(a[0, 0], b[0, :, 0]),
)
def test_a_product_of_matrices_and_its_gradient_are_torchs(experiment):
    both(experiment, (2, 3, 4), (2, 4, 5))
    both(experiment, (2, 3, 4), (2, 4, 5), dtype="float64")


@claims(
    matrices=lambda torch: torch.ones(2, 3) @ torch.ones(2, 3),
    vectors=lambda torch: torch.ones(2) @ torch.ones(3),
    matrix_and_vector=lambda torch: torch.ones(2, 3) @ torch.ones(2),
    a_number=lambda torch: torch.ones(2) @ torch.tensor(1.0),
    batches=lambda torch: torch.ones(2, 3, 3) @ torch.ones(5, 3, 3),
    two_dtypes=lambda torch: torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.float64),
    not_a_tensor=lambda torch: torch.ones(2, 2) @ 3,
)
def test_products_that_do_not_fit_are_refused(experiment):
    both_raise(experiment)


def test_the_words_of_a_mismatch_name_both_shapes():
    both_raise(lambda torch: torch.ones(2, 3) @ torch.ones(2, 3), words="cannot be multiplied (2x3 and 2x3)")
    both_raise(lambda torch: torch.ones(2, 3) + torch.ones(2, 4), words="size of tensor a (3) must match the size of")
