"""Convolution is torch's: values, gradients, shapes, dtypes and complaints."""

import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from two_libraries import LIBRARIES, both, both_raise, claims

from course import numpy_torch

# What torch says of itself, once.
pytestmark = pytest.mark.filterwarnings("ignore:Using padding=.same. with even kernel lengths")
EVERY = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def functional(name, **options):
    return lambda torch, *inputs: getattr(torch.nn.functional, name)(*inputs, **options)


@st.composite
def convolutions(draw, ndim):
    """Shapes that fit together, and options in every form."""
    each = st.tuples(*[st.integers(1, 3)] * ndim)
    kernel, stride, dilation = draw(each), draw(each), draw(each)
    padding = draw(st.one_of(st.tuples(*[st.integers(0, 2)] * ndim), st.sampled_from(["valid", "same"])))
    if padding == "same":
        stride = (1,) * ndim
    groups, inner, outer = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(st.integers(1, 2))
    sizes = tuple(d * (k - 1) + 1 + draw(st.integers(0, 3)) for k, d in zip(kernel, dilation, strict=True))
    batch = draw(st.sampled_from([(), (0,), (1,), (2,)]))
    shapes = [(*batch, groups * inner, *sizes), (groups * outer, inner, *kernel)]
    if draw(st.booleans()):
        shapes.append((groups * outer,))
    if draw(st.booleans()) and len(set(stride)) == 1:
        stride = stride[0]
    return shapes, {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}


@pytest.mark.parametrize("ndim", [1, 2])
def test_a_convolution_is_torchs_whatever_its_options(ndim):
    @EVERY
    @given(convolutions(ndim), st.sampled_from(["float32", "float64"]))
    def compared(case, dtype):
        shapes, options = case
        both(functional(f"conv{ndim}d", **options), *shapes, dtype=dtype)

    compared()


def test_a_convolution_in_three_dimensions_is_torchs():
    both(functional("conv3d", stride=(2, 1, 1), padding=1, groups=2), (2, 4, 3, 4, 3), (2, 2, 2, 3, 2), (2,))


@claims(
    transposed=lambda torch, x, w: torch.nn.functional.conv2d(x.transpose(2, 3), w, padding=1),
    with_steps=lambda torch, x, w: torch.nn.functional.conv2d(x[:, :, ::2, 1::2], w[::2], padding=1),
    flipped_weights=lambda torch, x, w: torch.nn.functional.conv2d(x, w.transpose(2, 3)),
    repeated_images=lambda torch, x, w: torch.nn.functional.conv2d(x[:1].expand(3, -1, -1, -1), w),
    a_list_of_strides=lambda torch, x, w: torch.nn.functional.conv2d(x, w, stride=[2, 1], padding=[0, 1]),
    a_tuple_of_one=lambda torch, x, w: torch.nn.functional.conv2d(x, w, stride=(2,), padding=(1,)),
    even_and_same=lambda torch, x, w: torch.nn.functional.conv2d(x, w[:, :, :2, :2], padding="same"),
    gradient_of_a_mean=lambda torch, x, w: torch.nn.functional.conv2d(x, w).mean((2, 3)),
    gradient_of_a_transposition=lambda torch, x, w: torch.nn.functional.conv2d(x, w).permute(0, 2, 3, 1).flatten(1) * 1,
    frozen_input=lambda torch, x, w: torch.nn.functional.conv2d(x.detach(), w),
    frozen_weights=lambda torch, x, w: torch.nn.functional.conv2d(x, w.detach()),
    only_a_bias=lambda torch, x, w: torch.nn.functional.conv2d(x.detach(), w.detach(), w[:, 0, 0, 0]),
    two_in_a_row=lambda torch, x, w: torch.nn.functional.conv2d(torch.nn.functional.conv2d(x, w, padding=1).relu(), w),
    as_wide_as_the_image=lambda torch, x, w: torch.nn.functional.conv2d(x[:, :, :3, :3], w),
)
def test_a_convolution_of_such_arrays_is_torchs(experiment):
    both(experiment, (2, 4, 6, 7), (4, 4, 3, 3))


