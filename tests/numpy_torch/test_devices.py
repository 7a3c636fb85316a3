"""Tensors on meta have torch's shapes and dtypes and no numbers; cuda is there where CuPy is."""

import types

import numpy as np
import pytest
import torch as real
from operations import OPERATIONS
from two_libraries import LIBRARIES, both, both_raise, claims, error_of, floats_of

from course import numpy_torch

# Here the shape is torch's too, but the small torch looks at numbers on the way.
NEEDING_NUMBERS = {
    "masked_scatter: x.masked_scatter(x > 0, y)",
}


def described(result):
    """Shape, dtype and device of the tensors in a result."""
    if isinstance(result, (tuple, list)):
        return [described(part) for part in result]
    if hasattr(result, "dtype"):
        return [str(result.dtype), list(result.shape), str(result.device), result.requires_grad]
    return result


def on_meta(library, run, shapes):
    """What an operation gives on meta, forward and backward; None where it raises."""
    leaves = [library.ones(shape, device="meta", requires_grad=True) for shape in shapes]
    try:
        result = run(library, *leaves)
        outputs = floats_of(result)
        if outputs:
            sum(out.sum() for out in outputs).backward()
    except Exception:
        return None
    return described(result), [None if leaf.grad is None else described(leaf.grad) for leaf in leaves]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [name for name in OPERATIONS if name not in NEEDING_NUMBERS and "histc" not in name])
def test_an_operation_on_meta_has_torchs_shape_and_dtype(name):
    run, _, shapes = OPERATIONS[name]
    theirs, ours = (on_meta(library, run, shapes) for library in LIBRARIES)
    if theirs is not None:
        assert ours == theirs


@claims(
    new=lambda torch: [
        torch.zeros(2, 3, device="meta"), torch.ones(2, device="meta", dtype=torch.int64),
        torch.full((2,), 3.0, device="meta"), torch.empty(0, device=torch.device("meta")), torch.eye(3, device="meta"),
        torch.arange(5, device="meta"), torch.linspace(0, 1, 3, device="meta"), torch.tensor([1, 2], device="meta"),
        torch.rand(2, device="meta"), torch.randn(2, 2, device="meta"), torch.randint(3, (2,), device="meta"),
    ],
    made_like_others=lambda torch: [
        torch.zeros_like(torch.ones(2, device="meta")), torch.ones(2, device="meta").new_zeros(3),
        torch.empty_like(torch.ones(2), device="meta"), torch.rand_like(torch.ones(2, device="meta")),
    ],
    moved=lambda torch: [
        torch.ones(2, 3).to("meta"), torch.ones(2).to("meta", torch.float64), torch.ones(2).to(device="meta"),
        torch.ones(2, device="meta").to(torch.float16), torch.ones(2, device="meta").double(),
    ],
    inside=lambda torch: _inside(torch),
    by_default=lambda torch: _by_default(torch),
    emptied=lambda torch: [torch.empty_like(torch.ones(2, 3, device="meta"), device="cpu").zero_()],
    with_a_number=lambda torch: [torch.ones(2, device="meta") + torch.tensor(1.0), torch.ones(2, device="meta") * 2],
    filled=lambda torch: [torch.ones(2, device="meta").uniform_(), torch.ones(20, device="meta").normal_()],
)  # fmt: skip
def test_tensors_are_made_where_torch_makes_them(experiment):
    assert described(experiment(LIBRARIES[1])) == described(experiment(LIBRARIES[0]))


def _inside(torch):
    with torch.device("meta"):
        made = [torch.ones(2), torch.tensor(1.0), torch.rand(3), torch.zeros(2, device="cpu")]
        with torch.device("cpu"):
            made.append(torch.ones(2))
    return [*made, torch.ones(2)]


def _by_default(torch):
    torch.set_default_device("meta")
    try:
        return [torch.ones(2), torch.arange(3), str(torch.get_default_device())]
    finally:
        torch.set_default_device(None)


@claims(
    repr=lambda torch: [
        repr(torch.ones(2, 3, device="meta")), repr(torch.ones(2, device="meta", requires_grad=True)),
        repr(torch.ones(2, device="meta", dtype=torch.int64)),
        repr(torch.ones(2, device="meta", requires_grad=True) * 2),
    ],
    facts=lambda torch: [
        [x.is_meta, x.is_cuda, x.device.type, x.numel(), x.stride(), x.is_contiguous(), x.is_floating_point()]
        for x in (torch.ones(2, 3, 4, device="meta"), torch.ones(2))
    ],
    generator=lambda torch: _drawn(torch),
)  # fmt: skip
def test_a_tensor_on_meta_looks_like_torchs(experiment):
    both(experiment, grad=False)


def _drawn(torch):
    torch.manual_seed(0)
    torch.rand(5, device="meta")
    torch.ones(3, device="meta").uniform_()
    return torch.rand(2)


@claims(
    item=lambda torch, x: x.sum().item(),
    float=lambda torch, x: float(x.sum()),
    truth=lambda torch, x: bool(x.sum() > 0),
    tolist=lambda torch, x: x.tolist(),
    numpy=lambda torch, x: x.numpy(),
    to_cpu=lambda torch, x: x.to("cpu"),
    cpu=lambda torch, x: x.cpu(),
    copied=lambda torch, x: torch.ones(2, 3).copy_(x),
    nonzero=lambda torch, x: x.nonzero(),
    masked=lambda torch, x: x[x > 0],
    unique=lambda torch, x: x.unique(),
    equal=lambda torch, x: torch.equal(x, x),
    two_devices=lambda torch, x: x + torch.ones(2, 3),
    on_a_gpu=lambda torch, x: x.to("cuda"),
)
def test_what_needs_numbers_is_refused(experiment):
    both_raise(lambda torch: experiment(torch, torch.ones(2, 3, device="meta")))


