"""Inference mode: what is made inside is known by it, and kept out of every graph."""

from two_libraries import LIBRARIES, both, both_raise, claims


def made(torch):
    with torch.inference_mode():
        return torch.ones(2)


def inside(torch, experiment):
    with torch.inference_mode():
        return experiment()


def enabled(torch, x):
    with torch.enable_grad():
        made = x * 2
        return [made, made.is_inference(), torch.ones(2, requires_grad=True) * 2, torch.is_grad_enabled()]


def begun_again(torch):
    with torch.enable_grad():
        with torch.inference_mode():
            first = torch.is_grad_enabled()
        return [first, torch.is_grad_enabled()]


@claims(
    outside=lambda torch, x: [torch.is_inference_mode_enabled(), x.is_inference(), torch.is_inference(x)],
    inside=lambda torch, x: inside(torch, lambda: [torch.is_inference_mode_enabled(), (x * 2).is_inference()]),
    nothing_recorded=lambda torch, x: inside(torch, lambda: [(x * 2).requires_grad, torch.is_grad_enabled()]),
    a_view_of_another=lambda torch, x: inside(torch, lambda: [x[0].is_inference(), x.detach().is_inference()]),
    afterwards=lambda torch, x: [(z := made(torch)).is_inference(), (z + 1).is_inference(), z.clone().is_inference()],
    views_afterwards=lambda torch, x: [made(torch)[0].is_inference(), made(torch).detach().is_inference()],
    switched_off=lambda torch, x: [torch.inference_mode(False)(lambda: x * 2)(), torch.is_inference_mode_enabled()],
    off_within_on=lambda torch, x: inside(
        torch, lambda: torch.inference_mode(False)(lambda: [x * 2, torch.is_inference_mode_enabled()])()
    ),
    a_decorator=lambda torch, x: torch.inference_mode(lambda: (x * 2).is_inference())(),
    a_decorator_with_parentheses=lambda torch, x: torch.inference_mode()(lambda: (x * 2).is_inference())(),
    changed_inside=lambda torch, x: inside(torch, lambda: torch.ones(2).add_(1).mul_(3).tolist()),
    recorded_in_vain=lambda torch, x: inside(torch, lambda: enabled(torch, x)),
    enabled_until_another_begins=lambda torch, x: inside(torch, lambda: begun_again(torch)),
    switched_on_inside=lambda torch, x: inside(
        torch, lambda: [torch.set_grad_enabled(True), x * 2, torch.is_grad_enabled()][1:]
    ),
    as_it_was_afterwards=lambda torch, x: [inside(torch, lambda: enabled(torch, x)), x * 2, torch.is_grad_enabled()],
    off_within_enabled=lambda torch, x: inside(
        torch, lambda: torch.enable_grad()(lambda: torch.inference_mode(False)(lambda: x * 2)())()
    ),
    used_where_nothing_is_saved=lambda torch, x: x + made(torch),
    cloned=lambda torch, x: x * made(torch).clone(),
)
def test_inference_mode_is_torchs(experiment):
    both(experiment, (2,))


@claims(
    saved=lambda torch, x: x * made(torch),
    saved_by_a_matrix_product=lambda torch, x: x @ made(torch),
    saved_by_linear=lambda torch, x: torch.nn.functional.linear(made(torch), torch.stack([x, x])),
    saved_in_place=lambda torch, x: (x * 2).mul_(made(torch)),
    changed=lambda torch, x: made(torch).add_(1),
    changed_without_grad=lambda torch, x: torch.no_grad()(lambda: made(torch).zero_())(),
    a_part_changed=lambda torch, x: made(torch)[:1].add_(1),
    asked_for_a_version=lambda torch, x: made(torch)._version,
    asked_to_require_grad=lambda torch, x: made(torch).requires_grad_(),
)
def test_what_torch_refuses_of_an_inference_tensor_is_refused(experiment):
    both_raise(experiment, (2,), words="nference", grad=True)


def test_a_result_after_inference_mode_counts_again():
    for torch in LIBRARIES:
        made(torch)
        assert torch.ones(2).add_(1)._version == 1
