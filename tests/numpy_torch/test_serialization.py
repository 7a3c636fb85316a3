"""Checkpoints go both ways: what real torch wrote is read here, and what is written here real torch reads."""

import collections
import io
import os
import pickle
import struct
import types
import zipfile

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from two_libraries import LIBRARIES, agree, claims, error_of, recorded

from course import numpy_torch
from course.numpy_torch_with import torch_with

DTYPES = "float16 float32 float64 uint8 int8 int16 int32 int64 bool".split()


class Parameter(numpy_torch.Tensor):
    """A Parameter as a learner writes it."""

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = numpy_torch.empty(0)
        return numpy_torch.Tensor._make_subclass(cls, data, requires_grad)


nn = types.ModuleType("nn")
nn.Parameter = Parameter
WITH_NN = {torch: torch, numpy_torch: torch_with(nn)}
BOTH_WAYS = [
    pytest.param(numpy_torch, torch, id="written here"),
    pytest.param(torch, numpy_torch, id="written by torch"),
    pytest.param(numpy_torch, numpy_torch, id="here and here"),
]


@pytest.fixture(params=["path", "string", "buffer"])
def place(request, tmp_path):
    """Somewhere to save to, and to load from."""
    if request.param == "buffer":
        return io.BytesIO()
    return tmp_path / "model.pt" if request.param == "path" else str(tmp_path / "model.pt")


def through_a_file(writer, reader, value, place=None, **options):
    place = io.BytesIO() if place is None else place
    WITH_NN[writer].save(value, place)
    if hasattr(place, "seek"):
        place.seek(0)
    return WITH_NN[reader].load(place, **options)


def comes_through(make, writer, reader, **options):
    """Assert that what one library writes is, for the other, what that one would have made itself."""
    found = through_a_file(writer, reader, make(WITH_NN[writer]), **options)
    agree(plain(found), plain(make(WITH_NN[reader])))


def plain(value):
    """The value as data, tensors with their steps, and the other objects by how they print."""
    if hasattr(value, "grad_fn"):
        kind = "Parameter" if type(value).__name__ == "Parameter" else "Tensor"
        steps = value.stride() if value.numel() else ()
        return [kind, recorded(value.detach()), value.requires_grad, list(steps), vars(value)]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if type(value) is tuple:
        return ["tuple", *map(plain, value)]
    return value if isinstance(value, (int, float, str, bytes, set, type(None))) else repr(value)


def named(torch, **attributes):
    made = torch.ones(2)
    vars(made).update(attributes)
    return made


OBJECTS = {
    "a_tensor": lambda torch: torch.arange(6.0).reshape(2, 3),
    "a_scalar": lambda torch: torch.tensor(3),
    "nothing": lambda torch: torch.empty(0),
    "no_rows": lambda torch: torch.empty(0, 3),
    "transposed": lambda torch: torch.arange(6.0).reshape(2, 3).t(),
    "every_second": lambda torch: torch.arange(10.0)[1::2],
    "a_block": lambda torch: torch.arange(24.0).reshape(2, 3, 4)[:, 1:, ::2],
    "repeated": lambda torch: torch.ones(2, 1).expand(2, 3),
    "requiring_grad": lambda torch: torch.ones(3, requires_grad=True),
    "a_result": lambda torch: torch.ones(3, requires_grad=True) * 2,
    "not_a_number": lambda torch: torch.tensor([float("nan"), float("inf"), -0.0]),
    "with_attributes": lambda torch: named(torch, note="kept", other=[1, torch.ones(1)]),
    "a_parameter": lambda torch: torch.nn.Parameter(torch.arange(4.0)),
    "a_frozen_parameter": lambda torch: torch.nn.Parameter(torch.arange(4.0), requires_grad=False),
    "a_transposed_parameter": lambda torch: torch.nn.Parameter(torch.ones(2, 3).t()),
    "a_list": lambda torch: [torch.ones(1), [torch.zeros(2), []]],
    "a_tuple": lambda torch: (torch.ones(1), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)),
    "a_dict": lambda torch: {"a": torch.ones(1), 3: {"b": torch.zeros(2)}, (1, 2): None},
    "a_size": lambda torch: torch.ones(2, 3).shape,
    "dtypes": lambda torch: [getattr(torch, name) for name in DTYPES],
    "a_device": lambda torch: [torch.device("cpu"), torch.device("cuda", 1)],
    "a_layout": lambda torch: torch.ones(1).layout,
    "numbers": lambda torch: [0, 1, -1, 255, 256, 2**31, -(2**40), 2**70, 0.5, float("inf"), True, False, None],
    "texts": lambda torch: ["", "näht", "x" * 300, b"\x00\xff"],
    "sets": lambda torch: [set(), {1, 2}],
    "a_state_dict": lambda torch: collections.OrderedDict(weight=torch.ones(2, 2), bias=torch.zeros(2)),
    "many": lambda torch: {f"layer{i}.weight": torch.full((3,), i) for i in range(300)},
}


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
@claims(**OBJECTS)
def test_what_one_writes_the_other_reads(experiment, writer, reader):
    comes_through(experiment, writer, reader)


