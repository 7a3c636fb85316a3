"""Changes in place: what is counted, what is refused, and how gradients go through views."""

import pytest
from two_libraries import LIBRARIES, both, both_raise, claims

from course import numpy_torch


@claims(
    add_=lambda torch, y, w: y.add_(w),
    add_scaled=lambda torch, y, w: y.add_(w, alpha=0.5),
    sub_=lambda torch, y, w: y.sub_(w),
    mul_=lambda torch, y, w: y.mul_(w),
    div_=lambda torch, y, w: y.div_(w),
    pow_=lambda torch, y, w: y.pow_(2),
    operators=lambda torch, y, w: _operators(y, w),
    fill_=lambda torch, y, w: y.fill_(3),
    zero_=lambda torch, y, w: y.zero_().add_(w),
    copy_=lambda torch, y, w: y.copy_(w),
    exp_=lambda torch, y, w: y.exp_() * w,
    sigmoid_=lambda torch, y, w: y.sigmoid_() * w,
    tanh_=lambda torch, y, w: y.tanh_() * w,
    relu_=lambda torch, y, w: y.relu_() * w,
    neg_=lambda torch, y, w: y.neg_() * w,
    clamp_=lambda torch, y, w: y.clamp_(-1, 1) * w,
    masked_fill_=lambda torch, y, w: (y.masked_fill_(y > 0, 0.5) * w) * 1,
    a_row=lambda torch, y, w: [y[0].mul_(w * 3), y][1],
    a_column=lambda torch, y, w: [y[:, 0].exp_(), y * y][1],
    a_column_by_operator=lambda torch, y, w: _column(y),
    a_row_filled=lambda torch, y, w: [y[0].zero_(), y[1].copy_(w), y * y][2],
    a_view_of_a_view=lambda torch, y, w: [y.view(-1)[2:5].mul_(w), y * y][1],
    a_transposed=lambda torch, y, w: [y.t()[1].mul_(3), y * y][1],
    transposed_itself=lambda torch, y, w: [y.t_(), y.mul_(w[:2]) * y][1],
    a_view_transposed_itself=lambda torch, y, w: [v := y[:, 1:], v.t_(), v.mul_(w[:2]), y * y, v.t()][3:],
    squeezed_itself=lambda torch, y, w: (y[:1] * 1).squeeze_(0).mul_(w).unsqueeze_(-1).squeeze_((1,)).squeeze_(),
    swapped_itself=lambda torch, y, w: y.unsqueeze_(0).transpose_(0, 2).swapaxes_(0, 1),
    a_diagonal_filled=lambda torch, y, w: [y.fill_diagonal_(5), y * y][1],
    a_view_made_before=lambda torch, y, w: [v := y[0], y.mul_(w), v * v][2],
    a_part_of_a_constant=lambda torch, y, w: _written(torch, w),
)
def test_a_change_in_place_and_its_gradients_are_torchs(experiment):
    both(lambda torch, x, w: experiment(torch, x * 2, w), (2, 3), (3,))
    both(lambda torch, x, w: experiment(torch, (x.t() * 2).t(), w), (2, 3), (3,))


def _operators(y, w):
    y += w
    y -= 1
    y *= w
    y /= 2
    return y


def _column(y):
    y[:, 0] *= 2
    y[1] += y[0].detach()
    return y * y


def _written(torch, w):
    z = torch.zeros(2, 3)
    z[0].copy_(w * 2)
    z[1] = w
    return z * z


@claims(
    counted=lambda torch: [(x := torch.ones(2))._version, x.add_(1)._version, x.mul_(2).zero_()._version],
    turned=lambda torch: [(x := torch.ones(2, 3)).t_()._version, x.unsqueeze_(0)._version, x.shape, x.stride()],
    strided_shares=lambda torch: [(x := torch.zeros(2, 3)).as_strided((2,), (4,), 1).add_(1)._version, x],
    shared_with_views=lambda torch: [(x := torch.ones(2, 2))[0].add_(1).tolist(), x._version, x.t()._version],
    shared_with_detached=lambda torch: [(x := torch.ones(2)).detach().add_(1).tolist(), x._version],
    not_shared_with_data=lambda torch: [(x := torch.ones(2)).data.add_(1).tolist(), x._version, x.tolist()],
    not_shared_with_clones=lambda torch: [(x := torch.ones(2)).clone().add_(1).tolist(), x._version],
    the_same_object=lambda torch: [(x := torch.ones(2)).add_(1) is x, x.zero_() is x, x.requires_grad_() is x],
    dtype_kept=lambda torch: [torch.ones(2).add_(1), torch.tensor([1, 2]).add_(True), torch.tensor([3]).mul_(2)],
    wider_kept=lambda torch: torch.ones(2).add_(torch.ones(2, dtype=torch.float64)),
)
def test_changes_are_counted_as_in_torch(experiment):
    both(experiment, grad=False)


