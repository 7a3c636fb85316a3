"""fold: cells become one file of flat classes, each method once, the text verbatim."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

import solutions.reference
from course import book, numpy_torch
from course.benches import reference_pieces
from course.folding import fold, load, pieces
from course.numpy_torch_with import empty_nn

MODULE = "@grow(nn)\nclass Module:\n    '''A module.'''\n"


def folded(*cells):
    return fold(pieces(("", c) for c in cells))


def test_methods_of_many_cells_stand_in_one_class():
    text = folded(
        MODULE, "@grow(nn.Module)\ndef f(self):\n    return 1", "@grow(nn.Module)\ndef g(self):\n    return 2"
    )
    assert text.count("class Module:") == 1
    module = load(text)
    assert (module.Module().f(), module.Module().g()) == (1, 2)


def test_a_later_piece_replaces_an_earlier_one_of_its_name():
    text = folded(MODULE, *(f"@grow(nn.Module)\ndef f(self):\n    return {n}" for n in (1, 2, 3)))
    assert text.count("def f") == 1
    assert load(text).Module().f() == 3


def test_a_method_of_the_class_body_is_replaced_too():
    text = folded(
        "@grow(nn)\nclass Module:\n    def f(self):\n        return 1\n", "@grow(nn.Module)\ndef f(self):\n    return 2"
    )
    assert text.count("def f") == 1
    assert load(text).Module().f() == 2


def test_a_value_that_a_cell_gives_to_a_class_stands_in_its_body():
    module = load(folded(MODULE, "nn.Module._version = 1\nnn.x = 3\nprobe.nn.Module = 4", "nn.Module._version = 2"))
    assert vars(module.Module)["_version"] == 2
    assert not hasattr(module, "x")


def test_an_import_of_one_lesson_takes_no_name_from_anothers():
    def lesson(line, method):
        return pieces([("", f"{line}\n@grow(nn.Module)\n{method}")])

    first = lesson("from math import floor, ceil", "def f(self):\n    return floor(1.5), ceil(1.5)")
    second = lesson("from math import ceil", "def g(self):\n    return ceil(0.5)")
    module = load(fold([*pieces([("", MODULE)]), *first, *second]))
    assert (module.Module().f(), module.Module().g()) == ((1, 2), 1)


def test_the_text_of_a_string_over_several_lines_is_not_moved():
    cell = "@grow(nn.Module)\ndef f(self):\n    return '''one\ntwo\n    three'''"
    assert load(folded(MODULE, cell)).Module().f() == "one\ntwo\n    three"


def test_comments_and_layout_stay_as_they_were_written():
    cell = "@grow(nn.Module)\ndef f( self ):   # odd but mine\n    x = 1   ; return x"
    assert "def f( self ):   # odd but mine" in folded(MODULE, cell)


def test_helpers_that_are_used_come_along_and_others_do_not():
    helpers = "import math\nimport os\ndef half(x):\n    return math.floor(x / 2)\n\nclass Playing: ...\n"
    cell = helpers + "\n@grow(nn.Module)\ndef f(self):\n    return half(5)"
    text = folded(MODULE, cell)
    assert load(text).Module().f() == 2
    assert "Playing" not in text
    assert "import os" not in text


def test_decorators_beside_grow_are_kept():
    cell = "@grow(nn.Module)\n@staticmethod\ndef f():\n    return 1"
    assert load(folded(MODULE, cell)).Module.f() == 1


def test_super_needs_no_help_in_a_folded_class():
    cell = "@grow(nn.Module)\ndef __repr__(self):\n    return 'mine ' + super().__repr__()[:1]"
    assert repr(load(folded(MODULE, cell)).Module()) == "mine <"


def test_a_class_grown_on_optim_is_torchs_optim_in_the_folded_world():
    cells = [
        "optim = nn.optim",
        "@grow(optim)\nclass SGD(optim.Optimizer):\n    '''Mine.'''\n",
        "@grow(optim.SGD)\ndef f(self):\n    return torch.optim.SGD is optim.SGD",
    ]
    text = folded(*cells)
    module = load(text)
    assert text.count("class SGD") == text.count("optim.SGD = SGD") == 1
    assert module.torch.optim.SGD.f(None) is True
    assert module.torch.optim is module.optim
    assert module.optim.Adam is numpy_torch.optim.Adam
    assert load(folded(MODULE)).torch.optim.SGD is numpy_torch.optim.SGD


def test_practice_stands_beside_nn_and_its_functions_call_each_other_by_name():
    cells = [
        "practice = nn.practice",
        "@grow(practice)\ndef outer(x):\n    '''Text.\n\n    More.'''\n    return half(x) + 1",
        "def half(x):\n    return 'no practice'",
        "@grow(practice)\ndef half(x):\n    return x / 2",
    ]
    module = load(folded(*cells, MODULE))
    assert module.practice.outer(4) == 3
    assert module.torch.nn.practice is module.practice
    assert not hasattr(module, "outer")
    assert vars(load(folded(MODULE)).practice).keys() == vars(empty_nn().practice).keys()


def test_a_folded_nn_has_the_functions_of_torchs():
    assert {"functional", "init", "utils"} <= vars(load(folded(MODULE))).keys()


def test_a_cell_that_is_no_python_yet_has_no_pieces():
    assert pieces([("1.1", "%%both\n1"), ("1.2", "def f(:"), ("1.3", "x = 1")]) == []


def test_a_method_without_its_class_is_named():
    with pytest.raises(ValueError, match=r"f is grown onto nn\.Layer"):
        folded("@grow(nn.Layer)\ndef f(self): ...")


@given(st.lists(st.sampled_from("fgh"), min_size=1, max_size=8))
def test_every_name_stands_once_whatever_the_order(names):
    cells = [f"@grow(nn.Module)\ndef {n}(self):\n    return {i}" for i, n in enumerate(names)]
    text = folded(MODULE, *cells)
    module = load(text)
    for name in set(names):
        assert text.count(f"def {name}(") == 1
        assert getattr(module.Module(), name)() == len(names) - 1 - names[::-1].index(name)


def test_the_reference_is_an_ordinary_module_of_flat_classes():
    text = fold(p for name in book.lessons() for p in reference_pieces(name))
    assert "grow" not in text
    assert "SOLUTION" not in text
    assert text.count("class Module:") == 1


def test_the_reference_is_imported_as_torch():
    torch = solutions.reference
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.ones(2))
    assert [name for name, _ in net.named_parameters()] == ["w"]
