"""The committed versions: one of each, for everything that is asked for, and the same on Binder."""

import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from course.setup.environment import LOCKS
from course.setup.places import ROOT, name_of, of_cuda, pinned

FILES = [*LOCKS, "binder/requirements.txt"]
PLATFORMS = ["linux", "darwin", "win32"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def pins(path: str) -> list[Requirement]:
    lines = (ROOT / path).read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def asked() -> list[Requirement]:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    builders = pyproject["build-system"]["requires"]
    groups = [project["dependencies"], builders, *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_everything_asked_for_has_one_version(platform, python):
    where = {"sys_platform": platform, "python_version": python, "python_full_version": f"{python}.5"}
    held: dict[str, str] = {}
    for pin in pins("course/constraints.txt"):
        if pin.marker is None or pin.marker.evaluate(where):
            assert canonicalize_name(pin.name) not in held
            held[canonicalize_name(pin.name)] = next(iter(pin.specifier)).version
    lacking = [str(one) for one in asked() if not one.specifier.contains(held.get(canonicalize_name(one.name), "0"))]
    assert lacking == [], "run: python -m course.setup.lock"


def test_the_common_versions_hold_nothing_of_cuda():
    assert [pin.name for pin in pins("course/constraints.txt") if of_cuda(pin.name)] == []


def test_binder_has_the_same_versions_and_torchs_cpu_build():
    common = {pin.name: pin.specifier for pin in pins("course/constraints.txt")}
    there = {pin.name: pin.specifier for pin in pins("binder/requirements.txt")}
    assert str(there.pop("torch")) == f"=={pinned('torch')}+cpu"
    assert there == {name: common[name] for name in there}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {Requirement(line).name for line in project["dependencies"]} <= set(there)


@pytest.mark.parametrize("file", FILES)
def test_the_files_say_how_they_are_written_and_hold_no_path(file):
    text = (ROOT / file).read_text("utf-8")
    assert "`python -m course.setup.lock`" in text
    assert "file:" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("pin", ["jupyter-lsp", "jupyter-lsp==2.3", "jupyter-lsp ; os_name != 'nt'", "Jupyter-LSP>=2"])
def test_a_pin_has_its_projects_name(pin):
    assert name_of(pin) == "jupyter-lsp"
