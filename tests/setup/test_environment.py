"""What set-up does for each condition it finds, and the mend it names for each thing in its way."""

import errno
import json
import shutil
import threading
from pathlib import Path

import pytest

from course.setup import environment, trouble
from course.setup.environment import Wants, ensure
from course.setup.one_at_a_time import one_at_a_time
from course.setup.places import CPU_INDEX, CUDA_INDEX
from course.setup.trouble import Trouble, files_named


def refusal(checkout, machine, wants=Wants()):  # noqa: B008  (a tuple, not a list)
    with pytest.raises(Trouble) as caught:
        ensure(wants, checkout, machine)
    return str(caught.value)


# -- the way it should go


def test_a_first_start_makes_an_environment_then_torch_then_the_rest(checkout, machine):
    python = ensure(Wants(), checkout, machine)
    assert python == checkout / ".venv" / "bin" / "python"
    making, torch, rest = machine.deeds
    assert "-m venv" in making
    assert "pip install torch==" in torch
    assert "-e . " in rest
    said = [line.split()[0] for line in machine.said if not line.startswith(" ")]
    assert said == ["Making", "Installing", "Installing"]


def test_every_version_is_held_in_every_installation(checkout, machine):
    ensure(Wants(dev=True), checkout, machine)
    assert all("-c course/constraints.txt -c course/constraints-cpu.txt" in deed for deed in machine.deeds[1:])


def test_a_second_start_does_nothing(checkout, machine):
    ensure(Wants(), checkout, machine)
    machine.commands.clear()
    machine.said.clear()
    assert ensure(Wants(), checkout, machine) == checkout / ".venv" / "bin" / "python"
    assert machine.deeds == []
    assert machine.said == []


def test_a_python_that_has_everything_is_used_as_it_is(checkout, machine):
    machine.lacks = []
    assert ensure(Wants(dev=True), checkout, machine) == machine.python
    assert machine.commands == []
    assert not (checkout / ".venv").exists()


def test_the_tests_get_the_developers_packages_and_the_lab_keeps_them(checkout, machine):
    ensure(Wants(), checkout, machine)
    ensure(Wants(dev=True), checkout, machine)
    assert "-e .[dev]" in machine.deeds[-1]
    count = len(machine.deeds)
    ensure(Wants(), checkout, machine)
    assert len(machine.deeds) == count


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("pyproject.toml", '"rich>=', '"richer>='),
        ("course/constraints.txt", "numpy==", "numpy==9."),
        ("course/constraints-cpu.txt", "triton<0", "triton<1"),
    ],
)
def test_a_changed_requirement_brings_it_up_to_date_in_place(checkout, machine, path, old, new):
    ensure(Wants(dev=True), checkout, machine)
    file = checkout / path
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    machine.commands.clear()
    ensure(Wants(), checkout, machine)
    torch, rest = machine.deeds
    assert "torch" in torch
    assert "-e .[dev]" in rest


def test_a_changed_rule_of_a_tool_changes_nothing(checkout, machine):
    ensure(Wants(), checkout, machine)
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.another]\nx = 1\n")
    machine.commands.clear()
    ensure(Wants(), checkout, machine)
    assert machine.deeds == []


def test_a_half_made_environment_is_made_again(checkout, machine):
    machine.fails = {"pip install torch": "killed"}
    refusal(checkout, machine)
    (checkout / ".venv" / "debris").touch()
    machine.fails = {}
    ensure(Wants(), checkout, machine)
    assert not (checkout / ".venv" / "debris").exists()
    assert "The environment in .venv was not finished: it is made again." in machine.said


def test_an_unreadable_note_counts_as_half_made(checkout, machine):
    ensure(Wants(), checkout, machine)
    (checkout / ".venv" / "course.json").write_text("{", "utf-8")
    machine.commands.clear()
    ensure(Wants(), checkout, machine)
    assert len(machine.deeds) == 3