def test_a_large_convolution_is_torchs():
    both(functional("conv2d", padding=1), (16, 3, 32, 32), (8, 3, 3, 3), (8,), dtype="float64")


@pytest.mark.parametrize("dtype", ["int64", "int32", "float16"])
def test_other_numbers_are_convolved_too(dtype):
    for torch in LIBRARIES:
        x, w = torch.arange(50).reshape(1, 2, 5, 5), torch.arange(12).reshape(2, 2, 3, 1) - 5
        made = torch.nn.functional.conv2d(x.to(getattr(torch, dtype)), w.to(getattr(torch, dtype)))
        assert str(made.dtype) == f"torch.{dtype}"
        assert np.allclose(made.numpy()[0, 0, 0, 0], -5 * 0 - 4 * 5 - 3 * 10 - 2 * 25 - 1 * 30 - 0 * 35, rtol=1e-2)


CHANNELS = "to have 4 channels, but got 3 channels instead"


@pytest.mark.parametrize(
    ("words", "shapes", "options"),
    [
        ("Expected 3D (unbatched) or 4D (batched) input to conv2d", [(2, 2), (8, 4, 3, 3)], {}),
        ("but got input of size: [2, 2, 2, 2, 2]", [(2, 2, 2, 2, 2), (8, 4, 3, 3)], {}),
        (CHANNELS, [(2, 3, 6, 6), (8, 4, 3, 3)], {}),
        ("expected input[1, 3, 6, 6]", [(3, 6, 6), (8, 4, 3, 3)], {}),
        ("expected bias to be 1-dimensional with 8 elements", [(2, 4, 6, 6), (8, 4, 3, 3), (3,)], {}),
        ("but got bias of size [1, 8] instead", [(2, 4, 6, 6), (8, 4, 3, 3), (1, 8)], {}),
        ("Kernel size can't be greater than actual input size", [(1, 4, 2, 2), (8, 4, 3, 3)], {}),
        ("padded input size per channel: (4 x 5)", [(1, 4, 2, 3), (8, 4, 3, 3)], {"padding": 1, "dilation": 3}),
        ("non-positive stride is not supported", [(2, 4, 6, 6), (8, 4, 3, 3)], {"stride": 0}),
        ("non-positive dilation is not supported", [(2, 4, 6, 6), (8, 4, 3, 3)], {"dilation": 0}),
        ("negative padding is not supported", [(2, 4, 6, 6), (8, 4, 3, 3)], {"padding": -1}),
        ("stride=[1, 1, 1]", [(2, 4, 6, 6), (8, 4, 3, 3)], {"stride": (1, 1, 1)}),
        ("expected padding to be a single integer", [(2, 4, 6, 6), (8, 4, 3, 3)], {"padding": (1, 1, 1)}),
        ("padding='same' is not supported for strided", [(2, 4, 6, 6), (8, 4, 3, 3)], {"padding": "same", "stride": 2}),
        ("Invalid padding string: 'full'", [(2, 4, 6, 6), (8, 4, 3, 3)], {"padding": "full"}),
        ("Given groups=2, weight of size [8, 4, 3, 3]", [(2, 4, 6, 6), (8, 4, 3, 3)], {"groups": 2}),
        ("expected weight to be divisible by 3 at dimension 0", [(2, 4, 6, 6), (8, 4, 3, 3)], {"groups": 3}),
        ("non-positive groups is not supported", [(2, 4, 6, 6), (8, 4, 3, 3)], {"groups": 0}),
        ("expected weight to be at least 1 at dimension 0", [(2, 4, 6, 6), (0, 4, 3, 3)], {}),
        ("Only zero batch or zero channel inputs are supported", [(2, 4, 0, 6), (8, 4, 3, 3)], {"padding": 2}),
    ],
)  # fmt: skip
def test_what_cannot_be_convolved_is_refused_in_torchs_words(words, shapes, options):
    both_raise(functional("conv2d", **options), *shapes, words=words)


@claims(
    weights=lambda torch: torch.nn.functional.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2).double()),
    bias=lambda torch: torch.nn.functional.conv1d(torch.ones(1, 1, 3), torch.ones(1, 1, 2), torch.ones(1).double()),
)
def test_two_dtypes_are_refused(experiment):
    both_raise(experiment)