@claims(
    a_leaf=lambda torch: torch.ones(2, requires_grad=True).add_(1),
    a_leaf_transposed=lambda torch: torch.ones(2, 2, requires_grad=True).t_(),
    a_view_of_a_leaf_squeezed=lambda torch: torch.ones(2, 1, requires_grad=True)[0].squeeze_(),
    t_of_three=lambda torch: torch.ones(2, 2, 2).t_(),
    a_vectors_diagonal=lambda torch: torch.ones(3).fill_diagonal_(1),
    a_diagonal_of_unequal_sizes=lambda torch: torch.ones(3, 3, 2).fill_diagonal_(1),
    strides_beyond_the_memory=lambda torch: torch.ones(2).as_strided((3,), (1,)),
    strides_of_another_number=lambda torch: torch.ones(2).as_strided((3,), (1, 2)),
    negative_strides=lambda torch: torch.ones(2).as_strided((2,), (-1,)),
    a_size_that_does_not_expand=lambda torch: torch.ones(2, 3).sum_to_size(4),
    sizes_of_another_sum=lambda torch: torch.ones(5).split_with_sizes([2, 2]),
    a_leaf_by_operator=lambda torch: torch.ones(2, requires_grad=True).__iadd__(1),
    a_view_of_a_leaf=lambda torch: torch.ones(2, requires_grad=True)[0].zero_(),
    a_saved_input=lambda torch: _spoil(torch, lambda y: y * y),
    a_saved_result=lambda torch: _spoil_result(torch, lambda y: y.exp()),
    a_saved_sigmoid=lambda torch: _spoil_result(torch, lambda y: y.sigmoid()),
    a_saved_input_through_detach=lambda torch: _spoil(torch, lambda y: y * y, lambda y: y.detach()),
    a_saved_input_through_a_view=lambda torch: _spoil(torch, lambda y: y * y, lambda y: y[0]),
    floats_into_integers=lambda torch: torch.tensor([1, 2]).add_(1.5),
    a_quotient_into_integers=lambda torch: torch.tensor([1, 2]).div_(2),
    a_larger_shape=lambda torch: torch.ones(1).add_(torch.ones(3)),
    another_shape=lambda torch: torch.ones(2).add_(torch.ones(3)),
    one_place_many_times=lambda torch: torch.ones(3).expand(2, 3).add_(1),
    a_copy_of_another_shape=lambda torch: torch.ones(2).copy_(torch.ones(3)),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def _spoil(torch, operation, reach=lambda y: y):
    y = torch.ones(2, requires_grad=True) * 2
    z = operation(y)
    with torch.no_grad():
        reach(y).add_(1)
    z.sum().backward()


def _spoil_result(torch, operation):
    y = operation(torch.ones(2, requires_grad=True))
    y.add_(1)
    y.sum().backward()


def test_a_changed_saved_value_is_named_in_torchs_words():
    both_raise(
        lambda torch: _spoil(torch, lambda y: y * y),
        words="one of the variables needed for gradient computation has been modified by an inplace operation",
    )


def test_a_change_of_what_is_not_saved_does_no_harm():
    both(lambda torch, x: _spoiled_sum(torch, x), (3,))
    both(lambda torch, x: ((y := x.exp()) + 1).add_(y), (3,))


def _spoiled_sum(torch, x):
    y = x * 2
    z = y + 1
    y.add_(5)
    return z


def test_leaves_change_freely_without_grad():
    def experiment(torch, x):
        with torch.no_grad():
            x[0] = 1
            x.add_(1)
            x[1:].mul_(2)
        return x * x

    both(experiment, (3,))


def test_data_can_be_replaced():
    for torch in LIBRARIES:
        x = torch.ones(2, requires_grad=True)
        fresh = torch.zeros(3)
        x.data = fresh
        fresh[0] = 7
        assert x.tolist() == [7.0, 0.0, 0.0]
        (x * 2).sum().backward()
        assert x.grad.tolist() == [2.0, 2.0, 2.0]


def test_a_view_of_what_was_turned_in_place_says_so():
    y = numpy_torch.ones(2, 3, requires_grad=True) * 2
    v = y[0]
    y.t_()
    with pytest.raises(NotImplementedError, match="write base = "):
        v.sum()


def test_strides_beyond_a_detached_part_are_refused():
    part = numpy_torch.arange(6.0)[2:].detach()
    with pytest.raises(NotImplementedError, match="of the whole, or of a clone"):
        part.as_strided((2,), (1,), 0)