def test_an_environment_whose_python_is_gone_is_made_again(checkout, machine):
    ensure(Wants(), checkout, machine)
    machine.commands.clear()
    questions = iter([1, 1])  # asked before and after the lock is taken
    real = machine.run

    def run(command, folder, log=None):
        return next(questions, 0) if "-c" in command and "import sys" in command[-1] else real(command, folder, log)

    machine.run = run
    ensure(Wants(), checkout, machine)
    assert len(machine.deeds) == 3
    assert "The environment in .venv does not run here any more: it is made again." in machine.said


def test_somebody_elses_environment_is_never_removed(checkout, machine):
    (checkout / ".venv" / "lib").mkdir(parents=True)
    text = refusal(checkout, machine)
    assert "left alone" in text
    assert "pip install -e" in text
    assert (checkout / ".venv" / "lib").is_dir()
    assert machine.deeds == []


def test_somebody_elses_environment_that_has_everything_is_used(checkout, machine):
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert ensure(Wants(), checkout, machine) == python
    assert machine.deeds == [f"{python} -m course.setup.satisfied torch"]


def test_a_second_set_up_waits_for_the_first(checkout, tmp_path):
    said: list[str] = []
    with one_at_a_time(tmp_path / "lock", said.append):
        other = threading.Thread(target=lambda: one_at_a_time(tmp_path / "lock", said.append).__enter__())
        other.start()
        other.join(0.2)
        assert other.is_alive()
    other.join(5)
    assert not other.is_alive()
    assert said == ["Another start is setting the course up: waiting for it."]


# -- uv, and torch's builds


def test_uv_installs_everything_but_torch(checkout, machine):
    machine.programs = {"uv": "uv"}
    ensure(Wants(), checkout, machine)
    _, torch, rest = machine.deeds
    assert "-m pip install torch" in torch
    assert rest.startswith("uv pip install --python")


def test_where_uv_cannot_do_it_pip_does(checkout, machine):
    machine.programs = {"uv": "uv"}
    machine.fails = {"uv pip": "an index only pip knows of"}
    ensure(Wants(), checkout, machine)
    assert machine.deeds[-2].startswith("uv pip")
    assert "-m pip install --no-build-isolation" in machine.deeds[-1]


@pytest.mark.parametrize(
    ("system", "refused", "wants", "asked"),
    [
        ("linux", None, Wants(), f"--extra-index-url {CPU_INDEX}"),
        ("linux", "no answer", Wants(), "-c course/constraints-cpu.txt"),
        ("darwin", None, Wants(), "-c course/constraints-cpu.txt"),
        ("linux", None, Wants(cuda=True), "torch===2"),
        ("win32", None, Wants(cuda=True), f"+cu130 setuptools -c course/constraints.txt -c course/constraints-cuda.txt "
                                          f"--extra-index-url {CUDA_INDEX}"),
    ],
)  # fmt: skip
def test_torchs_build_is_asked_for_where_it_is(checkout, machine, system, refused, wants, asked):
    machine.system, machine.refusal = system, refused
    ensure(wants, checkout, machine)
    assert asked in machine.deeds[1]
    assert ("download" in machine.deeds[1]) == asked.endswith(("/cpu", "/cu130"))


def test_nothing_of_cuda_can_be_installed_unless_it_is_asked_for(checkout):
    named = (checkout / "course/constraints-cuda.txt").read_text("utf-8")
    wanted = {line.split("==")[0] for line in named.splitlines() if not line.startswith("#")}
    forbidden = (checkout / "course/constraints-cpu.txt").read_text("utf-8").splitlines()
    assert len(wanted) > 10
    assert {line.removesuffix("<0") for line in forbidden if line.endswith("<0")} == wanted
    assert any(line.startswith("torch==") and "+cpu ; sys_platform == 'linux'" in line for line in forbidden)


def test_cuda_comes_later_too_and_then_stays(checkout, machine):
    ensure(Wants(), checkout, machine)
    ensure(Wants(cuda=True), checkout, machine)
    ensure(Wants(dev=True), checkout, machine)
    assert "-c course/constraints-cuda.txt" in machine.deeds[-1]


def test_there_is_no_cuda_on_a_mac(checkout, machine):
    machine.system = "darwin"
    assert "There is no CUDA on macOS" in refusal(checkout, machine, Wants(cuda=True))


# -- what stands in the way, and its mend


