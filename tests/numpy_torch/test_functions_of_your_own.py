"""autograd.Function: inputs that forward changes, and derivatives checked against differences."""

import pytest
from two_libraries import LIBRARIES, both, both_raise, claims, error_of


def doubled(torch, returned=lambda x: x):
    """A Function that doubles its input in place, past the counting, and marks it dirty."""

    class Doubled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            x.detach().numpy()[...] *= 2
            ctx.mark_dirty(x)
            ctx.save_for_backward(x)
            return returned(x)

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx, gradient):
            (kept,) = ctx.saved_tensors
            return gradient * 2 + 0 * kept

    return Doubled


def squared(torch, factor):
    class Squared(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**2

        @staticmethod
        def backward(ctx, gradient):
            (x,) = ctx.saved_tensors
            return gradient * x * factor

    return Squared.apply


@claims(
    a_result=lambda torch, x: [doubled(torch).apply(y := x * 1) is y, y._version, y],
    a_result_read_later=lambda torch, x: [y := x * 1, doubled(torch).apply(y), y * y][2],
    a_view=lambda torch, x: [y := x * 1, doubled(torch).apply(y[:1]), y * y][2],
    of_no_gradient=lambda torch, x: [doubled(torch).apply(y := x.detach() * 1) is y, y._version, y],
)
def test_an_input_marked_dirty_is_changed_in_place(experiment):
    def without_name(torch, x):
        results = experiment(torch, x)
        return [
            part * 1 if hasattr(part, "grad_fn") else part
            for part in ([*results] if type(results) is list else [results])
        ]

    both(without_name, (2, 3))


@claims(
    a_leaf=lambda torch, x: doubled(torch).apply(x),
    not_returned=lambda torch, x: doubled(torch, lambda y: y * 1).apply(x * 1),
    a_saved_value=lambda torch, x: [y := x * 1, z := y * y, doubled(torch).apply(y), z.sum().backward()],
)
def test_what_torch_refuses_of_a_dirty_input_is_refused(experiment):
    both_raise(experiment, (3,), grad=True)


@claims(
    right=lambda torch, x, w: torch.autograd.gradcheck(squared(torch, 2), x),
    of_two_inputs=lambda torch, x, w: torch.autograd.gradcheck(lambda a, b: (a @ b, (a * 2).exp()), (x, w.detach())),
    of_both=lambda torch, x, w: torch.autograd.gradcheck(lambda a, b: torch.tanh(a @ b), (x, w)),
    wrong=lambda torch, x, w: torch.autograd.gradcheck(squared(torch, 3), (x,), raise_exception=False),
)
def test_gradcheck_says_what_torchs_says(experiment):
    both(experiment, (2, 3), (3, 2), dtype="float64")


def test_gradcheck_shows_both_jacobians():
    messages = []
    for torch in LIBRARIES:
        x = torch.full((2,), 3.0, dtype=torch.float64, requires_grad=True)
        error = error_of(lambda torch=torch, x=x: torch.autograd.gradcheck(squared(torch, 3), (x,)))
        messages.append((type(error).__name__, isinstance(error, RuntimeError), str(error)))
    assert messages[0] == messages[1]


def test_gradcheck_asks_for_an_input_that_requires_grad():
    both_raise(lambda torch: torch.autograd.gradcheck(torch.exp, torch.ones(2)), words="at least one input tensor")


def test_gradcheck_warns_of_single_precision():
    for torch in LIBRARIES:
        x = torch.ones(2, requires_grad=True)
        with pytest.warns(UserWarning, match="Input #0 requires gradient and is not a double precision"):
            torch.autograd.gradcheck(torch.exp, x, raise_exception=False)
