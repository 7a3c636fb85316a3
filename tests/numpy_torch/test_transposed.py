"""Transposed convolutions are torch's, values and gradients, for every stride, padding, dilation and group."""

import pytest
from two_libraries import both, both_raise, claims

CASES = [
    {},
    {"stride": 2},
    {"stride": 2, "padding": 1, "output_padding": 1},
    {"stride": 3, "dilation": 2, "padding": 2},
    {"dilation": 3, "output_padding": 2},
    {"stride": 2, "groups": 2},
]


@pytest.mark.parametrize("how", CASES, ids=str)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_conv_transpose2d_is_torchs(how, dtype):
    def experiment(torch, x, w, b):
        return torch.nn.functional.conv_transpose2d(x, w, b[: w.size(1) * how.get("groups", 1)], **how)

    both(experiment, (2, 4, 5, 4), (4, 3, 3, 2), (6,), dtype=dtype)


@pytest.mark.parametrize("how", CASES, ids=str)
def test_conv_transpose1d_is_torchs(how):
    both(lambda torch, x, w: torch.nn.functional.conv_transpose1d(x, w, **how), (2, 4, 5), (4, 3, 3), dtype="float64")


@claims(
    unbatched=lambda torch, x, w: torch.nn.functional.conv_transpose2d(x[0], w),
    two_strides=lambda torch, x, w: torch.nn.functional.conv_transpose2d(x, w, stride=(2, 1), padding=(0, 1)),
)
def test_other_forms_are_torchs(experiment):
    both(experiment, (2, 4, 5, 4), (4, 3, 3, 2), dtype="float64")


@claims(
    channels=lambda torch, x, w: torch.nn.functional.conv_transpose2d(x[:, :2], w),
    output_padding=lambda torch, x, w: torch.nn.functional.conv_transpose2d(x, w, output_padding=1),
    too_small=lambda torch, x, w: torch.nn.functional.conv_transpose2d(x[:, :, :1, :1], w, padding=3),
    dimensions=lambda torch, x, w: torch.nn.functional.conv_transpose2d(x[0, 0], w),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment, (2, 4, 5, 4), (4, 3, 3, 2))
