"""Hooks of a node, and a Function that hands its inputs through: what hooks of whole modules stand on."""

import pytest
from two_libraries import both, both_raise, claims


def identity(torch):
    """A Function that returns its inputs as they are."""

    class Identity(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *args):
            ctx.mark_non_differentiable(*[arg for arg in args if not arg.requires_grad])
            return args

        @staticmethod
        def backward(ctx, *gradients):
            return gradients

    return Identity.apply


def listed(gradients):
    return [None if gradient is None else gradient.tolist() for gradient in gradients]


KINDS = {
    "a_gradient": lambda torch, x: x * 1,
    "a_leaf": lambda torch, x: x,
    "none": lambda torch, x: x.detach(),
    "integers": lambda torch, x: torch.tensor([1, 2]),
    "truths": lambda torch, x: torch.tensor([True, False]),
}


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
def test_one_node_stands_for_all_tensors_of_a_function(first, second):
    def experiment(torch, x):
        inputs = [KINDS[name](torch, x) for name in (first, second, "a_gradient")]
        outputs, seen = identity(torch)(*inputs), []
        assert [out is given for out, given in zip(outputs, inputs, strict=True)] == [False] * 3
        outputs[2].grad_fn.register_hook(lambda ins, outs: seen.append([listed(ins), listed(outs)]))
        outputs[2].sum().backward(retain_graph=True)
        sum(out.sum() * 2 for out in outputs if out.requires_grad).backward()
        numbers = [out.output_nr for out in outputs if out.requires_grad]
        return [seen, [out.requires_grad for out in outputs], numbers, x.grad]

    both(experiment, (2,))


@claims(
    doubled=lambda ins: (ins[0] * 2, ins[1] * 3),
    one_left_out=lambda ins: (None, ins[1]),
    none_left=lambda ins: (None, None),
    unchanged=lambda ins: None,
)
def test_what_a_hook_of_a_node_returns_goes_on(experiment):
    def run(torch, x, y):
        outputs = identity(torch)(x, y)
        outputs[0].grad_fn.register_hook(lambda ins, outs: experiment(ins))
        return [out * 1 for out in outputs]

    both(run, (2,), (3,))


@claims(
    a_list=lambda torch, ins: list(ins),
    a_tensor=lambda torch, ins: ins[0],
    a_number=lambda torch, ins: (5,),
    too_many=lambda torch, ins: (*ins, None),
    too_few=lambda torch, ins: (),
    another_shape=lambda torch, ins: (torch.ones(3),),
    another_dtype=lambda torch, ins: (ins[0].double(),),
)
def test_what_torch_refuses_of_a_hook_of_a_node_is_refused(experiment):
    def run(torch, x):
        (out,) = identity(torch)(x)
        out.grad_fn.register_hook(lambda ins, outs: experiment(torch, ins))
        out.sum().backward()

    both_raise(run, (2,), grad=True)


@claims(
    repeated=lambda torch, x, y: x * y,
    a_number_first=lambda torch, x, y: 2 * x,
    a_number_first_to_add=lambda torch, x, y: 2 + x,
    no_dimensions=lambda torch, x, y: x.sum() * y.sum(),
)
def test_a_hook_of_a_node_is_shown_what_the_inputs_get(experiment):
    def run(torch, x, y):
        seen, out = [], experiment(torch, x * 1, y * 1)
        out.grad_fn.register_hook(lambda ins, outs: seen.append([listed(ins), listed(outs)]))
        out.sum().backward()
        return seen

    both(run, (2,), (3, 2), dtype="float64")


@claims(
    itself=lambda torch, out: out.add_(1),
    a_part=lambda torch, out: out[:1].mul_(2),
    by_an_index=lambda torch, out: out.__setitem__(0, 3.0),
    another_view=lambda torch, out: out.view(2, 1).zero_(),
    by_relu=lambda torch, out: torch.nn.functional.relu(out, inplace=True),
    detached=lambda torch, out: out.detach_(),
)
def test_an_input_handed_through_must_not_change_in_place(experiment):
    both_raise(lambda torch, x: experiment(torch, identity(torch)(x)[0]), (2,), grad=True)
    both_raise(lambda torch, x: experiment(torch, identity(torch)(x * 2, x)[0]), (2,), grad=True)


def test_nor_forbidden_where_no_gradient_is_recorded():
    def experiment(torch, x):
        kept, constant = identity(torch)(x * 1, x.detach() * 1)
        constant.add_(1)
        with torch.no_grad():
            kept.add_(1)
        return [kept.detach(), constant]

    both(experiment, (2,))


def test_the_gradient_of_a_function_that_saves_nothing_can_be_derived_again():
    def experiment(torch, x, y):
        out, other = identity(torch)(x * x * x, y * y)
        first = torch.autograd.grad((out * other).sum(), x, create_graph=True)[0]
        (first * first).sum().backward()
        return [x.grad, y.grad]

    both(experiment, (2,), (2,), dtype="float64", grad=True)


def test_a_gradient_that_does_not_fit_its_input_is_refused():
    def experiment(torch):
        class Bad(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return x * 2

            @staticmethod
            def backward(ctx, gradient):
                return gradient[:2]

        Bad.apply(torch.ones(3, requires_grad=True)).sum().backward()

    both_raise(experiment)
