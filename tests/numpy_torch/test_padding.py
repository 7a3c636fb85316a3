"""Padding, and the windows of an image as columns, are torch's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from two_libraries import both, both_raise, claims

EVERY = settings(max_examples=80, deadline=None, derandomize=True, database=None)


def pad(*args, **options):
    return lambda torch, x: torch.nn.functional.pad(x, *args, **options)


@st.composite
def constants(draw):
    """Sizes, and pairs for some of the last of them, which may cut off but not more than there is."""
    shape = tuple(draw(st.lists(st.integers(0, 4), min_size=1, max_size=4)))
    pairs = []
    for size in shape[: -1 - draw(st.integers(0, len(shape))) : -1]:
        before = draw(st.integers(-size, 3))
        pairs += [before, draw(st.integers(-size - min(before, 0), 3))]
    return shape, tuple(pairs)


@EVERY
@given(constants(), st.sampled_from([None, 0, 2.5, -1]), st.sampled_from(["float32", "float64"]))
def test_padding_with_a_constant_is_torchs(case, value, dtype):
    shape, pairs = case
    both(pad(pairs, value=value), shape, dtype=dtype)


@st.composite
def repeats(draw, mode):
    """One to three padded dimensions behind one or two others, with pairs that the mode allows."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    batch = draw(st.sampled_from([(2,), (1, 2), (0, 1)]))
    pairs = []
    for size in reversed(sizes):
        most = {"reflect": size - 1, "replicate": 5, "circular": size}[mode]
        pairs += [draw(st.integers(0, most)), draw(st.integers(0, most))]
    return (*batch, *sizes), tuple(pairs)


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_padding_with_the_inputs_own_numbers_is_torchs(mode):
    @EVERY
    @given(repeats(mode), st.sampled_from(["float32", "float64"]))
    def compared(case, dtype):
        shape, pairs = case
        both(lambda torch, x: named(mode, torch.nn.functional.pad(x, pairs, mode=mode)), shape, dtype=dtype)

    compared()


def named(mode, result):
    """Without the name of the node where torch writes piece by piece."""
    return result * 1 if mode == "circular" and result.requires_grad else result


@claims(
    transposed=lambda torch, x: torch.nn.functional.pad(x.transpose(2, 3), (1, 2)),
    with_steps=lambda torch, x: torch.nn.functional.pad(x[..., ::2], (1, 1, 2, 0), mode="reflect"),
    integers=lambda torch, x: torch.nn.functional.pad((x * 4).long(), (1, 1), value=2.5),
    a_mask=lambda torch, x: torch.nn.functional.pad(x > 0, (1, 1), value=1),
    integers_repeated=lambda torch, x: torch.nn.functional.pad((x * 4).long(), (1, 1, 1, 1), mode="replicate"),
    a_list=pad([1, 2]),
    nothing=pad(()),
    no_more=pad((0, 0)),
    then_changed_in_place=lambda torch, x: torch.nn.functional.pad(x, (1, 1), value=-2.0).relu_(),
    cut_by_reflection=pad((-1, 1, 0, 0), mode="reflect"),
    cut_by_replication=pad((-1, 1, 2, -2), mode="replicate"),
)
def test_padding_is_torchs(experiment):
    both(experiment, (2, 3, 4, 5))


@pytest.mark.parametrize(
    ("words", "shape", "args"),
    [
        ("Padding length must be divisible by 2", (2, 3), ((1, 1, 1),)),
        ("Padding length should be less than or equal to two times the input dimension", (2, 3), ((1,) * 6,)),
        ("length must be non-negative", (2, 3), ((-2, -2),)),
        ("Unrecognised padding mode x", (2, 3), ((1, 1), "x")),
        ("Padding size should be less than the corresponding input dimension", (2, 3, 4), ((4, 1), "reflect")),
        ("got: padding (4, 1) at dimension 2 of input [2, 3, 4]", (2, 3, 4), ((4, 1), "reflect")),
        ("Padding value causes wrapping around more than once.", (2, 3, 4), ((5, 1), "circular")),
        ("Padding size 2 is not supported for 4D input tensor.", (1, 2, 3, 4), ((1, 1), "reflect")),
        ("  - 2D or 3D input: padding size = 2", (4,), ((1, 1), "replicate")),
        ('Padding mode "reflect" doesn\'t take in value argument', (2, 3), ((1, 1), "reflect", 1.0)),
        ("but found element of type float at pos 0", (2, 3), ((1.0, 1),)),
        ("with possibly 0 batch size and other non-zero dimensions", (2, 3, 0), ((1, 1), "replicate")),
    ],
)
def test_what_cannot_be_padded_is_refused_in_torchs_words(words, shape, args):
    both_raise(pad(*args), shape, words=words)


@st.composite
def patches(draw):
    kernel, stride, dilation = (draw(st.tuples(st.integers(1, 3), st.integers(1, 3))) for _ in range(3))
    padding = draw(st.tuples(st.integers(0, 2), st.integers(0, 2)))
    sizes = tuple(d * (k - 1) + 1 + draw(st.integers(0, 3)) for k, d in zip(kernel, dilation, strict=True))
    return sizes, {"kernel_size": kernel, "stride": stride, "dilation": dilation, "padding": padding}


@EVERY
@given(patches(), st.sampled_from([(1,), (2, 1), (1, 2)]))
def test_windows_as_columns_and_back_are_torchs(case, batch):
    sizes, options = case

    def there_and_back(torch, x):
        columns = torch.nn.functional.unfold(x, **options)
        return [columns, torch.nn.functional.fold(columns * columns, sizes, **options)]

    both(there_and_back, (*batch, *sizes))


@claims(
    no_dimensions=(lambda torch: torch.nn.functional.unfold(torch.ones(2, 3), 2), None),
    no_window=(lambda torch: torch.nn.functional.unfold(torch.ones(1, 1, 4, 5), 9), "sliding blocks as (-4, -3)"),
    rows=(lambda torch: torch.nn.functional.fold(torch.ones(2, 13, 12), (4, 5), 2), "divisible by the product"),
    blocks=(lambda torch: torch.nn.functional.fold(torch.ones(2, 12, 3), (4, 5), 2), "sliding blocks 3 * 4 = 12"),
)  # fmt: skip
def test_columns_that_fit_no_image_are_refused(experiment):
    both_raise(experiment[0], words=experiment[1])
