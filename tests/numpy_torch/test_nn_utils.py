"""nn.utils and optim.lr_scheduler do as torch's do."""

import io
import math

import pytest
import torch
from two_libraries import LIBRARIES, agree, both, both_raise, claims, error_of

from course import numpy_torch


def trained(torch, *tensors, factor=3):
    """The tensors with gradients."""
    sum(((t * t).sum() * factor for t in tensors), torch.zeros(())).backward()
    return tensors


def seen(torch, tensors, result=None):
    return [result, [t.grad for t in tensors], [t.detach() for t in tensors]]


@claims(
    by_two=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 1.0)),
    nothing_to_do=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 1e6)),
    by_one=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 2.0, norm_type=1)),
    by_three=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 2, 3.0)),
    by_the_largest=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 2, math.inf)),
    by_text=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 2, "inf")),
    one_tensor=lambda torch, nn, t, *ts: seen(torch, trained(torch, t), nn.utils.clip_grad_norm_(t, 0.5)),
    a_generator=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_((t for t in ts), 0.5)),
    no_gradients=lambda torch, nn, *ts: nn.utils.clip_grad_norm_(ts, 0.5),
    some_gradients=lambda torch, nn, t, *ts: seen(torch, trained(torch, t), nn.utils.clip_grad_norm_([t, *ts], 0.5)),
    no_parameters=lambda torch, nn, *ts: nn.utils.clip_grad_norm_([], 0.5),
    to_zero=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_norm_(ts, 0)),
    infinite=lambda torch, nn, *ts: seen(torch, trained(torch, *ts, factor=math.inf), nn.utils.clip_grad_norm_(ts, 1)),
    values=lambda torch, nn, *ts: seen(torch, trained(torch, *ts), nn.utils.clip_grad_value_(ts, 1.5)),
    values_of_one=lambda torch, nn, t, *ts: seen(torch, trained(torch, t), nn.utils.clip_grad_value_(t, 1)),
    the_norm_alone=lambda torch, nn, *ts: nn.utils.get_total_norm(ts),
    the_norm_of_nothing=lambda torch, nn, *ts: nn.utils.get_total_norm([]),
    with_a_norm=lambda torch, nn, *ts: seen(
        torch, trained(torch, *ts), nn.utils.clip_grads_with_norm_(ts, 1.0, torch.tensor(4.0))
    ),
    as_a_vector=lambda torch, nn, *ts: nn.utils.parameters_to_vector(ts),
    through_a_vector=lambda torch, nn, *ts: (nn.utils.parameters_to_vector(ts) ** 2).sum(),
)
def test_it_gives_torchs_numbers(experiment):
    for shapes in ([(3,)], [(3, 4), (2,), ()], [(5, 1), (2, 2)]):
        for dtype in ("float32", "float64"):
            both(lambda torch, *tensors: experiment(torch, torch.nn, *tensors), *shapes, dtype=dtype)


def test_gradients_keep_their_memory():
    for library in LIBRARIES:
        (w,) = trained(library, library.ones(3, requires_grad=True))
        gradient = w.grad
        library.nn.utils.clip_grad_norm_(w, 1.0)
        library.nn.utils.clip_grad_value_(w, 0.1)
        assert w.grad is gradient
        assert gradient.tolist() == pytest.approx([0.1] * 3)


def test_values_without_gradients_are_left_alone_where_torch_stumbles():
    w = numpy_torch.ones(2, requires_grad=True)
    assert numpy_torch.nn.utils.clip_grad_value_(w, 1.0) is None
    assert w.grad is None


