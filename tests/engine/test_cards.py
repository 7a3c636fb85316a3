"""A card says the same as HTML and as text, and lets nothing of an answer's output become markup."""

import re
from html import unescape

import pytest
from lesson import bench_with, method, starter

import solutions.reference
from course.cards import html, inline, rows, text
from course.checking import examine

WRONG = method("__setattr__(self, name, value)", "object.__setattr__(self, name, value)")
RAISES = method("__setattr__(self, name, value)", "raise ValueError('<script>alert(1)</script>')")
STATES = {"untouched": starter("1.6"), "differs": WRONG, "raises": RAISES}


def feedback(state):
    return examine("1.6", bench_with("1.6", STATES[state]) if state in STATES else solutions.reference.nn)


def seen(markup):
    without_style = re.sub(r"<style>.*?</style>", "", markup, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_style)).split())


@pytest.mark.parametrize("state", ["untouched", "differs", "raises", "agrees"])
def test_every_row_stands_in_the_text_and_in_the_html(state):
    told = feedback(state)
    assert told.state == state
    for _, said, _ in rows(told):
        plain = " ".join(said.replace("`", "").split())
        assert plain in " ".join(text(told).replace("`", "").split())
        assert plain in seen(html(told))


@pytest.mark.parametrize("state", ["untouched", "differs", "raises", "agrees"])
def test_the_state_is_said_in_words_and_by_a_glyph_not_by_colour_alone(state):
    card = html(feedback(state))
    assert f"> {state}</span>" in card
    assert f'class="rn-card rn-{state}"' in card
    assert 'aria-label="check 1.6"' in card


def test_what_an_answer_says_is_never_markup():
    card = html(feedback("raises"))
    assert "<script" not in card
    assert "&lt;script&gt;" in card


def test_a_card_reads_in_ten_seconds():
    for state in ("differs", "raises"):
        assert len(text(feedback(state)).split()) <= 75


def test_prose_is_escaped_and_code_is_set_as_code():
    assert inline("`a < b` is *not* <b>") == "<code>a &lt; b</code> is <em>not</em> &lt;b&gt;"
    assert inline("`*args*`") == "<code>*args*</code>"
