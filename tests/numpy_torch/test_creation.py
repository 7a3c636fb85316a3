"""New tensors, dtypes and small objects are torch's."""

import copy
import pickle

import numpy as np
import pytest
from two_libraries import LIBRARIES, both, both_raise, claims

from course import numpy_torch


@claims(
    a_float=lambda torch: torch.tensor(3.0),
    an_int=lambda torch: torch.tensor(3),
    a_bool=lambda torch: torch.tensor(True),
    a_list=lambda torch: torch.tensor([1.0, 2]),
    a_mixture=lambda torch: torch.tensor([[1, 2.5], [True, 3]]),
    of_bools_and_ints=lambda torch: torch.tensor([True, 2]),
    an_empty_list=lambda torch: torch.tensor([]),
    an_empty_row=lambda torch: torch.tensor([[], []]),
    a_tuple=lambda torch: torch.tensor((1, 2)),
    of_tensors=lambda torch: torch.tensor([torch.tensor(1.0), torch.tensor(2.0)]),
    with_a_dtype=lambda torch: torch.tensor([1, 2], dtype=torch.float64),
    from_floats_to_ints=lambda torch: torch.tensor([1.7, -1.7], dtype=torch.int64),
    requiring_grad=lambda torch: torch.tensor([1.0], requires_grad=True),
    of_numpy_numbers=lambda torch: torch.tensor([np.float64(1), np.float64(2)]),
    of_an_array=lambda torch: torch.tensor(np.arange(3, dtype=np.float64)),
    of_a_small_array=lambda torch: torch.tensor(np.float32(2)),
    as_tensor=lambda torch: torch.as_tensor([1, 2], dtype=torch.float32),
    legacy=lambda torch: torch.Tensor([1, 2]),
    legacy_size=lambda torch: list(torch.Tensor(2, 3).shape),
    legacy_empty=lambda torch: torch.Tensor(),
    zeros=lambda torch: [torch.zeros(2, 3), torch.zeros((2,)), torch.zeros(torch.Size([1, 2])), torch.zeros(())],
    zeros_by_keyword=lambda torch: torch.zeros(size=(2, 1), dtype=torch.int32, device="cpu"),
    ones=lambda torch: [torch.ones(2), torch.ones(2, dtype=torch.bool), torch.ones([2, 2], requires_grad=True)],
    full=lambda torch: [torch.full((2,), 3), torch.full((2,), 3.0), torch.full((1, 2), True)],
    empty=lambda torch: list(torch.empty(2, 0).shape),
    like=lambda torch: [
        torch.zeros_like(torch.tensor([1, 2])),
        torch.ones_like(torch.ones(2, 2), dtype=torch.float64),
        torch.full_like(torch.ones(2), 7),
        torch.zeros_like(torch.ones(2, requires_grad=True)),
    ],
    new=lambda torch: [
        torch.ones(1, dtype=torch.float64).new_zeros(2, 3),
        torch.tensor([1]).new_ones((2,)),
        torch.tensor([1]).new_full((2,), 3),
        torch.ones(1).new_tensor([1, 2]),
        list(torch.ones(1).new_empty(2, 0).shape),
    ],
    eye=lambda torch: [torch.eye(3), torch.eye(2, 3)],
    arange=lambda torch: [torch.arange(5), torch.arange(1, 6, 2), torch.arange(0, 1, 0.25), torch.arange(5.0, 1, -2)],
    arange_of_a_dtype=lambda torch: torch.arange(3, dtype=torch.float64),
    linspace=lambda torch: [torch.linspace(0, 1, 7), torch.linspace(-3, 10, 1), torch.linspace(5, -5, 100)],
)
def test_a_new_tensor_is_torchs(experiment):
    both(experiment, grad=False)


