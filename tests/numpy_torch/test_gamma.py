"""lgamma, digamma and polygamma are torch's; the rows of operations.py have their shapes and dtypes."""

import numpy as np
from two_libraries import LIBRARIES, both, both_raise, claims

PLACES = np.array([0.1, 0.5, 1, 2.3, 7, 30, 1e5, -0.5, -2.25, -30.1])


def test_the_second_derivative_of_lgamma_is_the_sum_of_squares():
    """torch's own is right to nine digits; this sum is its definition, and what one term more makes of it."""
    theirs, ours = (torch.polygamma(1, torch.tensor(PLACES, dtype=torch.float64)).numpy() for torch in LIBRARIES)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)
    torch = LIBRARIES[1]
    x = torch.tensor(PLACES, dtype=torch.float64, requires_grad=True)
    x.digamma().sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), 1 / PLACES**2 + torch.polygamma(1, x.detach() + 1).numpy(), rtol=1e-13)


def edges(torch):
    return torch.tensor([0.0, -0.0, -1, -2, float("inf"), -float("inf"), float("nan"), 1e-30, 1e30])


@claims(
    lgamma=lambda torch, x: edges(torch).lgamma(),
    digamma=lambda torch, x: edges(torch).digamma(),
    of_integers=lambda torch, x: [torch.tensor([1, 2, 3]).lgamma(), torch.tensor([1, 2, 3]).digamma()],
    the_first_is_digamma=lambda torch, x: torch.polygamma(0, x),
)
def test_the_gamma_function_at_its_poles_is_torchs(experiment):
    both(experiment, (1,), grad=False)


def test_a_negative_polygamma_is_refused_as_in_torch():
    both_raise(lambda torch, x: torch.polygamma(-1, x), (2,), words="does not support negative n")