def test_a_tensor_on_meta_owns_no_memory():
    x = numpy_torch.empty(10**6, 10**6, device="meta", requires_grad=True)
    y = (x @ numpy_torch.empty(10**6, 10**5, device="meta")).relu().softmax(1) * 2 + 1
    y.mean().backward()
    assert x.grad.shape == (10**6, 10**6)
    assert x.grad.is_meta
    assert x._array.base.nbytes == 4


@pytest.mark.parametrize("torch", LIBRARIES)
def test_a_layer_on_meta_of_any_size_is_computed_in_no_memory(torch):
    x, w, b = (torch.ones(size, device="meta") for size in [(3, 10**6), (10**6, 10**6), (10**6,)])
    for made in (torch.nn.functional.linear(x, w, b), x @ w, torch.nn.functional.linear(x[0], w, b)):
        assert made.is_meta
        assert made.shape[-1] == 10**6


def test_without_cupy_cuda_is_refused_with_the_mend():
    for action in (
        lambda: numpy_torch.ones(2).cuda(),
        lambda: numpy_torch.ones(2, device="cuda:0"),
        lambda: numpy_torch.ones(2).to("cuda"),
        lambda: numpy_torch.set_default_device("cuda"),
    ):
        with pytest.raises(AssertionError, match=r"Torch not compiled with CUDA enabled.*pip install cupy"):
            action()
    assert error_of(lambda: real.ones(2).cuda()) is None or isinstance(error_of(real.ones(2).cuda), Exception)
    assert numpy_torch.cuda.is_available() is False
    assert numpy_torch.cuda.device_count() == 0


def test_with_cupy_a_tensor_lies_where_cupy_puts_it(monkeypatch):
    """A stand-in for CuPy: numpy arrays of another type, as CuPy's are; what a GPU computes is not tried here."""
    monkeypatch.setitem(__import__("sys").modules, "cupy", _stand_in())
    x = numpy_torch.ones(2, 3).cuda()
    y = (x.requires_grad_() * 2).sum(1).exp()
    y.sum().backward()
    assert str(x.device) == str(y.device) == str(x.grad.device) == "cuda:0"
    assert x.is_cuda
    assert "device='cuda:0'" in repr(y)
    assert y.cpu().device.type == "cpu"
    with pytest.raises(TypeError, match="can't convert cuda:0 device type tensor to numpy"):
        y.detach().numpy()
    with pytest.raises(RuntimeError, match="on the same device"):
        x + numpy_torch.ones(3)
    assert numpy_torch.cuda.is_available()


def _stand_in():
    class OnGPU(np.ndarray):
        device = types.SimpleNamespace(id=0)

        def __array_function__(self, *call):
            made = super().__array_function__(*call)
            return made.view(OnGPU) if type(made) is np.ndarray else made

    class Device:
        def __init__(self, index):
            pass

        def __enter__(self):
            pass

        def __exit__(self, *exception):
            pass

    runtime = types.SimpleNamespace(getDeviceCount=lambda: 1, CUDARuntimeError=OSError)
    return types.SimpleNamespace(
        ndarray=OnGPU,
        asarray=lambda array: np.array(array).view(OnGPU),
        asnumpy=lambda array: np.array(array),
        cuda=types.SimpleNamespace(Device=Device, runtime=runtime),
    )


# -- what a Module's `to` stands on


def test_channels_last_is_laid_out_as_torchs():
    def experiment(torch):
        x = torch.arange(120.0).reshape(2, 3, 4, 5).requires_grad_()
        last = x.to(torch.float64, memory_format=torch.channels_last)
        back = last.contiguous()
        (last * last).sum().backward()
        return [
            [each.stride(), each.is_contiguous(), each.is_contiguous(memory_format=torch.channels_last)]
            for each in (x, last, back, last.to("cpu"), last.to(torch.float32))
        ] + [last.to(memory_format=torch.channels_last) is last, last, x.grad]

    both(experiment)


def test_channels_last_is_for_images():
    both_raise(lambda torch: torch.ones(2, 3, 4).to(memory_format=torch.channels_last))


def test_what_has_memory_takes_over_no_data_of_meta():
    def experiment(torch):
        here, nowhere = torch.ones(2), torch.ones(2, device="meta")
        kinds = [here, here.double(), nowhere]
        return [[torch._has_compatible_shallow_copy_type(a, b) for a in kinds] for b in kinds]

    both(experiment)

    def assigned(torch, mine, other):
        x = torch.ones(2, device=mine)
        x.data = torch.ones(2, device=other)

    for pair in [("cpu", "meta"), ("meta", "cpu")]:
        both_raise(lambda torch, pair=pair: assigned(torch, *pair))


def test_data_of_whole_numbers_is_not_for_what_requires_grad():
    def assigned(torch):
        torch.ones(2, requires_grad=True).data = torch.ones(2, dtype=torch.int64)

    both_raise(assigned)


@pytest.mark.parametrize("torch", LIBRARIES)
def test_a_converted_module_keeps_its_parameters_unless_told_otherwise(torch):
    future = torch.__future__
    assert future.get_overwrite_module_params_on_conversion() is False
    assert future.get_swap_module_params_on_conversion() is False
    future.set_overwrite_module_params_on_conversion(True)
    try:
        assert future.get_overwrite_module_params_on_conversion() is True
    finally:
        future.set_overwrite_module_params_on_conversion(False)
    future.set_swap_module_params_on_conversion(False)


def test_swapping_is_refused():
    with pytest.raises(NotImplementedError, match="swap_tensors"):
        numpy_torch.__future__.set_swap_module_params_on_conversion(True)
