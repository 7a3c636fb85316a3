"""The API page names all that torch's Module and its relatives have, and says what the sources say."""

from autograder import api_page
from course.setup.places import ROOT


def test_every_name_of_torchs_is_built_or_has_its_reason():
    assert api_page.unplaced() == []


def test_every_reason_is_for_a_name_of_torchs_that_nobody_builds():
    assert api_page.idle() == []


def test_the_page_is_what_the_sources_and_torch_say():
    assert api_page.differing() == []  # mend: python -m autograder build


def test_the_readme_leads_to_the_page():
    assert f"({api_page.PAGE.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_place_it_names_is_a_released_lesson():
    page = api_page.PAGE.read_text(encoding="utf-8")
    linked = {part.split(")")[0] for part in page.split("](")[1:]}
    assert linked
    assert [link for link in linked if not (api_page.PAGE.parent / link).is_file()] == []
