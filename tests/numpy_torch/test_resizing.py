"""interpolate and instance_norm are torch's, values and gradients."""

import pytest
from two_libraries import both, both_raise, claims

SIZES = [{"size": (7, 9)}, {"size": 3}, {"size": (2, 11)}, {"scale_factor": 2}, {"scale_factor": (1.7, 0.6)}]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@claims(
    nearest=lambda nn, x, size: nn.interpolate(x, **size),
    nearest_exact=lambda nn, x, size: nn.interpolate(x, **size, mode="nearest-exact"),
    bilinear=lambda nn, x, size: nn.interpolate(x, **size, mode="bilinear"),
    bilinear_with_corners=lambda nn, x, size: nn.interpolate(x, **size, mode="bilinear", align_corners=True),
)
def test_interpolate_of_images_is_torchs(experiment, size, dtype):
    both(lambda torch, x: experiment(torch.nn.functional, x, size), (2, 3, 4, 5), dtype=dtype)


@claims(
    nearest=lambda nn, x: nn.interpolate(x, 7),
    infinite=lambda nn, x: [nn.interpolate(x / (x * 0), 7), nn.interpolate(x, 2)],
    linear=lambda nn, x: nn.interpolate(x, 7, mode="linear"),
    linear_with_corners=lambda nn, x: nn.interpolate(x, scale_factor=0.5, mode="linear", align_corners=True),
)
def test_interpolate_of_signals_is_torchs(experiment):
    both(lambda torch, x: experiment(torch.nn.functional, x), (2, 3, 5), dtype="float64")


@claims(
    neither=lambda nn, x: nn.interpolate(x),
    one_too_many=lambda nn, x: nn.interpolate(x, 3, 2.0),
    corners_of_nearest=lambda nn, x: nn.interpolate(x, 3, align_corners=True),
    linear_of_images=lambda nn, x: nn.interpolate(x, 3, mode="linear"),
    no_size=lambda nn, x: nn.interpolate(x, 0),
    one_number=lambda nn, x: nn.instance_norm(x[:, :, :1, :1]),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(lambda torch, x: experiment(torch.nn.functional, x), (2, 3, 4, 5))


@claims(
    plain=lambda nn, x, w, b, mean, var: nn.instance_norm(x),
    affine=lambda nn, x, w, b, mean, var: nn.instance_norm(x, weight=w, bias=b, eps=1e-3),
    running=lambda nn, x, w, b, mean, var: [nn.instance_norm(x, mean, var, w, b, momentum=0.3), mean, var],
    evaluated=lambda nn, x, w, b, mean, var: [nn.instance_norm(x, mean, var, w, b, use_input_stats=False), mean, var],
)
def test_instance_norm_is_torchs(experiment):
    def run(torch, x, w, b, mean, var):
        return experiment(torch.nn.functional, x, w, b, mean.detach(), var.detach().abs())

    both(run, (2, 3, 4, 5), (3,), (3,), (3,), (3,), dtype="float64")
