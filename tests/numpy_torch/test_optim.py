"""optim trains as torch does, keeps the same state and says the same errors."""

import copy

import pytest
from two_libraries import LIBRARIES, both, both_raise, claims, error_of

OPTIMIZERS = {
    "sgd": lambda optim, ps: optim.SGD(ps, lr=0.1),
    "sgd with momentum": lambda optim, ps: optim.SGD(ps, lr=0.1, momentum=0.9),
    "sgd with dampening": lambda optim, ps: optim.SGD(ps, lr=0.1, momentum=0.9, dampening=0.5),
    "sgd with nesterov": lambda optim, ps: optim.SGD(ps, lr=0.1, momentum=0.9, nesterov=True),
    "sgd with weight decay": lambda optim, ps: optim.SGD(ps, lr=0.1, momentum=0.5, weight_decay=0.1),
    "sgd maximising": lambda optim, ps: optim.SGD(ps, lr=0.01, maximize=True),
    "sgd in groups": lambda optim, ps: optim.SGD(
        [{"params": ps[:1]}, {"params": ps[1], "lr": 0.5, "momentum": 0.9}], lr=0.1
    ),
    "sgd by names": lambda optim, ps: optim.SGD([("w", ps[0]), ("b", ps[1])], lr=0.1),
    "adam": lambda optim, ps: optim.Adam(ps, lr=0.1),
    "adam with weight decay": lambda optim, ps: optim.Adam(ps, lr=0.1, weight_decay=0.1, betas=(0.8, 0.9)),
    "adam with amsgrad": lambda optim, ps: optim.Adam(ps, lr=0.1, amsgrad=True),
    "adamw": lambda optim, ps: optim.AdamW(ps, lr=0.1, weight_decay=0.1),
}


def train(torch, optimizer, w, b, steps=6):
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = ((w * (step + 1)).sin() + b).square().sum()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_training_is_torchs_to_the_end_and_so_is_its_state(name):
    def experiment(torch, w, b):
        optimizer = OPTIMIZERS[name](torch.optim, [w, b])
        losses = train(torch, optimizer, w, b)
        return [losses, w, b, optimizer.state_dict(), repr(optimizer)]

    def unrecorded(torch, w, b):
        return [part.detach() if hasattr(part, "detach") else part for part in experiment(torch, w, b)]

    both(unrecorded, (3,), (2, 1), dtype="float64")


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_training_goes_on_from_a_state_that_was_loaded(name):
    for torch in LIBRARIES:
        w, b = torch.ones(3, requires_grad=True), torch.ones(2, 1, requires_grad=True)
        first = OPTIMIZERS[name](torch.optim, [w, b])
        train(torch, first, w, b, 3)
        w2, b2 = w.detach().clone().requires_grad_(), b.detach().clone().requires_grad_()
        second = OPTIMIZERS[name](torch.optim, [w2, b2])
        second.load_state_dict(copy.deepcopy(first.state_dict()))
        assert train(torch, second, w2, b2, 3) == train(torch, first, w, b, 3)


@claims(
    none=lambda torch, w: [_stepped(torch, w).zero_grad(), w.grad],
    zeros=lambda torch, w: [_stepped(torch, w).zero_grad(set_to_none=False), w.grad],
    without_gradients=lambda torch, w: [torch.optim.SGD([w], lr=1, momentum=0.9).step(), w.detach()],
    closure=lambda torch, w: [torch.optim.SGD([w], lr=1).step(lambda: 7), w.detach()],
    version=lambda torch, w: [_stepped(torch, w), w._version][1],
    another_group=lambda torch, w: [
        (o := torch.optim.SGD([w], lr=1)).add_param_group({"params": torch.ones(1, requires_grad=True), "lr": 2}),
        [group["lr"] for group in o.param_groups],
    ],
    rate_changed=lambda torch, w: _changed(torch, w).detach(),
    defaults=lambda torch, w: torch.optim.Adam([w]).defaults,
)
def test_steps_and_gradients_are_torchs(experiment):
    both(experiment, (3,), grad=True)


def _stepped(torch, w):
    optimizer = torch.optim.SGD([w], lr=0.1)
    (w * w).sum().backward()
    optimizer.step()
    return optimizer


def _changed(torch, w):
    optimizer = _stepped(torch, w)
    optimizer.param_groups[0]["lr"] = 0.5
    optimizer.step()
    return w


def leaf(torch, size=2):
    return torch.ones(size, requires_grad=True)


@claims(
    no_parameters=lambda torch: torch.optim.SGD([], lr=1),
    a_generator_that_is_empty=lambda torch: torch.optim.SGD(iter([]), lr=1),
    a_tensor=lambda torch: torch.optim.SGD(leaf(torch), lr=1),
    a_number=lambda torch: torch.optim.SGD([1], lr=1),
    no_iterable=lambda torch: torch.optim.SGD(3, lr=1),
    a_result=lambda torch: torch.optim.SGD([leaf(torch) * 2], lr=1),
    a_negative_rate=lambda torch: torch.optim.SGD([leaf(torch)], lr=-1),
    a_negative_momentum=lambda torch: torch.optim.SGD([leaf(torch)], lr=1, momentum=-1),
    a_negative_decay=lambda torch: torch.optim.SGD([leaf(torch)], lr=1, weight_decay=-1),
    nesterov_without_momentum=lambda torch: torch.optim.SGD([leaf(torch)], lr=1, nesterov=True),
    one_in_two_groups=lambda torch: torch.optim.SGD([{"params": [p := leaf(torch)]}, {"params": [p]}], lr=1),
    a_set=lambda torch: torch.optim.SGD([{"params": {leaf(torch)}}], lr=1),
    a_group_that_is_a_number=lambda torch: torch.optim.SGD([leaf(torch)]).add_param_group(3),
    a_rate_of_adam=lambda torch: torch.optim.Adam([leaf(torch)], lr=-1),
    betas=lambda torch: torch.optim.Adam([leaf(torch)], betas=(2, 1)),
    eps=lambda torch: torch.optim.Adam([leaf(torch)], eps=-1),
    another_number_of_groups=lambda torch: torch.optim.SGD([leaf(torch)]).load_state_dict(
        {"state": {}, "param_groups": []}
    ),
    another_number_of_parameters=lambda torch: torch.optim.SGD([leaf(torch)]).load_state_dict(
        {"state": {}, "param_groups": [{"params": [0, 1]}]}
    ),
)
def test_what_torch_refuses_is_refused_in_its_words(experiment):
    both_raise(experiment, words=str(error_of(lambda: experiment(LIBRARIES[0])))[:60])


def test_one_parameter_twice_in_a_group_is_warned_of():
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match="duplicate parameters"):
            torch.optim.SGD([p := leaf(torch), p], lr=1)
