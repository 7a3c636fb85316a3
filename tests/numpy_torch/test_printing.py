"""repr of a tensor is torch's, character for character."""

import hypothesis.strategies as st
from hypothesis import given, settings
from two_libraries import LIBRARIES, claims


def printed_alike(experiment):
    theirs, ours = (repr(experiment(torch)) for torch in LIBRARIES)
    assert ours == theirs


@claims(
    whole=lambda torch: torch.tensor([1.0, 2, -3]),
    decimal=lambda torch: torch.tensor([1.5, -22.25, 0]),
    scientific=lambda torch: torch.tensor([1.5e-8, 3.0]),
    scientific_whole=lambda torch: torch.tensor([1.0, 5000.0]),
    large=lambda torch: torch.tensor([1e9]),
    small=lambda torch: torch.tensor([1e-5]),
    a_number=lambda torch: torch.tensor(3.14159),
    a_whole_number=lambda torch: torch.tensor(3.0),
    a_zero=lambda torch: torch.tensor(0.0),
    an_integer=lambda torch: torch.tensor(-7),
    a_truth=lambda torch: torch.tensor(True),
    truths=lambda torch: torch.tensor([[True, False]]),
    integers=lambda torch: torch.tensor([[1, -200], [3, 4]]),
    not_numbers=lambda torch: torch.tensor([float("nan"), float("inf"), -float("inf"), 1.0]),
    not_numbers_alone=lambda torch: torch.tensor([float("nan"), float("inf")]),
    not_numbers_and_decimals=lambda torch: torch.tensor([float("inf"), 1.5, -2000.25]),
    nested=lambda torch: torch.arange(24.0).reshape(2, 3, 4),
    nested_deep=lambda torch: torch.arange(16).reshape(2, 2, 2, 2) / 3,
    long_line=lambda torch: torch.arange(40.0) * 1.5,
    long_line_of_integers=lambda torch: torch.arange(100),
    rows=lambda torch: torch.arange(60).reshape(2, 30) * 100.0,
    summarised=lambda torch: torch.arange(1001),
    summarised_matrix=lambda torch: torch.arange(10000.0).reshape(100, 100),
    summarised_narrow=lambda torch: torch.arange(2000.0).reshape(1000, 2) / 7,
    summarised_wide=lambda torch: torch.arange(2000.0).reshape(2, 1000) / 7,
    summarised_deep=lambda torch: torch.arange(8000).reshape(20, 20, 20),
    not_summarised=lambda torch: torch.arange(1000),
    float64=lambda torch: torch.tensor([1.0], dtype=torch.float64),
    float16=lambda torch: torch.tensor([1.1, 2.2], dtype=torch.float16),
    int32=lambda torch: torch.tensor([1], dtype=torch.int32),
    uint8=lambda torch: torch.tensor(5, dtype=torch.uint8),
    empty=lambda torch: torch.tensor([]),
    empty_matrix=lambda torch: torch.zeros(0, 3),
    empty_integers=lambda torch: torch.zeros(0, dtype=torch.int64),
    empty_float64=lambda torch: torch.zeros(2, 0, dtype=torch.float64),
    requiring_grad=lambda torch: torch.ones(2, requires_grad=True),
    a_result=lambda torch: torch.ones(2, requires_grad=True) + 1,
    a_long_result=lambda torch: torch.ones(11, requires_grad=True) * 1.5,
    a_longer_result=lambda torch: torch.ones(3, 8, dtype=torch.float64, requires_grad=True) * 1.5,
    a_changed_result=lambda torch: (torch.ones(2, requires_grad=True) * 2).add_(1),
    values_and_indices=lambda torch: torch.ones(2, 3).max(1),
    values_and_indices_sorted=lambda torch: torch.tensor([2.0, 1]).sort(),
    a_view=lambda torch: torch.ones(2, 3, requires_grad=True)[0],
)
def test_a_tensor_prints_as_torchs(experiment):
    printed_alike(experiment)


floats = st.floats(width=32, allow_nan=True, allow_infinity=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(floats, max_size=25))
def test_any_floats_print_as_torchs(values):
    printed_alike(lambda torch: torch.tensor(values))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=4), st.sampled_from(["float32", "float64", "int64", "int8", "bool"]))
def test_any_shape_and_dtype_print_as_torchs(shape, dtype):
    def experiment(torch):
        count = torch.Size(shape).numel()
        return (torch.arange(count) - count // 2).reshape(shape).to(getattr(torch, dtype))

    printed_alike(experiment)


def test_a_subclass_prints_by_its_name_and_a_parameter_as_a_tensor():
    for torch in LIBRARIES:
        kinds = [type(name, (torch.Tensor,), {}) for name in ("Parameter", "Mine")]
        made = [torch.Tensor._make_subclass(kind, torch.ones(2), True) for kind in kinds]
        assert repr(made[1]) == "Mine([1., 1.], requires_grad=True)"
        if torch is LIBRARIES[1]:  # in torch, only its own Parameter
            assert repr(made[0]) == "tensor([1., 1.], requires_grad=True)"


def test_print_options_are_kept():
    try:
        for torch in LIBRARIES:
            torch.set_printoptions(precision=2, linewidth=40, threshold=10, edgeitems=2)
        printed_alike(lambda torch: torch.arange(30.0).reshape(3, 10) / 7)
        printed_alike(lambda torch: torch.arange(9.0) / 7)
    finally:
        for torch in LIBRARIES:
            torch.set_printoptions(precision=4, linewidth=80, threshold=1000, edgeitems=3)
