"""The gradient bench: what its buttons do in two worlds, what it says, and what it never mistakes for a zero."""

import pytest

from course.widgets.gradient_bench import gradient_bench
from course.widgets.gradient_experiment import ACTIONS, Bench, number, same
from course.widgets.gradients import Gradient, Gradients, NoNet
from course.widgets.two import both_worlds
from course.worlds import World

TORCH, YOURS = both_worlds()


@pytest.fixture(params=[TORCH, YOURS], ids=lambda world: world.name)
def net(request):
    return Gradients(request.param.torch)


def values(net):
    return [g.values for g in net.read()]


def flat(gradients):
    return [v for g in gradients for v in g.values]


def test_a_new_net_has_none_and_no_zeros(net):
    assert set(values(net)) == {None}


def test_backward_again_adds_the_same_again(net):
    net.backward()
    once = flat(net.read())
    net.backward()
    assert flat(net.read()) == pytest.approx([2 * v for v in once])


def test_two_halves_divided_by_two_are_the_large_batch(net):
    net.backward("first")
    assert flat(net.read()) != pytest.approx(flat(net.large))
    net.backward("second")
    assert flat(net.read()) == pytest.approx(flat(net.large), rel=1e-5)


def test_set_to_none_gives_none_and_the_other_way_zeros(net):
    net.backward()
    net.zero_grad(set_to_none=False)
    assert set(flat(net.read())) == {0.0}
    net.zero_grad(set_to_none=True)
    assert set(values(net)) == {None}
    net.zero_grad(set_to_none=False)
    assert set(values(net)) == {None}


def test_a_step_lowers_the_loss_and_leaves_the_gradients(net):
    net.backward()
    before, loss = values(net), net.loss()
    net.step()
    assert net.loss() < loss
    assert values(net) == before


def test_a_step_without_gradients_changes_nothing(net):
    loss = net.loss()
    net.step()
    assert net.loss() == loss


def test_the_mark_of_the_large_batch_follows_the_parameters_and_leaves_the_gradients(net):
    first = flat(net.large)
    net.backward()
    before = values(net)
    net.step()
    assert flat(net.large) != first
    assert values(net) == before


def test_the_nets_own_zero_grad_is_what_the_button_calls():
    called = []

    def make(torch):
        class Net(dict):
            def zero_grad(self, set_to_none=True):
                called.append(set_to_none)

        net = Net(w=torch.ones(2, 1, requires_grad=True))
        return net, lambda x, y: ((x @ net["w"] - y) ** 2).mean()

    bench = Bench([YOURS], make)
    for name in ("backward", "none", "zeros"):
        bench.do(name)
    assert called == [True, False]
    assert bench.gradients["yours"][0].values is not None


def test_a_list_of_parameters_is_a_net():
    def make(torch):
        w = torch.ones(2, 1, requires_grad=True)
        return [w], lambda x, y: ((x @ w - y) ** 2).mean()

    assert [g.name for g in Gradients(YOURS.torch, make).read()] == ["0"]


@pytest.mark.parametrize("make", [lambda torch: None, lambda torch: (torch.ones(1), 3), lambda torch: (5, print)])
def test_what_is_no_net_and_loss_is_told_what_to_return(make):
    with pytest.raises(NoNet, match=r"return net, lambda|give a Module"):
        gradient_bench(make)


def test_both_worlds_agree_after_every_button():
    bench = Bench([TORCH, YOURS])
    for name in [*ACTIONS, "backward", "backward", "step"]:
        bench.do(name)
        assert bench.differing() == [], bench.said
        assert "No difference." in bench.said


def test_none_beside_a_zero_is_a_difference():
    zero, none = Gradient("w", (1,), (0.0,)), Gradient("w", (1,), None)
    assert not same(zero, none)
    assert same(none, none)
    assert (number(None), number(0.0)) == ("None", "0.0000")


def forgetful(torch):
    """A zero_grad that clears in torch's world alone."""

    class Net(dict):
        def zero_grad(self, set_to_none=True):
            if torch is TORCH.torch:
                self["w"].grad = None

    net = Net(w=torch.ones(2, 1, requires_grad=True))
    return net, lambda x, y: ((x @ net["w"] - y) ** 2).mean()


def test_a_difference_is_named_in_the_sentence_in_the_table_and_in_the_text(capsys):
    bench = Bench([TORCH, YOURS], forgetful)
    bench.do("backward")
    bench.do("none")
    assert "Different: w." in bench.said
    rows = bench.view()["rows"]
    assert [row["same"] for row in rows] == [False, False]
    assert [row["cells"]["torch"]["text"] for row in rows] == ["None", "None"]
    gradient_bench(forgetful)
    assert "None ≠ 3." in capsys.readouterr().out


def test_a_world_that_raises_is_told_beside_it_and_the_other_goes_on():
    def make(torch):
        if torch is not TORCH.torch:
            raise NotImplementedError("1.4")
        return forgetful(torch)

    bench = Bench([TORCH, YOURS], make)
    bench.do("backward")
    assert bench.notes == {"yours": "waits for exercise 1.4."}
    [row, _] = bench.view()["rows"]
    assert (row["cells"].keys(), row["same"]) == ({"torch"}, None)
    assert list(bench.gradients) == ["torch"]


def test_a_large_net_is_shown_by_its_norms():
    def make(torch):
        w = torch.ones(2, 30, requires_grad=True)
        return {"w": w}, lambda x, y: ((x @ w - y) ** 2).mean()

    [row] = Bench([YOURS], make).view()["rows"]
    assert (row["element"], row["shape"]) == ("norm", "2 by 30")


def test_a_parameter_of_another_shape_or_in_one_world_alone_is_a_difference():
    def make(torch):
        names = ["w", "extra"] if torch is TORCH.torch else ["w"]
        net = {name: torch.ones(2, len(names), requires_grad=True) for name in names}
        return net, lambda x, y: sum(((x @ p - y) ** 2).mean() for p in net.values())

    bench = Bench([TORCH, YOURS], make)
    bench.do("backward")
    assert bench.differing() == ["w", "extra"]
    rows = bench.view()["rows"]
    assert {(row["parameter"], row["same"]) for row in rows} == {("w", False), ("extra", False)}
    assert rows[0]["shape"] == "2 by 2 or 2 by 1"
    assert rows[-1]["cells"]["yours"]["text"] == "no such parameter"


def test_reset_is_a_new_net_and_an_empty_log():
    bench = Bench([YOURS])
    fresh = bench.view()["loss"]
    for name in ("backward", "step", "reset"):
        bench.do(name)
    assert bench.view()["loss"] == fresh
    assert bench.log == []
    assert {g.values for g in bench.gradients["yours"]} == {None}


def test_the_learners_generator_is_left_as_it_was():
    before = YOURS.torch.get_rng_state().tolist()
    Bench([World("yours", YOURS.torch)]).do("reset")
    assert YOURS.torch.get_rng_state().tolist() == before


def test_without_a_notebook_it_is_a_table_of_text(capsys):
    gradient_bench()
    out = capsys.readouterr().out
    assert out.startswith("norm of the gradient after")
    assert "net.zero_grad(set_to_none=True)      None " in out
    assert "≠ yours" in out.splitlines()[-1]