def test_a_python_without_venv_names_the_package_to_install(checkout, machine):
    machine.modules = {"venv"}
    assert "sudo apt install python3.12-venv" in refusal(checkout, machine)


def test_a_python_without_ensurepip_is_no_obstacle_where_there_is_uv(checkout, machine):
    machine.modules, machine.programs = {"venv"}, {"uv": "uv"}
    ensure(Wants(), checkout, machine)
    assert machine.deeds[0].startswith("uv venv")


def test_a_full_disk_is_seen_before_anything_is_done(checkout, machine):
    machine.free = 10**9
    text = refusal(checkout, machine)
    assert "there are 1.0 GB free; 1.6 GB are needed" in text
    assert machine.deeds == []


def test_a_disk_without_room_for_cuda_says_so(checkout, machine):
    machine.free = 5 * 10**9
    assert "9.0 GB are needed" in refusal(checkout, machine, Wants(cuda=True))


NO_TORCH = "ERROR: No matching distribution found for torch==2.13.0"
PRINTED = [
    ("OSError: [Errno 28] No space left on device", "The disk is full"),
    (f"NewConnectionError: [Errno -2] Name or service not known\n{NO_TORCH}", "network does not answer"),
    ("ProxyError('Cannot connect to proxy.')", "The proxy refused"),
    ("SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))", "PIP_CERT"),
    ("[WinError 206] The filename or extension is too long", "short path"),
    ("PermissionError: [Errno 13] Permission denied: 'x'", "A file could not be written"),
    (NO_TORCH, "No CPU build of torch"),
    ("something never seen before", "something never seen before"),
]


@pytest.mark.parametrize(("printed", "mend"), PRINTED)
def test_what_pip_prints_is_turned_into_its_mend_and_the_log_is_named(checkout, machine, printed, mend):
    machine.fails = {"pip install torch": printed}
    text = refusal(checkout, machine)
    assert mend in text
    assert text.endswith(str(checkout / ".venv" / "setup.log"))
    assert "{" not in text


def test_an_index_that_does_not_answer_is_named_with_its_reason(checkout, machine):
    machine.refusal, machine.fails = "Name or service not known", {"pip install torch": NO_TORCH}
    text = refusal(checkout, machine)
    assert f"{CPU_INDEX}, which does not answer here: Name or service not known" in text
    assert "--cuda" in text


def test_a_mac_with_an_intel_processor_is_told_that_torch_is_not_built_for_it(checkout, machine):
    machine.system, machine.processor, machine.fails = "darwin", "x86_64", {"pip install torch": NO_TORCH}
    assert "Intel" in refusal(checkout, machine)


def test_a_folder_that_cannot_be_written_to_is_named(checkout, machine, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError(errno.EROFS, "Read-only file system", str(checkout / ".venv"))

    monkeypatch.setattr(environment.Environment, "write_note", refuse)
    assert f"{checkout} cannot be written to" in refusal(checkout, machine)


def test_a_disk_that_fills_up_meanwhile_is_named(checkout):
    with pytest.raises(Trouble, match="The disk is full"), files_named(checkout, 1.6):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_other_errors_of_files_are_not_hidden(checkout):
    with pytest.raises(FileNotFoundError), files_named(checkout, 1.6):
        Path(checkout, "nothing").read_text("utf-8")


def test_an_environment_in_use_is_named(checkout, machine, monkeypatch):
    machine.fails = {"pip install torch": "killed"}
    refusal(checkout, machine)

    def refuse(_folder):
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    assert "Close what runs from .venv" in refusal(checkout, machine)


def test_a_folder_that_is_no_checkout_is_named(tmp_path, machine):
    assert "is not a checkout of the course" in refusal(tmp_path, machine)


def test_every_mend_has_all_its_fields():
    for _pattern, mend in trouble.MENDS:
        assert mend.format(needed=1.6, root="here", venv="that")


def test_the_note_says_what_was_made(checkout, machine):
    ensure(Wants(dev=True), checkout, machine)
    note = json.loads((checkout / ".venv" / "course.json").read_text("utf-8"))
    assert (note["state"], note["dev"], note["cuda"]) == ("ready", True, False)
