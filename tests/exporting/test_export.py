"""The exported package: numpy alone beneath it, clean for ruff, torch to a script, and right in every check."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from autograder.hidden_probes import hidden_probes
from course import book, exporting
from course.__main__ import main as course
from course.answer_key import torch_recording
from course.benches import grown_onto
from course.checking import judge, probes_of
from course.probes import record
from course.setup.places import ROOT
from course.worlds import World

SCRIPT = book.SOURCES / "11_capstone" / "train_digits.py"
EXERCISES = [
    e for name in book.lessons() if "engine" not in grown_onto(name) for e in book.lesson(name).exercises.values()
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder in which `mytorch` was exported, from the reference's answers alone."""
    folder = tmp_path_factory.mktemp("home")
    print(exporting.written("mytorch", folder / "nobodys-lessons", folder))
    return folder


@pytest.fixture(scope="module")
def mytorch(home):
    """The package, imported into this process."""
    sys.path.insert(0, str(home))
    try:
        import mytorch

        yield mytorch
    finally:
        sys.path.remove(str(home))


@pytest.fixture(scope="module")
def bare(home, tmp_path_factory):
    """Run code in a process that has the standard library, numpy and the package, and nothing else."""
    only = tmp_path_factory.mktemp("numpy-alone")
    site = Path(numpy.__file__).parent.parent
    for found in [site / "numpy", *site.glob("numpy.libs")]:
        (only / found.name).symlink_to(found, target_is_directory=True)

    def run(code):
        start = f"import sys; sys.path[:0] = [{str(only)!r}, {str(home)!r}]\n"
        return subprocess.run(
            [sys.executable, "-I", "-S", "-W", "error", "-c", start + code],
            capture_output=True,
            text=True,
            cwd=home,
        )

    return run