@claims(
    a_string=lambda torch: torch.tensor("a"),
    lists_of_two_lengths=lambda torch: torch.tensor([[1, 2], [3]]),
    none=lambda torch: torch.tensor(None),
    a_dict=lambda torch: torch.tensor({}),
    an_object=lambda torch: torch.tensor([object()]),
    a_negative_size=lambda torch: torch.zeros(-1),
    a_size_of_floats=lambda torch: torch.zeros(1.5),
    integers_requiring_grad=lambda torch: torch.tensor([1], requires_grad=True),
    from_numpy_of_a_list=lambda torch: torch.from_numpy([1]),
    an_array_of_strings=lambda torch: torch.tensor(np.array(["a"])),
    no_step=lambda torch: torch.arange(0, 3, 0),
    the_wrong_way=lambda torch: torch.arange(3, 0),
    an_unknown_device=lambda torch: torch.device("nowhere"),
    an_unknown_name=lambda torch: torch.no_such_name,
    a_number_too_large=lambda torch: torch.tensor(2**70),
    none_in_a_list=lambda torch: torch.tensor([1, None]),
    an_unknown_method=lambda torch: torch.ones(1).no_such_name,
    a_default_of_integers=lambda torch: torch.set_default_dtype(torch.int64),
    a_dtype_that_is_none=lambda torch: torch.zeros(2, dtype="float32"),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def test_cuda_is_refused_as_torch_without_cuda_refuses_it():
    with pytest.raises(AssertionError, match="Torch not compiled with CUDA enabled"):
        numpy_torch.zeros(2, device="cuda")


def test_a_tensor_of_a_tensor_is_a_copy_with_a_warning():
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match="To copy construct from a tensor"):
            torch.tensor(torch.ones(2))


@claims(
    dtypes=lambda torch: [
        repr(getattr(torch, name))
        for name in "float16 half float32 float float64 double uint8 int8 int16 short int32 int int64 long bool".split()
    ],
    pythons=lambda torch: [
        repr(torch.ones(1, dtype=float).dtype),
        repr(torch.tensor([1.5], dtype=int).dtype),
        repr(torch.zeros(1).to(bool).dtype),
    ],
    facts=lambda torch: [
        [d.itemsize, d.is_floating_point, d.is_signed, d.is_complex]
        for d in (torch.float16, torch.float32, torch.int64, torch.uint8, torch.bool)
    ],
    devices=lambda torch: [
        repr(torch.device("cpu")),
        str(torch.device("cuda:1")),
        repr(torch.device("cuda", 1)),
        torch.device("cpu") == torch.device("cpu"),
        torch.zeros(1).device == torch.device("cpu"),
        torch.device("cuda:1").index,
    ],
    sizes=lambda torch: [
        repr(torch.ones(2, 3).shape),
        repr(torch.Size([1, 2]) + torch.Size([3])),
        repr(torch.Size([1, 2, 3])[1:]),
        torch.Size([2, 3]).numel(),
        torch.Size([2]) == (2,),
        repr(torch.ones(2, 3).size()),
        torch.ones(2, 3).size(-1),
    ],
    facts_of_a_tensor=lambda torch: [
        [x.dim(), x.ndim, x.numel(), x.nelement(), x.element_size(), x.is_floating_point(), x.is_contiguous(),
         list(x.stride()), x.type(), torch.typename(x), x.is_leaf, len(x), x.itemsize, x.nbytes]
        for x in (torch.ones(2, 3), torch.ones(2, 3).t(), torch.tensor([1, 2]), torch.ones(1, dtype=torch.float64))
    ],
    constants=lambda torch: [repr(torch.preserve_format), repr(torch.contiguous_format), repr(torch.strided), torch.pi],
    finfo=lambda torch: [repr(torch.finfo(torch.float32)), torch.finfo(torch.float64).eps],
    iinfo=lambda torch: [repr(torch.iinfo(torch.int8)), torch.iinfo(torch.int64).max],
    default=lambda torch: repr(torch.get_default_dtype()),
    promoted=lambda torch: [
        repr(torch.promote_types(torch.int64, torch.float16)),
        repr(torch.promote_types(torch.uint8, torch.int8)),
        repr(torch.promote_types(torch.bool, torch.int16)),
    ],
    questions=lambda torch: [
        torch.is_tensor(torch.ones(1)),
        torch.is_tensor([1]),
        torch.is_floating_point(torch.ones(1)),
    ],
    typenames=lambda torch: [torch.typename(torch.tensor([1])), torch.typename(3), torch.typename([])],
    texts=lambda torch: [f"{torch.tensor(1.5)}", f"{torch.tensor([1.5])}", str(np.asarray(torch.ones(1)).dtype)],
    python=lambda torch: [
        torch.tensor(2.5).item(), torch.tensor([[1, 2]]).tolist(), float(torch.tensor([2.0])), int(torch.tensor(2.7)),
        bool(torch.tensor(0.0)), [0, 1, 2][torch.tensor(1)], 3 in torch.tensor([1, 3]), f"{torch.tensor(2.5):.2f}",
        list(range(torch.tensor(3))),
    ],
)  # fmt: skip
def test_small_objects_look_like_torchs(experiment):
    both(experiment, grad=False)


