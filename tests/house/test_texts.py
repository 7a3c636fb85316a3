"""What no committed text may hold: package indexes' hosts, and the paths of one machine."""

import re

import pytest

from course.setup.places import ROOT
from tests.house.files import tracked

# In pieces, so that this file does not hold them itself.
NAMES = (("pypi", "org"), ("python" + "hosted", "org"), ("npmjs", "org"), ("deb", "debian"))
HOSTS = [".".join(pieces) for pieces in NAMES]
PATHS = ["/" + "/".join((*pieces, "")) for pieces in (("root",), ("home", "[a-z]+"), ("work",), ("tmp",), ("Users",))]
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *(rf"(?<![\w./~>}}]){path}" for path in PATHS)]))


def lines_with_them(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if FORBIDDEN.search(line)]


def test_no_text_names_an_index_or_a_path_of_one_machine():
    found = {}
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        if lines := lines_with_them(text):
            found[path.relative_to(ROOT).as_posix()] = lines
    assert found == {}


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("see https://" + HOSTS[0] + "/simple", True),
        ("open('" + "/" + "root/x')", True),
        ("cd " + "/" + "home/ada/course", True),
        ("https://example.org" + "/" + "home/ada", False),
        ("the " + "work of a " + "root", False),
    ],
)
def test_the_rule_sees_them_and_nothing_else(line, seen):
    assert bool(lines_with_them(line)) == seen
