"""safetensors files go both ways, and what safetensors.torch refuses is refused."""

import subprocess
import sys

import numpy as np
import pytest
import safetensors.torch
import torch
from safetensors import SafetensorError, safe_open
from two_libraries import LIBRARIES, agree, claims, error_of, recorded

from course import numpy_torch
from course.numpy_torch import safe_files

FILES = {torch: safetensors.torch, numpy_torch: safe_files}
BOTH_WAYS = [
    pytest.param(numpy_torch, torch, id="written here"),
    pytest.param(torch, numpy_torch, id="written by torch"),
    pytest.param(numpy_torch, numpy_torch, id="here and here"),
]
DTYPES = "float16 float32 float64 uint8 int8 int16 int32 int64 bool".split()


@pytest.mark.parametrize(("writer", "reader"), BOTH_WAYS)
@claims(
    a_layer=lambda torch: {"weight": torch.arange(6.0).reshape(2, 3), "bias": torch.zeros(2)},
    dtypes=lambda torch: {name: torch.arange(4).to(getattr(torch, name)) for name in DTYPES},
    scalars_and_nothing=lambda torch: {"a": torch.tensor(3.5), "b": torch.empty(0, 3), "c": torch.empty(0)},
    no_tensors=lambda torch: {},
    one_requiring_grad=lambda torch: {"w": torch.ones(2, requires_grad=True)},
    neighbours_in_one_memory=lambda torch: dict(zip("ab", torch.arange(6.0).split(3), strict=True)),
)
def test_what_one_writes_the_other_reads(experiment, writer, reader, tmp_path):
    FILES[writer].save_file(experiment(writer), tmp_path / "x.safetensors")
    found = FILES[reader].load_file(tmp_path / "x.safetensors")
    expected = {name: tensor.detach() for name, tensor in experiment(reader).items()}
    from_bytes = FILES[reader].load(FILES[writer].save(experiment(writer)))
    for ours in (found, from_bytes):  # in any order: it is the library's
        agree(*(recorded(dict(sorted(tensors.items()))) for tensors in (ours, expected)))


def test_both_write_the_same_bytes():
    values = {"w": np.ones((2, 3), np.float32), "b": np.zeros(2, np.float32)}
    ours, theirs = (
        FILES[library].save({name: library.as_tensor(array) for name, array in values.items()}, {"epoch": "3"})
        for library in (numpy_torch, torch)
    )
    assert ours == theirs


def test_metadata_are_written(tmp_path):
    safe_files.save_file({"w": numpy_torch.ones(1)}, tmp_path / "x.safetensors", metadata={"epoch": "3"})
    with safe_open(tmp_path / "x.safetensors", "pt") as file:
        assert file.metadata() == {"epoch": "3"}


def test_what_was_loaded_can_be_changed(tmp_path):
    safe_files.save_file({"w": numpy_torch.ones(2)}, tmp_path / "x.safetensors")
    for w in (
        safe_files.load_file(tmp_path / "x.safetensors")["w"],
        safe_files.load(safe_files.save({"w": numpy_torch.ones(2)}))["w"],
    ):
        w.add_(1)
        assert w.tolist() == [2.0, 2.0]


def test_load_knows_the_ending(tmp_path):
    path = str(tmp_path / "x.safetensors")
    safe_files.save_file({"w": numpy_torch.arange(3)}, path)
    for library in LIBRARIES:
        assert library.load(path)["w"].tolist() == [0, 1, 2]


@claims(
    a_list=lambda torch, files, path: files.save_file([torch.ones(1)], path),
    a_number=lambda torch, files, path: files.save_file({"a": 3}, path),
    a_transposed=lambda torch, files, path: files.save_file({"a": torch.ones(2, 3).t()}, path),
    one_twice=lambda torch, files, path: files.save_file({"a": (x := torch.ones(2)), "b": x}, path),
    one_and_its_part=lambda torch, files, path: files.save_file({"a": (x := torch.ones(4)), "b": x[1:3]}, path),
    no_file=lambda torch, files, path: files.load_file(path),
)
def test_the_errors_are_those_of_safetensors(experiment, tmp_path):
    theirs, ours = (
        error_of(lambda library=library: experiment(library, FILES[library], tmp_path / "x")) for library in LIBRARIES
    )
    assert type(ours) is type(theirs)
    assert str(ours).strip()[:50] == str(theirs).strip()[:50]


def test_other_files_are_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"no tensors in here")
    for files in FILES.values():
        with pytest.raises(SafetensorError):
            files.load_file(tmp_path / "x")


def test_the_library_is_imported_only_when_it_is_asked_for():
    code = "import sys; from course import numpy_torch; assert 'safetensors' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_bfloat16_is_refused_by_its_name(tmp_path):
    safetensors.torch.save_file({"w": torch.ones(1, dtype=torch.bfloat16)}, tmp_path / "x")
    with pytest.raises(SafetensorError, match="`w` holds bfloat16 numbers"):
        safe_files.load_file(tmp_path / "x")
