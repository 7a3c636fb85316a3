"""The command line: what is answered to whom, and with which exit code."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from course import __main__ as commands
from course.setup import lab, suite
from course.setup.environment import Wants
from course.setup.places import ROOT
from course.setup.satisfied import missing
from course.setup.trouble import Trouble


@pytest.mark.parametrize("file", ["course/__init__.py", "course/__main__.py"])
def test_an_old_python_can_read_what_it_reads_before_it_is_refused(file):
    tree = ast.parse((ROOT / file).read_text("utf-8"), feature_version=(3, 8))
    # Python 3.8 evaluates `list[str]` in an annotation, and ends there, unless annotations are put off.
    assert any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 15), (4, 0), (2, 7)])
def test_an_unsupported_python_is_named_with_what_to_do(version, monkeypatch):
    monkeypatch.setattr(commands, "runs", lambda python: False)
    text = commands.unsupported(version)
    assert text is not None
    assert text.startswith("The course needs Python 3.11, 3.12, 3.13 or 3.14. This is Python {}.{}.".format(*version))
    assert "Install one of them" in text


def test_an_unsupported_python_points_to_a_supported_one_that_is_there(monkeypatch):
    monkeypatch.setattr(commands, "runs", lambda python: python == "python3.12")
    monkeypatch.setattr(sys, "argv", ["course", "lab", "--no-browser"])
    assert "python3.12 -m course lab --no-browser" in (commands.unsupported((3, 10)) or "")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_supported_python_is_let_through(version):
    assert commands.unsupported(version) is None


def test_the_refusal_is_an_exit_code_of_1(monkeypatch, capsys):
    monkeypatch.setattr(commands, "unsupported", lambda version: "no")
    assert commands.main(["lab"]) == 1
    assert capsys.readouterr().err == "no\n"


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["-h"], 0), (["help"], 0), (["labb"], 2)])
def test_the_usage_names_every_verb(arguments, code, capsys):
    assert commands.main(arguments) == code
    printed = "".join(capsys.readouterr())
    assert all(f"  {verb.name} " in printed and verb.help in printed for verb in commands.VERBS)


def test_a_mistyped_verb_gets_the_nearest_one(capsys):
    commands.main(["labb"])
    assert "There is no verb 'labb'. Did you mean 'lab'?" in capsys.readouterr().err


def test_every_verb_has_its_function():
    for verb in commands.VERBS:
        module, function = verb.where.split(":")
        assert callable(getattr(__import__(module, fromlist=[function]), function))


def test_trouble_is_printed_plainly_and_ends_with_1(monkeypatch, capsys):
    def in_the_way(verb, arguments):
        raise Trouble("The disk is full.")

    monkeypatch.setattr(commands, "run", in_the_way)
    assert commands.main(["lab"]) == 1
    assert capsys.readouterr().err == "\nThe disk is full.\n"


def test_ctrl_c_is_clean(monkeypatch, capsys):
    def interrupted(verb, arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", interrupted)
    assert commands.main(["lab"]) == 130
    assert "Run the same command again" in capsys.readouterr().err


def test_a_verb_that_needs_the_environment_goes_on_inside_it(monkeypatch):
    python = Path("env", "python")
    monkeypatch.setattr("course.setup.environment.ensure", lambda wants: python)
    monkeypatch.setattr("course.setup.machine.become", lambda command: command)
    inside = commands.Verb("status", "", "course.setup.suite:main", inside=True)
    assert commands.run(inside, ["--all"]) == [str(python), "-m", "course", "status", "--all"]


def test_a_bare_python_needs_nothing_installed_to_begin():
    code = "import course.__main__, course.setup.lab, course.setup.suite, course.setup.lock"
    # -S leaves out site-packages, -W error what the standard library is about to take away.
    subprocess.run([sys.executable, "-S", "-W", "error", "-c", code], cwd=ROOT, check=True)


# -- test


@pytest.mark.parametrize(
    ("arguments", "to_pytest"),
    [
        ([], []),
        (["--quick"], ["-m", "not slow and not browser"]),
        (["-k", "lint", "tests/house"], ["-k", "lint", "tests/house"]),
        (["-m", "slow", "-x"], ["-m", "slow", "-x"]),
        (["-n", "0", "--pdb"], ["-n", "0", "--pdb"]),
    ],
)
def test_what_pytest_is_told(arguments, to_pytest):
    python, *rest = suite.command("python", arguments)
    assert python == "python"
    assert rest == ["-m", "pytest", f"--rootdir={ROOT}", "-n", "auto", "--dist=loadfile", *to_pytest]


def test_the_suite_runs_from_the_checkout_with_the_developers_packages(monkeypatch):
    wanted = []
    monkeypatch.setattr(suite, "ensure", lambda wants: wanted.append(wants) or Path("python"))
    monkeypatch.setattr(suite, "become", lambda command, **_: 5)
    assert suite.main([]) == 5
    assert wanted == [Wants(dev=True)]


# -- lab


def test_the_lab_opens_the_first_lesson_to_this_machine_alone(tmp_path):
    (tmp_path / "01_parameter").mkdir()
    (tmp_path / "01_parameter" / "01_parameter.ipynb").touch()
    command = lab.command(Path("python"), tmp_path, 8901, browser=False)
    assert command[:3] == ["python", "-m", "jupyterlab"]
    assert {
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={tmp_path}",
        "--LabApp.default_url=/lab/tree/01_parameter/01_parameter.ipynb",
        "--ServerApp.port=8901",
        "--no-browser",
    } <= set(command)


def test_the_lab_opens_a_browser_and_takes_a_free_port_unless_told(tmp_path):
    command = lab.command(Path("python"), tmp_path, None, browser=True)
    assert "--no-browser" not in command
    assert not any("port" in word for word in command)


def test_the_lab_copies_the_lessons_before_it_opens(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(lab, "ensure", lambda wants: Path("python"))
    monkeypatch.setattr(lab, "become", lambda command, env: opened.append((command, env)) or 0)
    assert lab.main(["--into", str(tmp_path / "mine"), "--no-browser"]) == 0
    command, env = opened[0]
    assert f"--ServerApp.root_dir={tmp_path / 'mine'}" in command
    assert env["JUPYTER_CONFIG_PATH"].startswith(str(lab.SETTINGS))
    released = {path.name for path in (ROOT / "lessons").glob("*/*.ipynb")}
    assert {path.name for path in (tmp_path / "mine").glob("*/*.ipynb")} == released


# -- a developer's own environment


def test_what_a_developers_environment_lacks_is_named(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "rebuild-nn"\ndependencies = ["pytest>=1", "packaging>=9999", "no-such-project>=1",'
        " \"no-such-either; sys_platform == 'plan9'\"]\n",
        "utf-8",
    )
    # The course installed here, if it is, is another checkout's.
    assert missing(tmp_path, ()) == ["packaging>=9999", "no-such-project>=1", "rebuild-nn"]
