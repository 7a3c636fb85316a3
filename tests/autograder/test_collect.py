"""collect: Moodle's and Canvas's downloads, folders and the exchange; hostile ones refused, nothing lost."""

import io
import os
import shutil
import stat
import sys
import zipfile

import pytest
from classroom import LESSON

from autograder import submission
from autograder.__main__ import main
from autograder.classes import archive
from autograder.classes.collecting import collect
from autograder.classes.folder import opened
from autograder.classes.new_course import new_course
from autograder.classes.release import release
from autograder.classes.returned import give_back
from autograder.grade import COURSE_ID
from autograder.trouble import BadInput

FILE = f"{LESSON}.ipynb"
CLASS = "id,first_name,last_name,lms_user_id\nada,Ada,Lovelace,12\nbob,Bob,Byte,13\nzoe,Zoë,O'Neill,14\n"
ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange is not there on Windows")
WORKSHEET = (
    '\N{BYTE ORDER MARK}Identifier,"Full name","Last modified (submission)"\n'
    'Participant 1001,"Ada Lovelace","Sunday, 1 November 2026, 10:00 AM"\nParticipant 1002,"Bob Byte",-\n'
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    (folder / "students.csv").write_text(CLASS, encoding="utf-8")
    new_course(folder / "course", [LESSON], students=folder / "students.csv", exchange=folder / "exchange")
    return folder


@pytest.fixture
def course(template, tmp_path):
    """A course with three learners, whose exchange is beside it."""
    shutil.copytree(template / "course", tmp_path / "course")
    config = tmp_path / "course" / "nbgrader_config.py"
    config.write_text(config.read_text().replace(repr(str(template / "exchange")), repr(str(tmp_path / "exchange"))))
    return tmp_path / "course"


def zipped(files, path=None):
    """An archive's bytes; names may be ZipInfos."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content, zipfile.ZIP_DEFLATED)
    if path:
        path.write_bytes(out.getvalue())
    return out.getvalue()


def laid_out(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def collected(course, files, **more):
    """Collect an archive of these files; the state of each row, and all that was said."""
    rows = collect("01", course, download(course, files), **more)
    return {r.learner: r.state for r in rows}, " ".join(r.said for r in rows)


def download(course, files):
    zipped(files, course.parent / "download.zip")
    return course.parent / "download.zip"


def submitted(course):
    place = course / "submitted"
    return {p.relative_to(place).as_posix(): p.read_text() for p in place.rglob("*") if p.is_file()}


# -- whose it is -------------------------------------------------------------------------------------------------------

MOODLE = {f"Ada Lovelace_1001_assignsubmission_file/{FILE}": "A", f"Bob Byte_1002_assignsubmission_file/{FILE}": "B"}
MOODLE_OLDER = {f"{'/'.join(n.split('/')[:-1])}_/{FILE}": c for n, c in MOODLE.items()}
MOODLE_FLAT = {n.replace("/", "_"): c for n, c in MOODLE.items()}
CANVAS = {f"lovelaceada_12_345_{FILE}": "A", f"bytebob_LATE_13_346_{LESSON}-1.ipynb": "B"}
BY_ID = {f"ada/{LESSON}/{FILE}": "A", f"bob/{LESSON}/{FILE}": "B"}
FLAT = {"ada.ipynb": "A", "bob.ipynb": "B"}
TWO = {f"ada/{LESSON}/{FILE}": "A", f"bob/{LESSON}/{FILE}": "B"}


@pytest.mark.parametrize("files", [MOODLE, MOODLE_OLDER, MOODLE_FLAT, CANVAS, BY_ID, FLAT])
@pytest.mark.parametrize("top", ["", "submissions/"])
def test_every_layout_is_read_from_an_archive_and_from_a_folder(course, files, top):
    files = {top + name: content for name, content in files.items()}
    states, _ = collected(course, files)
    assert states == {"ada": "new", "bob": "new"}
    assert submitted(course) == TWO
    assert {r.state for r in collect("01", course, laid_out(files, course.parent / "unpacked"))} == {"same"}


def test_names_are_the_same_whatever_their_case_accents_and_marks(course):
    states, _ = collected(course, {f"zoe oneill_7_assignsubmission_file/{FILE}": "Z"})
    assert states == {"zoe": "new"}


def test_who_is_not_in_the_list_gets_an_id_of_their_name(course):
    states, _ = collected(course, {f"Émile du Châtelet_7_assignsubmission_file/{FILE}": "E"})
    assert states == {"émile-du-châtelet": "new"}


def test_canvas_late_is_said(course):
    assert "bob" in collected(course, CANVAS)[0]
    assert "Canvas calls it late, and gives no time" in collected(course, {**CANVAS})[1]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        # Two people of one name: neither may get the other's points.
        (
            {f"Ada Lovelace_1_assignsubmission_file/{FILE}": "1", f"Ada Lovelace_2_assignsubmission_file/{FILE}": "2"},
            "two people are called so",
        ),
        # A name that ends in another's number.
        ({f"mallory_12_99_346_{FILE}": "M"}, "can be read as two people's"),
        ({f"mallory_12_346_{FILE}": "M"}, "12 is ada's number, mallory is not their name"),
        ({f"anon_Xy12z_77_346_{FILE}": "M"}, "graded anonymously"),
    ],
)
def test_what_may_be_another_persons_is_refused(course, files, said):
    states, words = collected(course, files)
    assert set(states.values()) == {"refused"}
    assert said in words
    assert not (course / "submitted").exists()


# -- which file counts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({FILE: "old", f"{LESSON}-2.ipynb": "new", f"{LESSON}-1.ipynb": "mid"}, "new"),
        ({f"{LESSON} (1).ipynb": "new", FILE: "old"}, "new"),
        ({FILE: "it", "notes.ipynb": "not", "photo.png": "no"}, "it"),
        ({"homework.ipynb": "it", "02_module_tree.ipynb": "not"}, "it"),
        ({f"{LESSON}.zip": zipped({f"{LESSON}/{FILE}": "it", f"{LESSON}/.ipynb_checkpoints/{FILE}": "not"})}, "it"),
    ],
)
def test_the_lessons_own_notebook_counts(course, files, wanted):
    collected(course, {f"Ada Lovelace_1_assignsubmission_file/{name}": text for name, text in files.items()})
    assert submitted(course) == {f"ada/{LESSON}/{FILE}": wanted}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.ipynb": "", "b.ipynb": ""}, f"which one is {LESSON}: a.ipynb, b.ipynb? Rename it to {FILE}"),
        ({"02_module_tree.ipynb": ""}, f"which one is {LESSON}: 02_module_tree.ipynb?"),
        ({"essay.pdf": ""}, "no notebook was handed in, but essay.pdf. Ask for it."),
        ({"a.zip": b"PK\3\4 broken"}, "a.zip the archive is broken"),
        ({"a.zip": zipped({"readme.txt": ""})}, "no notebook was handed in"),
        ({f"{LESSON}.zip": zipped({f"../../{FILE}": "M"})}, f"holds ../../{FILE}, which would be unpacked outside"),
    ],
)
def test_a_submission_without_it_is_refused_with_the_mend(course, files, said):
    states, words = collected(course, {f"Ada Lovelace_1_assignsubmission_file/{n}": c for n, c in files.items()})
    assert states == {"ada": "refused"}
    assert said in words


# -- what is hostile ---------------------------------------------------------------------------------------------------


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"../../ada/{LESSON}/{FILE}", "would be unpacked outside its folder"),
        (f"/etc/{FILE}", "would be unpacked outside its folder"),
        (f"C:/x/{FILE}", "would be unpacked outside its folder"),
        (f"..\\..\\{FILE}", "would be unpacked outside its folder"),
        (f"a\\b/{FILE}", "has a name that is no file's here"),
        (f"\N{RIGHT-TO-LEFT OVERRIDE}ada/{LESSON}/{FILE}", "has a name that is no file's here"),
        ("*.ipynb", "holds '*', so it is no folder's"),
        ("-rf.ipynb", "begins with '-'"),
        (f"{'x' * 101}.ipynb", "longer than 100"),
        (link(f"ada/{LESSON}/{FILE}"), "is a link to another place"),
    ],
)
def test_a_hostile_name_is_refused_and_the_others_are_collected(course, name, said):
    states, words = collected(course, {name: "/etc/passwd", f"bob/{LESSON}/{FILE}": "B"})
    assert sorted(states.values()) == ["new", "refused"]
    assert said in words
    assert all(learner.isprintable() and len(learner) < 100 for learner in states)
    assert submitted(course) == {f"bob/{LESSON}/{FILE}": "B"}
    assert {p.name for p in course.parent.iterdir()} == {"course", "download.zip"}


@ON_UNIX
def test_links_and_pipes_in_a_folder_are_refused(course, tmp_path):
    folder = laid_out({f"bob/{LESSON}/{FILE}": "B"}, tmp_path / "in")
    (tmp_path / "secret.ipynb").write_text("secret")
    (folder / "ada.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (folder / "cy").symlink_to(course)
    os.mkfifo(folder / "dee.ipynb")
    rows = {r.learner: r for r in collect("01", course, folder)}
    assert {name: r.state for name, r in rows.items()} == {
        "ada.ipynb": "refused", "cy": "refused", "dee": "refused", "bob": "new",
    }  # fmt: skip
    assert "is no file" in rows["dee"].said
    assert submitted(course) == {f"bob/{LESSON}/{FILE}": "B"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(course, monkeypatch):
    bomb = zipped({FILE: bytes(submission.LARGEST + 1)})
    states, words = collected(course, {"ada.ipynb": bytes(submission.LARGEST + 1), "bob.zip": bomb, "zoe.ipynb": "Z"})
    assert states == {"ada": "refused", "bob": "refused", "zoe": "new"}
    assert words.count("is larger than 20 MB") == 2
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1)
    states, words = collected(course, {"ada.ipynb": "A", "bob.ipynb": "B"})
    assert sorted(states.values()) == ["new", "refused"]
    assert "the archive unpacks to too much" in words


def test_a_locked_archive_is_said(course):
    raw = bytearray(zipped({"ada.ipynb": "A"}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        raw[raw.index(mark) + at] |= 1
    (course.parent / "download.zip").write_bytes(raw)
    [row] = collect("01", course, course.parent / "download.zip")
    assert "locked by a password" in row.said


# -- newest counts, nothing is lost ------------------------------------------------------------------------------------


def earlier(course):
    return sorted(p.read_text() for p in (course / "earlier").rglob("*.ipynb"))


def test_a_newer_download_replaces_and_what_was_there_is_kept(course):
    for text in ("first", "second", "third"):
        states, words = collected(course, {"ada.ipynb": text})
    assert states == {"ada": "newer"}
    assert f"the one before is in earlier/ada/{LESSON}/20" in words
    assert submitted(course) == {f"ada/{LESSON}/{FILE}": "third"}
    assert earlier(course) == ["first", "second"]


def test_an_older_download_brings_nothing_back(course):
    for text in ("first", "second"):
        collected(course, {"ada.ipynb": text})
    states, _ = collected(course, {"ada.ipynb": "first"})
    assert states == {"ada": "older"}
    assert submitted(course) == {f"ada/{LESSON}/{FILE}": "second"}


def test_where_times_are_known_they_decide(course):
    def at(when, text):
        return collected(course, {f"ada/{LESSON}/{FILE}": text, f"ada/{LESSON}/timestamp.txt": f"{when} UTC\n"})[0]

    assert at("2026-11-02 10:00:00", "noon") == {"ada": "new"}
    assert at("2026-11-01 10:00:00", "before") == {"ada": "older"}
    assert at("2026-11-03 10:00:00", "after") == {"ada": "newer"}
    assert (course / "earlier" / "ada" / LESSON / "2026-11-02T10-00-00Z" / FILE).read_text() == "noon"
    assert submitted(course)[f"ada/{LESSON}/timestamp.txt"] == "2026-11-03 10:00:00 UTC\n"


def test_moodles_worksheet_gives_the_times(course, monkeypatch):
    sheet = course.parent / "sheet.csv"
    sheet.write_text(WORKSHEET, encoding="utf-8")
    collected(course, MOODLE, times=sheet)
    kept = opened(course).api.coursedir.get_existing_timestamp(str(course / "submitted" / "ada" / LESSON))
    assert (kept.day, kept.minute) == (1, 0)
    assert f"bob/{LESSON}/timestamp.txt" not in submitted(course)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("who,when\n", "has no columns 'Identifier'"),
        (WORKSHEET.replace("Sunday, 1 November 2026, 10:00 AM", "soon"), "'soon' is no date that can be read"),
    ],
)
def test_a_worksheet_that_cannot_be_used_names_the_mend(course, text, mend):
    (course.parent / "sheet.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=mend):
        collect("01", course, download(course, MOODLE), course.parent / "sheet.csv")
    assert not (course / "submitted").exists()


# -- feedback goes back under the names that it came by ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (MOODLE, {f"Ada Lovelace_1001_assignsubmission_file/{LESSON}.html"}),
        (MOODLE_FLAT, {f"Ada Lovelace_1001_assignsubmission_file_{LESSON}.html"}),
        (CANVAS, {f"lovelaceada_12_345_{LESSON}.html"}),
        (
            {"Ada Lovelace_1001_assignsubmission_file/essay.pdf": ""},
            {"Ada Lovelace_1001_assignsubmission_file/essay.html"},
        ),
        (None, {f"ada/{LESSON}.html", f"zoe/{LESSON}.html"}),
    ],
)
def test_a_page_of_feedback_is_named_as_its_submission_was(course, tmp_path, files, wanted):
    pages = {f"feedback/{name}/{LESSON}/{LESSON}.html": "page" for name in ("ada", "zoe")}
    laid_out(pages, course)
    said = give_back([LESSON], course, tmp_path / "up", download(course, files) if files else None)
    with zipfile.ZipFile(tmp_path / "up" / f"{LESSON}-feedback.zip") as archive:
        assert set(archive.namelist()) == wanted
    assert ("so not in the archive: zoe" in " ".join(said)) == bool(files)


@pytest.mark.parametrize(
    ("asked", "mend"),
    [
        (["--feedback", "--to", "up"], "Mend: python3 -m autograder feedback submitted/"),
        (["--feedback", "--like", "x.zip"], "wants --to DIR"),
        (["--like", "x.zip", "--to", "up"], "Give it with --feedback"),
    ],
)
def test_feedback_that_cannot_go_back_names_the_mend(course, capsys, asked, mend):
    assert main(["release", "01", "--in", str(course), *asked]) == 2
    assert mend in capsys.readouterr().err


# -- bad input ---------------------------------------------------------------------------------------------------------


def test_a_download_that_is_none_is_said(course, tmp_path, capsys):
    (tmp_path / "text.zip").write_text("no archive")
    for path, said in (("missing.zip", "is not there"), ("text.zip", "is neither a folder nor a zip archive")):
        assert main(["collect", "01", "--in", str(course), "--from", str(tmp_path / path)]) == 2
        assert said in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="holds no notebook"):
        collect("01", course, tmp_path / "empty")


def test_the_table_names_everybody_and_the_exit_status_says_that_one_was_refused(course, capsys):
    path = download(course, {**FLAT, f"../{FILE}": "M"})
    assert main(["collect", "01", "--in", str(course), "--from", str(path)]) == 1
    said = capsys.readouterr().out
    assert all(name in said for name in ("ada", "bob", "../01_parameter.ipynb", "2 new, 1 refused"))


# -- nbgrader's exchange -----------------------------------------------------------------------------------------------


@pytest.fixture
def inbound(course):
    release([LESSON], course)
    return course.parent / "exchange" / COURSE_ID / "inbound"


def send(inbound, learner, text, when="2026-11-01 10:00:00"):
    folder = inbound / f"{learner}+{LESSON}+{when} UTC+secret"
    folder.mkdir()
    (folder / FILE).write_text(text)
    (folder / "timestamp.txt").write_text(f"{when} UTC")
    return folder


def from_exchange(course):
    rows = collect("01", course)
    return {r.learner: r.state for r in rows}, " ".join(r.said for r in rows)


@ON_UNIX
def test_the_newest_is_collected_from_the_exchange_and_the_one_before_is_kept(course, inbound):
    assert from_exchange(course) == ({}, "")
    send(inbound, "ada", "first")
    assert from_exchange(course)[0] == {"ada": "new"}
    send(inbound, "ada", "second", "2026-11-02 10:00:00")
    send(inbound, "bob", "B")
    assert from_exchange(course)[0] == {"ada": "newer", "bob": "new"}
    assert from_exchange(course)[0] == {"ada": "same", "bob": "same"}
    assert submitted(course)[f"ada/{LESSON}/{FILE}"] == "second"
    assert (course / "earlier" / "ada" / LESSON / "2026-11-01T10-00-00Z" / FILE).read_text() == "first"


@ON_UNIX
def test_a_link_in_the_exchange_is_refused_and_the_others_are_collected(course, inbound):
    source = course / "source" / LESSON / FILE
    sent = send(inbound, "ada", "A")
    (sent / FILE).unlink()
    (sent / FILE).symlink_to(source)
    (inbound / f"cy+{LESSON}+2026-11-01 10:00:00 UTC+secret").symlink_to(source.parent)
    send(inbound, "bob", "B")
    states, words = from_exchange(course)
    assert states == {"ada": "refused", "bob": "new", "cy": "refused"}
    assert "is a link to another place" in words
    assert set(submitted(course)) == {f"bob/{LESSON}/{FILE}", f"bob/{LESSON}/timestamp.txt"}


@ON_UNIX
def test_a_submission_under_a_classmates_name_is_refused(course, inbound, monkeypatch):
    monkeypatch.setattr("autograder.classes.exchange._owner", lambda path: "bob")
    send(inbound, "ada", "not Ada's")
    send(inbound, "bob", "B")
    states, words = from_exchange(course)
    assert states == {"ada": "refused", "bob": "new"}
    assert "it is bob's own folder under another's name" in words


@ON_UNIX
def test_stock_nbgrader_collects_as_safely_by_the_courses_config(course, inbound):
    sent = send(inbound, "ada", "A")
    (sent / "notes.txt").symlink_to("/etc/hostname")
    send(inbound, "bob", "B")
    opened(course).api.collect(LESSON)
    assert set(submitted(course)) == {f"bob/{LESSON}/{FILE}", f"bob/{LESSON}/timestamp.txt"}


@ON_UNIX
def test_an_exchange_without_the_course_names_the_mend(course):
    with pytest.raises(BadInput, match="Release 01_parameter in the exchange first, or collect a download"):
        collect("01", course)
