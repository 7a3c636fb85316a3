"""What the README shows is what happens."""

import re

import pytest
from lesson import bench_with, method

from autograder.__main__ import main as autograder
from course.__main__ import VERBS
from course.cards import text
from course.checking import examine
from course.setup.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
LIKELY = method(
    "__setattr__(self, name, value)",
    "if isinstance(value, nn.Parameter):",
    "    self.register_parameter(name, value)",
    "object.__setattr__(self, name, value)",
)


def without_line_numbers(text):
    return re.sub(r"line \d+", "line N", text)


def test_the_card_on_the_first_screen_is_what_a_check_prints():
    shown = re.search(r"```text\n(.*?)\n```", README, re.S)[1]
    assert without_line_numbers(text(examine("1.6", bench_with("1.6", LIKELY)))) == without_line_numbers(shown)
    assert README[: README.index(shown) + len(shown)].count("\n") < 35


def test_the_probe_it_quotes_stands_in_the_lessons_checks():
    quoted = re.search(r"```python\n(@probe.*?)\n```", README, re.S)[1]
    assert quoted in (ROOT / "course" / "checks" / "01_parameter.py").read_text(encoding="utf-8")


def test_every_verb_it_names_is_there():
    named = set(re.findall(r"(?:-m course|^\$ course) (\w+)", README, re.M))
    assert named
    assert named <= {verb.name for verb in VERBS}


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"-m autograder (\w+)", README))))
def test_every_verb_of_the_autograder_it_names_is_there(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        autograder([verb, "--help"])
    assert ended.value.code == 0
    assert verb in capsys.readouterr().out


def test_every_file_it_names_exists():
    paths = re.findall(r"`((?:course|solutions|tests|autograder|lessons|binder)/[\w./]*)`", README)
    assert paths
    assert [p for p in paths if not (ROOT / p.replace("NN_name", "01_parameter")).exists()] == []