def test_a_vector_goes_back_into_the_parameters():
    for library in LIBRARIES:
        a, b = library.zeros(2, 3, requires_grad=True), library.zeros(2, requires_grad=True)
        vector = library.arange(8.0)
        assert library.nn.utils.vector_to_parameters(vector, [a, b]) is None
        assert (a.tolist(), b.tolist()) == ([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [6.0, 7.0])
        vector[7] = 9  # they are views of it
        assert b.tolist() == [6.0, 9.0]
        assert a.requires_grad
        assert a.is_leaf
        assert library.nn.utils.parameters_to_vector([a, b]).tolist() == vector.tolist()


def test_an_empty_generator_is_warned_of():
    for library in LIBRARIES:
        with pytest.warns(UserWarning, match="`parameters` is an empty generator"):
            library.nn.utils.clip_grad_norm_((t for t in ()), 1.0)


@claims(
    a_norm_that_is_infinite=lambda torch: torch.nn.utils.clip_grad_norm_(
        trained(torch, torch.ones(2, requires_grad=True), factor=math.inf), 1.0, error_if_nonfinite=True
    ),
    a_norm_that_is_none=lambda torch: torch.nn.utils.get_total_norm(torch.tensor([math.nan]), error_if_nonfinite=True),
    a_vector_that_is_a_list=lambda torch: torch.nn.utils.vector_to_parameters([1.0], [torch.ones(1)]),
)
def test_what_torch_refuses_is_refused_in_its_words(experiment):
    both_raise(experiment, words=str(error_of(lambda: experiment(torch)))[:60])


# -- learning rates -----------------------------------------------------------------------------


class Half:
    """A function with a memory."""

    def __init__(self):
        self.calls = 0

    def __call__(self, epoch):
        self.calls += 1
        return 0.5**epoch


SCHEDULES = {
    "StepLR": lambda lr, o: lr.StepLR(o, 3),
    "StepLR with gamma": lambda lr, o: lr.StepLR(o, step_size=2, gamma=0.5),
    "ExponentialLR": lambda lr, o: lr.ExponentialLR(o, 0.9),
    "LambdaLR": lambda lr, o: lr.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    "LambdaLR of two": lambda lr, o: lr.LambdaLR(o, [lambda epoch: epoch, Half()]),
    "CosineAnnealingLR": lambda lr, o: lr.CosineAnnealingLR(o, 4),
    "CosineAnnealingLR to a minimum": lambda lr, o: lr.CosineAnnealingLR(o, T_max=5, eta_min=0.01),
    "two at once": lambda lr, o: [lr.ExponentialLR(o, 0.9), lr.StepLR(o, 2)][1],
}


def optimizer_of(torch, rate=0.5):
    w, b = torch.ones(3, requires_grad=True), torch.ones(1, requires_grad=True)
    return torch.optim.SGD([{"params": [w]}, {"params": [b], "lr": 0.1}], lr=rate, momentum=0.9)


def epochs(optimizer, scheduler, count):
    rates = [scheduler.get_last_lr()]
    for _ in range(count):
        optimizer.step()
        scheduler.step()
        rates.append([scheduler.get_last_lr(), [group["lr"] for group in optimizer.param_groups], scheduler.last_epoch])
    return rates


@pytest.mark.parametrize("name", SCHEDULES)
def test_the_rates_are_torchs_and_so_is_the_state(name):
    outcomes = []
    for library in LIBRARIES:
        optimizer = optimizer_of(library)
        scheduler = SCHEDULES[name](library.optim.lr_scheduler, optimizer)
        rates = epochs(optimizer, scheduler, 13)
        state = dict(sorted(scheduler.state_dict().items()))
        outcomes.append([rates, state, scheduler.base_lrs, optimizer.state_dict()])
    agree(outcomes[1], outcomes[0])


@pytest.mark.parametrize("name", [name for name in SCHEDULES if name != "two at once"])
def test_a_schedule_goes_on_from_a_state_through_a_file_of_the_other_library(name):
    for writer, reader in (LIBRARIES, LIBRARIES[::-1]):
        optimizer = optimizer_of(writer)
        scheduler = SCHEDULES[name](writer.optim.lr_scheduler, optimizer)
        epochs(optimizer, scheduler, 4)
        file = io.BytesIO()
        writer.save({"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}, file)
        expected = epochs(optimizer, scheduler, 4)

        file.seek(0)
        kept = reader.load(file)
        optimizer = optimizer_of(reader)
        scheduler = SCHEDULES[name](reader.optim.lr_scheduler, optimizer)
        optimizer.load_state_dict(kept["optimizer"])
        scheduler.load_state_dict(kept["scheduler"])
        agree(epochs(optimizer, scheduler, 4), expected)


@pytest.mark.parametrize("name", ["StepLR", "ExponentialLR", "LambdaLR", "CosineAnnealingLR"])
def test_a_schedule_can_start_in_the_middle(name):
    outcomes = []
    for library in LIBRARIES:
        optimizer = optimizer_of(library)
        for group in optimizer.param_groups:
            group["initial_lr"] = 0.8
        makers = {
            "StepLR": lambda lr, o: lr.StepLR(o, 3, last_epoch=4),
            "ExponentialLR": lambda lr, o: lr.ExponentialLR(o, 0.9, last_epoch=4),
            "LambdaLR": lambda lr, o: lr.LambdaLR(o, lambda epoch: 1 / (1 + epoch), last_epoch=4),
            "CosineAnnealingLR": lambda lr, o: lr.CosineAnnealingLR(o, 4, last_epoch=4),
        }
        outcomes.append(epochs(optimizer, makers[name](library.optim.lr_scheduler, optimizer), 6))
    agree(outcomes[1], outcomes[0])


def test_a_rate_that_is_a_tensor_is_changed_in_place():
    for library in LIBRARIES:
        rate = library.tensor(0.5)
        optimizer = library.optim.SGD([library.ones(1, requires_grad=True)], lr=rate)
        scheduler = library.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
        optimizer.step()
        scheduler.step()
        assert rate.item() == 0.25
        assert optimizer.param_groups[0]["lr"] is rate
        assert scheduler.get_last_lr()[0] is not rate


def test_a_schedule_that_steps_before_the_optimizer_is_warned_of():
    for library in LIBRARIES:
        scheduler = library.optim.lr_scheduler.StepLR(optimizer_of(library), 2)
        with pytest.warns(UserWarning, match=r"Detected call of `lr_scheduler.step\(\)` before `optimizer.step\(\)`"):
            scheduler.step()


def test_ones_own_schedule_extends_the_base():
    for library in LIBRARIES:

        class Halving(library.optim.lr_scheduler.LRScheduler):
            def get_lr(self):
                return [base / 2**self.last_epoch for base in self.base_lrs]

        optimizer = optimizer_of(library)
        scheduler = Halving(optimizer)
        epochs(optimizer, scheduler, 2)
        assert scheduler.get_last_lr() == [0.125, 0.025]


@claims(
    a_number=lambda torch: torch.optim.lr_scheduler.StepLR(3, 1),
    too_many_functions=lambda torch: torch.optim.lr_scheduler.LambdaLR(optimizer_of(torch), [abs] * 3),
    a_middle_without_a_start=lambda torch: torch.optim.lr_scheduler.StepLR(optimizer_of(torch), 3, last_epoch=2),
    no_rule=lambda torch: torch.optim.lr_scheduler.LRScheduler(optimizer_of(torch)),
)
def test_a_schedule_that_torch_refuses_is_refused_in_its_words(experiment):
    both_raise(experiment, words=str(error_of(lambda: experiment(torch)))[:60])