def test_it_imports_in_a_bare_process_with_numpy_alone(bare):
    done = bare(
        """
import mytorch as torch
import importlib.util
print([name for name in ("torch", "course", "solutions", "matplotlib", "sklearn") if importlib.util.find_spec(name)])
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(72, 10))
print(net[0])
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
losses = []
for _ in range(20):
    loss = torch.nn.functional.cross_entropy(net(torch.ones(3, 1, 8, 8)), torch.arange(3))
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    losses.append(loss.item())
print(losses[-1] < losses[0], sorted({m.split(".")[0] for m in sys.modules} & {"torch", "course", "solutions"}))
"""
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\nConv2d(1, 2, kernel_size=(3, 3), stride=(1, 1))\nTrue []\n"


def test_its_parts_are_imported_by_their_own_names(bare):
    done = bare(
        """
import mytorch.nn.functional as F
import mytorch as torch
from mytorch import nn, optim
from mytorch.nn import Module, init
from mytorch.nn.modules.conv import Conv2d
from mytorch.nn.parameter import Parameter
from mytorch.utils.data import DataLoader, TensorDataset
assert F is torch.nn.functional and Module is nn.Module and Conv2d is nn.Conv2d and Parameter is nn.Parameter
assert optim.SGD is torch.optim.SGD
assert len(DataLoader(TensorDataset(torch.ones(4)), batch_size=2)) == 2
assert nn.Module.__module__ == "mytorch.nn"
"""
    )
    assert done.returncode == 0, done.stderr


def test_what_it_saves_it_loads_as_a_whole_module_too(bare):
    done = bare(
        """
import pickle
import mytorch as torch
net = torch.nn.Linear(2, 1)
torch.save(net.state_dict(), "net.pt")
print(torch.nn.Linear(2, 1).load_state_dict(torch.load("net.pt")))
print(type(torch.load("net.pt")["weight"]).__name__, torch.equal(pickle.loads(pickle.dumps(net)).weight, net.weight))
"""
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "<All keys matched successfully>\nTensor True\n"


def test_ruff_has_no_complaint_about_it(home):
    # This repository's rules, but for the length of lines: what was written in a cell stands indented in its class.
    rules = ["--config", str(ROOT / "pyproject.toml"), "--ignore", "E501", "--no-cache"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *rules, "--output-format=concise", str(home / "mytorch")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_its_nn_holds_every_piece_once_and_nothing_of_the_course(home):
    text = (home / "mytorch" / "nn.py").read_text(encoding="utf-8")
    assert text.count("class Module:") == 1
    assert "from course" not in text
    assert "grow(" not in text
    assert not [e.id for e in EXERCISES if f'NotImplementedError("{e.id}")' in text]


@pytest.mark.parametrize("known", EXERCISES, ids=lambda e: e.id)
def test_every_check_of_the_course_agrees_with_it(known, mytorch):
    yours = World("yours", mytorch)
    for probe in [*probes_of(known.id), *hidden_probes(known.id)]:
        found = judge(known.id, probe, torch_recording(probe, 0), record(probe, yours, 0, busy=60))
        assert found is None, found.short


@pytest.mark.slow
def test_a_torch_script_runs_on_it_by_changing_its_one_import(home):
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count("import torch\n") == text.count("import torch") == 1
    printed = {}
    for name, script in {"torch": text, "mytorch": text.replace("import torch\n", "import mytorch as torch\n")}.items():
        (home / f"on_{name}.py").write_text(script, encoding="utf-8")
        done = subprocess.run([sys.executable, f"on_{name}.py"], cwd=home, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        printed[name] = done.stdout
    assert printed["mytorch"] == printed["torch"]
    assert "All keys matched" in printed["torch"]


# -- what a learner wrote ----------------------------------------------------------------------------------------------


def learners(folder, **answers):
    """A learner's copy of lesson 11, with answers by their dashed ids."""
    at = folder / "lessons" / "11_capstone" / "11_capstone.ipynb"
    at.parent.mkdir(parents=True)
    nb = json.loads((ROOT / "lessons" / "11_capstone" / at.name).read_text(encoding="utf-8"))
    for cell in nb["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
    at.write_text(json.dumps(nb), encoding="utf-8")
    return folder / "lessons"


def pooling(kept):
    return book.lesson("11").exercises["11.7"].answer.replace("kernel_size if stride is None else stride", kept)


@pytest.mark.slow
def test_a_learners_answer_is_taken_verbatim_where_it_agrees(tmp_path, capsys):
    mine = pooling("(kernel_size if stride is None else stride)  # my way")
    lessons = learners(tmp_path, **{"answer-11-7": mine})
    assert course_export("mine", "--lessons", str(lessons)) == 0
    text = (lessons / "mine" / "nn.py").read_text(encoding="utf-8")
    assert "# my way" in text
    assert "1 of " in capsys.readouterr().out


@pytest.mark.slow
def test_a_learners_answer_that_differs_from_torch_is_the_references(tmp_path):
    lessons = learners(tmp_path, **{"answer-11-7": pooling("1  # my way")})
    assert course_export("mine", "--lessons", str(lessons)) == 0
    assert "# my way" not in (lessons / "mine" / "nn.py").read_text(encoding="utf-8")


def course_export(*arguments):
    """The command, in this process: the verb's own function."""
    return exporting.main(list(arguments))


def test_export_is_a_verb_of_the_course(capsys):
    assert course(["--help"]) == 0
    assert "  export " in capsys.readouterr().out


# -- what is there is kept ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["torch", "numpy", "course", "json", "my-torch", "class", "1st", ""])
def test_a_name_that_would_hide_something_or_is_none_is_refused(name, tmp_path, capsys):
    assert course_export(name, "--lessons", str(tmp_path)) == 2
    assert "course export: " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_export_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "__init__.py").write_text("x = 1\n")
    assert course_export("mine", "--lessons", str(tmp_path)) == 2
    assert "is there already" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["__init__.py"]


def test_without_the_learners_copies_it_says_how_to_get_them(tmp_path, capsys):
    assert course_export("mine", "--lessons", str(tmp_path / "nowhere")) == 2
    assert "course lab" in capsys.readouterr().err


def test_an_export_that_was_written_in_is_kept_when_it_is_made_again(home, tmp_path, capsys):
    shutil.copytree(home / "mytorch", tmp_path / "mytorch", ignore=shutil.ignore_patterns("__pycache__"))
    changed = tmp_path / "mytorch" / "nn.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nMINE = 1\n", encoding="utf-8")
    (tmp_path / "mytorch" / "extra.py").write_text("y = 2\n")
    assert course_export("mytorch", "--lessons", str(tmp_path)) == 0
    [kept] = (tmp_path / "backups").iterdir()
    assert str(kept) in capsys.readouterr().out
    assert kept.read_text(encoding="utf-8").endswith("\nMINE = 1\n")
    assert (tmp_path / "mytorch" / "extra.py").is_file()
    assert "MINE" not in changed.read_text(encoding="utf-8")


BLOCKS = "import os.path\n\nimport numpy as np\n\nfrom course.b import y"


# -- the imports at the top --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statements", "used", "lines"),
    [
        (["import math"], "math", "import math"),
        (["import math"], "", ""),
        (["from math import floor, ceil", "from math import ceil"], "floor ceil", "from math import ceil, floor"),
        (["from a import x", "from b import x"], "x", "from b import x"),
        (["from course.b import y", "import numpy as np", "import os.path"], "np os y", BLOCKS),
    ],
)
def test_imports_of_many_cells_stand_once_at_the_top(statements, used, lines):
    from course.folded_imports import merged

    assert merged(statements, used.split()) == lines