@claims(**OBJECTS)
def test_real_torch_reads_it_with_and_without_weights_only(experiment):
    comes_through(experiment, numpy_torch, torch, weights_only=True)
    comes_through(experiment, numpy_torch, torch, weights_only=False)


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_each_dtype_comes_through(dtype, writer, reader):
    comes_through(lambda torch: torch.arange(-3, 9).to(getattr(torch, dtype)).reshape(3, 4), writer, reader)


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
def test_it_goes_through_paths_strings_and_buffers(writer, reader, place):
    found = through_a_file(writer, reader, {"w": WITH_NN[writer].arange(5)}, place)
    assert found["w"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
def test_what_shared_memory_shares_it_again(writer, reader):
    its = WITH_NN[writer]
    x = its.zeros(3, 4)
    p = its.nn.Parameter(x)
    value = [x, x[1], x.t(), p, p, its.zeros(3, 4)]
    x, row, turned, p, again, other = through_a_file(writer, reader, value)
    assert p is again
    x[1, 2] = 7
    assert (row[2], turned[2, 1], p[1, 2].item(), other.sum()) == (7, 7, 7, 0)
    assert x.data_ptr() == p.data_ptr()


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
def test_a_view_takes_its_whole_memory_along(writer, reader):
    first, second = through_a_file(writer, reader, [(x := WITH_NN[writer].arange(6.0))[:2], x[4:]])
    assert (second.data_ptr() - first.data_ptr(), second.tolist()) == (16, [4.0, 5.0])


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
def test_the_metadata_of_a_state_dict_stay(writer, reader):
    state = collections.OrderedDict(weight=WITH_NN[writer].ones(1))
    state._metadata = collections.OrderedDict({"": {"version": 1}})
    assert through_a_file(writer, reader, state)._metadata == {"": {"version": 1}}


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
@pytest.mark.parametrize("kind", ["SGD", "Adam", "AdamW"])
def test_a_training_goes_on_from_a_checkpoint_in_the_other_library(kind, writer, reader):
    options = {"momentum": 0.9} if kind == "SGD" else {}

    def trained(torch, w, optimizer, steps):
        for _ in range(steps):
            optimizer.zero_grad()
            (w * w).sin().sum().backward()
            optimizer.step()

    its = WITH_NN[writer]
    w = its.nn.Parameter(its.arange(3.0))
    optimizer = getattr(its.optim, kind)([w], lr=0.1, **options)
    trained(its, w, optimizer, 3)
    checkpoint = through_a_file(writer, reader, {"w": w, "optimizer": optimizer.state_dict(), "epoch": 3})
    trained(its, w, optimizer, 4)

    continued = getattr(WITH_NN[reader].optim, kind)([checkpoint["w"]], lr=0.5)
    continued.load_state_dict(checkpoint["optimizer"])
    trained(WITH_NN[reader], checkpoint["w"], continued, 4)
    np.testing.assert_allclose(checkpoint["w"].detach().numpy(), w.detach().numpy(), rtol=1e-6)


def test_a_whole_networks_state_goes_to_torch_and_back():
    network = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    state = through_a_file(torch, numpy_torch, network.state_dict())
    assert list(state) == list(network.state_dict())
    again = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    again.load_state_dict(through_a_file(numpy_torch, torch, state))
    x = torch.randn(5, 3)
    assert torch.equal(network.eval()(x), again.eval()(x))


def test_parameters_are_those_of_the_nn_that_torch_has():
    p = Parameter(numpy_torch.ones(2))
    assert type(through_a_file(numpy_torch, torch, p)) is torch.nn.Parameter
    assert type(through_a_file(torch, numpy_torch, torch.nn.Parameter(torch.ones(2)))) is Parameter


def test_without_a_parameter_at_hand_they_are_tensors_that_require_grad():
    buffer = io.BytesIO()
    torch.save([torch.nn.Parameter(torch.ones(2)), torch.nn.Parameter(torch.ones(2), requires_grad=False)], buffer)
    p, frozen = numpy_torch.load(buffer_at_start(buffer))
    assert (type(p), p.requires_grad, frozen.requires_grad) == (numpy_torch.Tensor, True, False)


def test_a_class_made_from_parameter_comes_back_as_parameter():
    class Scale(Parameter):
        pass

    assert type(through_a_file(numpy_torch, torch, Scale(numpy_torch.ones(1)))) is torch.nn.Parameter


def test_bfloat16_becomes_float32_and_says_so():
    numbers = torch.tensor([1.5, -2.0, 3e38, float("inf")], dtype=torch.bfloat16)
    with pytest.warns(UserWarning, match="bfloat16 numbers, which are loaded as float32") as warned:
        found = through_a_file(torch, numpy_torch, numbers[1:])
    assert found.dtype is numpy_torch.float32
    assert found.tolist() == numbers[1:].tolist()
    assert warned[0].filename.endswith("numpy_torch_with.py")


def test_a_hook_is_left_behind_with_torchs_warning():
    for library in LIBRARIES:
        x = library.ones(1, requires_grad=True)
        x.register_hook(print)
        with pytest.warns(UserWarning, match="on tensor will not be serialized"):
            library.save(x, io.BytesIO())


def test_the_file_is_built_as_torchs(tmp_path):
    archives = []
    for library in LIBRARIES:
        library.save({"a": library.arange(9.0)}, tmp_path / "net.pt")
        archives.append(zipfile.ZipFile(io.BytesIO((tmp_path / "net.pt").read_bytes())))
    theirs, ours = archives
    assert set(theirs.namelist()) - set(ours.namelist()) == {"net/.data/serialization_id"}
    for name in ours.namelist():
        assert ours.read(name) == theirs.read(name), name


def test_numbers_start_at_aligned_addresses_so_torch_can_map_the_file(tmp_path):
    numpy_torch.save([numpy_torch.arange(n + 1.0) for n in range(5)], tmp_path / "net.pt")
    for n, tensor in enumerate(torch.load(tmp_path / "net.pt", mmap=True)):
        assert tensor.tolist() == list(range(n + 1))
        assert tensor.data_ptr() % 64 == 0


def test_the_same_objects_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        numpy_torch.save({"w": numpy_torch.ones(3)}, tmp_path / name / "net.pt")
    assert (tmp_path / "a" / "net.pt").read_bytes() == (tmp_path / "b" / "net.pt").read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_view_comes_through(data):
    shape = data.draw(st.lists(st.integers(0, 4), max_size=3))
    order = data.draw(st.permutations(range(len(shape))))
    keys = tuple(slice(data.draw(st.integers(0, 2)), None, data.draw(st.integers(1, 3))) for _ in shape)

    def make(torch):
        return torch.arange(float(np.prod(shape, dtype=int))).reshape(shape).permute(order)[keys]

    for writer, reader in ((torch, numpy_torch), (numpy_torch, torch)):
        comes_through(make, writer, reader)


# -- where it goes ------------------------------------------------------------------------------


def buffer_at_start(buffer):
    buffer.seek(0)
    return buffer


def of_a_gpu():
    """A checkpoint whose one storage lies on cuda:1, made by changing the text of its pickle."""
    buffer = io.BytesIO()
    torch.save(torch.arange(3.0), buffer)
    source = zipfile.ZipFile(buffer)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.endswith("data.pkl"):
                text = text.replace(b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:1")
            target.writestr(name, text)
    return buffer_at_start(changed)


@claims(
    a_name="cpu",
    a_device=lambda torch: torch.device("cpu"),
    a_table={"cuda:1": "cpu"},
    a_function=lambda torch: lambda storage, location: storage,
)
def test_tensors_of_a_gpu_are_brought_to_the_cpu(experiment):
    for library in LIBRARIES:
        where = experiment(library) if callable(experiment) else experiment
        assert library.load(of_a_gpu(), map_location=where).tolist() == [0.0, 1.0, 2.0]


@claims(
    nowhere=None,
    another_table={"cuda:0": "cpu"},
    a_function_that_says_nothing=lambda storage, location: None,
    a_gpu="cuda",
)
def test_a_gpu_that_is_not_there_is_refused_in_torchs_words(experiment):
    without_a_gpu = [numpy_torch] if torch.cuda.is_available() else LIBRARIES
    for library in without_a_gpu:
        error = error_of(lambda library=library: library.load(of_a_gpu(), map_location=experiment))
        assert type(error) is RuntimeError
        assert "Attempting to deserialize object on a CUDA device" in str(error)
        assert "map_location=torch.device('cpu')" in str(error)


# -- what is refused ----------------------------------------------------------------------------


class Innocent:
    """A class of the reader's own program."""


@claims(
    a_function=print,
    a_class=Innocent,
    an_object=lambda: Innocent(),
    a_module=lambda: torch.nn.Linear(1, 1),
    an_array=lambda: np.ones(2),
    a_number_of_numpy=lambda: np.float64(3),
    a_defaultdict=lambda: collections.defaultdict(int),
    a_complex_tensor=lambda: torch.ones(2, dtype=torch.complex64),
    a_dtype_we_have_not=lambda: torch.bfloat16,
)
def test_what_a_checkpoint_should_not_hold_is_refused_by_name(experiment):
    value = experiment() if getattr(experiment, "__name__", "") == "<lambda>" else experiment
    buffer = io.BytesIO()
    torch.save({"here": value}, buffer)
    for weights_only in (True, False):
        with pytest.raises(pickle.UnpicklingError, match=r"Weights only load failed.*Unsupported global: GLOBAL"):
            numpy_torch.load(buffer_at_start(buffer), weights_only=weights_only)


def test_the_words_are_those_torch_uses():
    buffer = io.BytesIO()
    torch.save(Innocent(), buffer)
    for library in LIBRARIES:
        with pytest.raises(pickle.UnpicklingError) as caught:
            library.load(buffer_at_start(buffer))
        assert "Weights only load failed" in str(caught.value)
        assert "Unsupported global: GLOBAL" in str(caught.value)
        assert "Innocent was not an allowed global by default" in str(caught.value)


def checkpoint_of(pickled):
    """A checkpoint with a pickle of one's own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {"data.pkl": pickled, "version": b"3\n", "byteorder": b"little"}.items():
            archive.writestr(f"archive/{name}", data)
    return buffer_at_start(buffer)


PICKLES = {
    "a command": b"\x80\x02cos\nsystem\nX\x04\x00\x00\x00true\x85R.",
    "a command in posix": b"\x80\x02cposix\nsystem\nX\x04\x00\x00\x00true\x85R.",
    "eval": b"\x80\x02c__builtin__\neval\nX\x01\x00\x00\x001\x85R.",
    "a name by STACK_GLOBAL": b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x04true\x85R.",
    "an instance by INST": b"\x80\x02(X\x04\x00\x00\x00trueios\nsystem\n.",
    "an instance by OBJ": b"\x80\x02(cos\nsystem\nX\x04\x00\x00\x00trueo.",
    "an object by NEWOBJ": b"\x80\x02ccollections\nOrderedDict\n)\x81.",
    "an extension": b"\x80\x02\x82\x01.",
    "a call of a dict": b"\x80\x02})R.",
    "a call of a tensor class's method": b"\x80\x02ctorch\nTensor.__init__\n)R.",
    "a change of a class": b"\x80\x02ctorch\nTensor\nN}X\x07\x00\x00\x00__add__K\x01s\x86b.",
    "a change of a function": b"\x80\x02ctorch\nSize\n}X\x08\x00\x00\x00functionK\x01sb.",
    "an append to a set": b"\x80\x02\x8fK\x01a.",
    "an item of a list": b"\x80\x02]K\x00K\x01s.",
    "a persistent id of text": b"\x80\x02X\x01\x00\x00\x00aQ.",
    "a storage of no known kind": b"\x80\x02(X\x07\x00\x00\x00storageK\x01K\x00X\x03\x00\x00\x00cpuK\x01tQ.",
    "a tensor of no storage": b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n(K\x01K\x00))\x89NtR.",
    "text": b"hello",
    "nothing": b"",
    "an end too early": b"\x80\x02]",
    "a stack that is empty": b"\x80\x02\x85.",
}


@pytest.mark.parametrize("pickled", PICKLES.values(), ids=PICKLES)
def test_no_pickle_runs_code(pickled):
    names = dict(vars(numpy_torch.Tensor))
    with pytest.raises(pickle.UnpicklingError):
        numpy_torch.load(checkpoint_of(pickled))
    assert dict(vars(numpy_torch.Tensor)) == names


def stored(size, stride, offset):
    """A pickle of a tensor with such a view of 3 numbers."""
    out = io.BytesIO()
    torch.save(torch.arange(3.0), out)
    text = zipfile.ZipFile(out).read("archive/data.pkl")

    def number(n):
        return b"J" + struct.pack("<i", n)

    # The offset, the size and the stride stand behind the storage, whose instruction is Q.
    begin = text.index(b"QK\x00K\x03\x85") + 1
    end = text.index(b"K\x01\x85", begin) + 3
    view = number(offset) + number(size) + b"\x85" + number(stride) + b"\x85"
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name in zipfile.ZipFile(out).namelist():
            data = zipfile.ZipFile(out).read(name)
            archive.writestr(name, text[:begin] + view + text[end:] if name.endswith("data.pkl") else data)
    return buffer_at_start(changed)


@pytest.mark.parametrize(
    ("size", "stride", "offset"), [(4, 1, 0), (3, 1, 1), (2, 3, 0), (3, -1, 2), (-1, 1, 0), (1, 1, -1)]
)
def test_no_tensor_looks_beyond_its_memory(size, stride, offset):
    for library in LIBRARIES:
        with pytest.raises(RuntimeError):
            library.load(stored(size, stride, offset))
    assert numpy_torch.load(stored(2, 2, 0)).tolist() == torch.load(stored(2, 2, 0)).tolist() == [0.0, 2.0]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_pickle_ends_in_an_error_or_in_plain_data(position, byte):
    out = io.BytesIO()
    numpy_torch.save({"a": numpy_torch.arange(3.0), "b": [1, 2, {"c": (3,)}]}, out)
    text = bytearray(zipfile.ZipFile(out).read("archive/data.pkl"))
    text[position % len(text)] = byte
    try:
        loaded = numpy_torch.load(checkpoint_of(bytes(text)))
    except (pickle.UnpicklingError, RuntimeError, TypeError, ValueError, AttributeError):
        return
    # A byte may have become the end of the pickle; no tensor can come of it, as there are no numbers here.
    assert is_plain(loaded), loaded


def is_plain(value):
    if isinstance(value, dict):
        return all(is_plain(part) for pair in value.items() for part in pair)
    if isinstance(value, (list, tuple, set)):
        return all(map(is_plain, value))
    return value is None or isinstance(value, (str, bytes, int, float))


def test_files_that_are_no_checkpoints_are_refused(tmp_path):
    def error(data):
        (tmp_path / "x.pt").write_bytes(data)
        return error_of(lambda: numpy_torch.load(tmp_path / "x.pt"))

    whole = io.BytesIO()
    numpy_torch.save(numpy_torch.ones(100), whole)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a/b", "c")
    legacy = io.BytesIO()
    torch.save(torch.ones(3), legacy, _use_new_zipfile_serialization=False)
    for data, kind, words in (
        (b"hello world", pickle.UnpicklingError, "no checkpoint"),
        (b"", EOFError, "empty"),
        (legacy.getvalue(), pickle.UnpicklingError, "since version 1.6"),
        (b"PK\x03\x04garbage", RuntimeError, "PytorchStreamReader failed reading zip archive"),
        (whole.getvalue()[:700], RuntimeError, "PytorchStreamReader failed reading zip archive"),
        (other.getvalue(), RuntimeError, 'Expected hasRecord("version") to be true, but got false'),
    ):
        found = error(data)
        assert type(found) is kind
        assert words in str(found)


def test_numbers_that_were_changed_on_disk_are_noticed(tmp_path):
    numpy_torch.save(numpy_torch.ones(100), tmp_path / "x.pt")
    data = bytearray((tmp_path / "x.pt").read_bytes())
    position = data.index(np.ones(4, np.float32).tobytes())
    data[position] ^= 1
    (tmp_path / "x.pt").write_bytes(data)
    with pytest.raises(RuntimeError, match="corrupted"):
        numpy_torch.load(tmp_path / "x.pt")


@claims(
    loading_a_number=lambda torch, tmp: torch.load(3),
    loading_what_is_not_there=lambda torch, tmp: torch.load(tmp / "missing.pt"),
    saving_to_a_number=lambda torch, tmp: torch.save(torch.ones(1), 3),
    saving_to_a_folder_that_is_not_there=lambda torch, tmp: torch.save(torch.ones(1), tmp / "a" / "x.pt"),
    one_memory_as_two_dtypes=lambda torch, tmp: torch.save(
        [torch.from_numpy(a := np.zeros(4, np.float32)), torch.from_numpy(a.view(np.int32))], tmp / "x.pt"
    ),
)
def test_the_errors_are_torchs(experiment, tmp_path):
    theirs, ours = (error_of(lambda library=library: experiment(library, tmp_path)) for library in LIBRARIES)
    assert type(ours) is type(theirs)
    assert str(ours)[:60] == str(theirs)[:60]


def test_nothing_is_left_of_a_save_that_fails(tmp_path):
    with pytest.raises((pickle.PicklingError, AttributeError)):
        numpy_torch.save({"f": lambda: None}, tmp_path / "x.pt")
    assert os.listdir(tmp_path) == []


def test_an_array_walking_backwards_is_saved_as_it_looks():
    found = through_a_file(numpy_torch, torch, numpy_torch.as_tensor(np.arange(4.0)[::-1]))
    assert found.tolist() == [3.0, 2.0, 1.0, 0.0]
