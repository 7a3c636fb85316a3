"""nn.init fills as torch does, with torch's own numbers for the same seed."""

import numpy as np
import pytest
from two_libraries import LIBRARIES, both, both_raise, claims


@claims(
    uniform=lambda init, w: init.uniform_(w, -1, 2),
    normal=lambda init, w: init.normal_(w, 1, 0.5),
    zeros=lambda init, w: init.zeros_(w),
    ones=lambda init, w: init.ones_(w),
    constant=lambda init, w: init.constant_(w, 3.5),
    eye=lambda init, w: init.eye_(w[:, :, 0]),
    kaiming_uniform=lambda init, w: init.kaiming_uniform_(w),
    kaiming_uniform_as_linear=lambda init, w: init.kaiming_uniform_(w, a=5**0.5),
    kaiming_uniform_out=lambda init, w: init.kaiming_uniform_(w, mode="fan_out", nonlinearity="relu"),
    kaiming_normal=lambda init, w: init.kaiming_normal_(w, nonlinearity="relu"),
    xavier_uniform=lambda init, w: init.xavier_uniform_(w, gain=init.calculate_gain("tanh")),
    xavier_normal=lambda init, w: init.xavier_normal_(w),
    dirac=lambda init, w: init.dirac_(w),
    dirac_of_groups=lambda init, w: init.dirac_(w.unsqueeze(-1), groups=2),
    sparse=lambda init, w: init.sparse_(w.view(4, 12), 0.3, std=0.5),
    orthogonal=lambda init, w: init.orthogonal_(w, gain=2),
    orthogonal_tall=lambda init, w: init.orthogonal_(w[:, :, 0].t()).t(),
    trunc_normal=lambda init, w: init.trunc_normal_(w, std=0.5, a=-1, b=0.5),
    trunc_normal_of_a_tail=lambda init, w: init.trunc_normal_(w, a=1, b=2),
)
def test_an_initialisation_is_torchs(experiment):
    def fill(torch):
        w = torch.zeros(4, 6, 2, requires_grad=True)
        with torch.no_grad():
            assert experiment(torch.nn.init, w).shape[0] == 4
        return [w, torch.rand(2)]

    both(fill, grad=False)


def test_it_writes_into_a_leaf_unrecorded_and_returns_it():
    for torch in LIBRARIES:
        w = torch.empty(3, 4, requires_grad=True)
        assert torch.nn.init.kaiming_uniform_(w) is w
        assert w.is_leaf
        assert w.requires_grad


@claims(
    gains=lambda torch: [
        torch.nn.init.calculate_gain(name) for name in "linear conv2d sigmoid tanh relu leaky_relu selu".split()
    ],
    gain_with_slope=lambda torch: torch.nn.init.calculate_gain("leaky_relu", 0.2),
    fans=lambda torch: list(torch.nn.init._calculate_fan_in_and_fan_out(torch.zeros(4, 6, 3, 3))),
)
def test_gains_and_fans_are_torchs(experiment):
    both(experiment, grad=False)


@claims(
    fans_of_a_vector=lambda torch: torch.nn.init.xavier_uniform_(torch.zeros(3)),
    kaiming_of_a_vector=lambda torch: torch.nn.init.kaiming_uniform_(torch.zeros(3)),
    an_unknown_mode=lambda torch: torch.nn.init.kaiming_uniform_(torch.zeros(3, 3), mode="fan"),
    an_unknown_nonlinearity=lambda torch: torch.nn.init.calculate_gain("nothing"),
    dirac_of_a_matrix=lambda torch: torch.nn.init.dirac_(torch.zeros(3, 3)),
    dirac_of_too_many_groups=lambda torch: torch.nn.init.dirac_(torch.zeros(3, 3, 3), groups=2),
    orthogonal_of_a_vector=lambda torch: torch.nn.init.orthogonal_(torch.zeros(3)),
    sparse_of_three=lambda torch: torch.nn.init.sparse_(torch.zeros(3, 3, 3), 0.5),
    eye_of_three=lambda torch: torch.nn.init.eye_(torch.zeros(3, 3, 3)),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def test_nothing_to_fill_is_said():
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match="zero-element tensors is a no-op"):
            torch.nn.init.kaiming_uniform_(torch.zeros(0, 3))


@pytest.mark.parametrize("shape", [(30, 30), (64, 10), (8, 3, 5, 5)])
def test_orthogonal_is_orthogonal_and_torchs_for_any_size(shape):
    both(lambda torch: torch.nn.init.orthogonal_(torch.zeros(shape, dtype=torch.float64)), grad=False)
    w = LIBRARIES[1].nn.init.orthogonal_(LIBRARIES[1].zeros(shape, dtype=LIBRARIES[1].float64)).flatten(1).numpy()
    product = w @ w.T if w.shape[0] < w.shape[1] else w.T @ w
    np.testing.assert_allclose(product, np.eye(len(product)), atol=1e-12)