def test_an_input_changed_in_place_is_noticed():
    def change(torch, x, w):
        y = x * 1
        z = torch.nn.functional.conv2d(y, w)
        y.mul_(2)
        z.sum().backward()

    both_raise(change, (1, 1, 4, 4), (1, 1, 3, 3), words="modified by an inplace operation", grad=True)


def test_a_result_may_be_changed_in_place():
    both(lambda torch, x, w: torch.nn.functional.conv2d(x, w).relu_(), (1, 2, 4, 4), (2, 2, 3, 3))


def test_only_wanted_gradients_are_computed():
    for torch in LIBRARIES:
        seen = []
        x, w = torch.ones(1, 1, 4, 4), torch.ones(1, 1, 3, 3, requires_grad=True)
        y = torch.nn.functional.conv2d(x, w)
        y.grad_fn.register_hook(lambda gradients, _, seen=seen: seen.extend(g is None for g in gradients))
        y.sum().backward()
        assert seen == [True, False, True]


def test_a_whole_step_stays_in_single_precision():
    torch, functions = numpy_torch, numpy_torch.nn.functional
    x, w, b = torch.randn(2, 1, 6, 6, requires_grad=True), torch.randn(3, 1, 3, 3, requires_grad=True), torch.zeros(3)
    y = functions.max_pool2d(functions.conv2d(x, w, b.requires_grad_(), padding=1), 2)
    functions.avg_pool2d(functions.batch_norm(y, None, None, training=True), 3).sum().backward()
    assert {t._array.dtype for t in (x.grad, w.grad, b.grad, y)} == {np.dtype("float32")}


META = {
    "conv2d": lambda f, torch, x: f.conv2d(x, torch.ones(4, 3, 3, 3, device="meta"), padding=1),
    "max_pool2d": lambda f, torch, x: f.max_pool2d(x, 3, 1, 1),
    "max_pool2d with indices": lambda f, torch, x: f.max_pool2d(x, 2, return_indices=True)[1],
    "avg_pool2d": lambda f, torch, x: f.avg_pool2d(x, 2),
    "adaptive_avg_pool2d": lambda f, torch, x: f.adaptive_avg_pool2d(x, 4),
    "adaptive_max_pool2d": lambda f, torch, x: f.adaptive_max_pool2d(x, 4),
    "batch_norm": lambda f, torch, x: f.batch_norm(x, None, None, training=True),
    "layer_norm": lambda f, torch, x: f.layer_norm(x, (6,)),
    "group_norm": lambda f, torch, x: f.group_norm(x, 3),
    "embedding": lambda f, torch, x: f.embedding(torch.ones(2, device="meta", dtype=torch.int64), x[0, 0]),
    "pad": lambda f, torch, x: f.pad(x, (1, 2)),
    "pad by reflection": lambda f, torch, x: f.pad(x, (1, 2, 0, 1), mode="reflect"),
    "unfold": lambda f, torch, x: f.unfold(x, 2),
    "hardtanh": lambda f, torch, x: f.hardtanh(x),
}


@pytest.mark.parametrize("name", META)
def test_shapes_without_numbers_are_torchs(name):
    seen = []
    for torch in LIBRARIES:
        x = torch.ones(2, 3, 6, 6, device="meta", requires_grad=True)
        y = META[name](torch.nn.functional, torch, x)
        if y.requires_grad:
            y.sum().backward()
        seen.append([tuple(y.shape), str(y.dtype), str(y.device), None if x.grad is None else tuple(x.grad.shape)])
    assert seen[1] == seen[0]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have other habits")
def test_a_step_asks_the_system_for_no_memory():
    code = (
        "import resource; from course import numpy_torch as torch; F = torch.nn.functional\n"
        "w = torch.ones(16, 1, 3, 3, requires_grad=True); x = torch.ones(32, 1, 28, 28)\n"
        "def faults(steps):\n"
        "    for _ in range(steps): F.max_pool2d(F.relu(F.conv2d(x, w, padding=1)), 2).sum().backward()\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "print(-faults(5) + faults(20))"
    )
    root = Path(numpy_torch.__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    # A thousand a step, where freed memory goes back.
    assert int(run.stdout) < 2000