@claims(
    truth_of_two=lambda torch: bool(torch.ones(2)),
    truth_of_none=lambda torch: bool(torch.ones(0)),
    length_of_a_number=lambda torch: len(torch.tensor(1)),
    iteration_over_a_number=lambda torch: iter(torch.tensor(1)),
    float_of_two=lambda torch: float(torch.ones(2)),
    item_of_two=lambda torch: torch.ones(2).item(),
    index_of_a_float=lambda torch: [1][torch.tensor(0.0)],
    numpy_of_one_that_requires_grad=lambda torch: torch.ones(2, requires_grad=True).numpy(),
    asarray_of_one_that_requires_grad=lambda torch: np.asarray(torch.ones(2, requires_grad=True)),
)
def test_what_python_may_not_ask_is_refused(experiment):
    both_raise(experiment)


@claims(
    to_a_dtype=lambda torch, x: x.to(torch.float64),
    double=lambda torch, x: x.double(),
    half=lambda torch, x: x.half(),
    int=lambda torch, x: [x.int(), x.long(), x.bool(), x.short()],
    to_device_and_dtype=lambda torch, x: x.to("cpu", torch.float64),
    to_another=lambda torch, x: x.to(torch.ones(1, dtype=torch.float64)),
    by_keyword=lambda torch, x: x.to(dtype=torch.float16, device=torch.device("cpu")),
    itself=lambda torch, x: [x.to(torch.float32) is x, x.cpu() is x, x.float() is x, x.to("cpu") is x],
    copied=lambda torch, x: x.to("cpu", copy=True),
    type=lambda torch, x: x.type(torch.float64),
    type_by_name=lambda torch, x: x.type("torch.DoubleTensor"),
)
def test_a_cast_and_its_gradient_are_torchs(experiment):
    both(experiment, (2, 3))


def test_numpy_reads_tensors_and_gives_tensors_back():
    x = numpy_torch.ones(2)
    assert np.array(x).dtype == np.float32
    assert np.asarray(x, dtype=np.float64).dtype == np.float64
    for made in (np.exp(x), x * np.ones(2, np.float32), np.float64(2) * x):
        assert type(made) is numpy_torch.Tensor
        assert made.dtype is numpy_torch.float32


def test_an_array_and_its_tensor_share_memory():
    for torch in LIBRARIES:
        array = np.zeros(3, np.float32)
        x = torch.from_numpy(array)
        x[0] = 5
        x.numpy()[1] = 6
        assert array.tolist() == [5.0, 6.0, 0.0]
        assert torch.as_tensor(array).data_ptr() == x.data_ptr()
        assert torch.tensor(array).data_ptr() != x.data_ptr()


@pytest.mark.parametrize("thing", ["float32", "bool", "preserve_format", "strided", "int", "float"])
def test_a_small_object_pickles_and_copies_as_itself(thing):
    original = getattr(numpy_torch, thing)
    assert pickle.loads(pickle.dumps(original)) is original
    assert copy.deepcopy(original) is original


def test_an_unknown_name_says_whose_fault_it_may_be():
    for place in (numpy_torch, numpy_torch.nn, numpy_torch.nn.functional, numpy_torch.nn.init, numpy_torch.optim):
        with pytest.raises(AttributeError, match="small torch of this course"):
            place.no_such_name  # noqa: B018
    assert not hasattr(numpy_torch, "__no_such_dunder__")
    assert not hasattr(numpy_torch.nn, "Module")


def test_every_exported_name_is_there_and_is_torchs_too():
    import torch

    for name in numpy_torch.__all__:
        assert getattr(numpy_torch, name) is not None
        assert hasattr(torch, name), name
