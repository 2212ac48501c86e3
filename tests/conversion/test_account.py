"""Accounting for words."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversion.account import compare, words_in_blocks, words_of

from .converted import convert

WORDS = st.lists(st.sampled_from(list("abcdefgh")), max_size=60)


def test_words_are_what_a_reader_sees_or_hears():
    html = (
        "<p>One<b>two</b>&nbsp;three<br>four</p><script>five</script><!-- six --><img alt='seven'>"
        '<a href="/eight">nine</a> <a href="/ten">eleven</a> 1 &lt; 2'
    )
    assert words_of(html) == ["Onetwo", "three", "four", "seven", "nine", "eleven", "1", "2"]


def test_words_of_blocks():
    blocks = [
        {"type": "heading", "value": {"text": "A <b>", "level": "h2"}},
        {"type": "paragraph", "value": "<p>c &amp; d</p>"},
        {"type": "code", "value": {"text": "<e>", "language": "python"}},
        {"type": "quote", "value": {"text": "<p>h</p>", "person": None, "name": "f", "role": "g", "unnamed": False}},
        {"type": "table", "value": {"data": [["i", "j"]], "table_caption": "k", "table_header_choice": "row"}},
        {"type": "gallery", "value": {"heading": "", "images": [{"value": {"image": 1, "caption": "<p>l</p>"}}]}},
        {"type": "divider", "value": None},
    ]  # fmt: skip
    assert words_in_blocks(blocks) == list("Abcdefghijkl")


def test_dropped_added_and_moved_words_are_named():
    account = compare(words_of("the doors shall be open"), words_of("open the gates shall be"))
    assert (account.words_in, account.words_out, account.kept, account.moved) == (5, 5, 4, 1)
    assert (account.dropped, account.added) == (("doors",), ("gates",))
    assert account.share_kept == 0.8


@pytest.mark.parametrize(
    ("source", "result", "kept"),
    [
        ("x once a a p", "y once a a q", 3),  # behind a word that is there once
        ("x a a once p", "y a a once q", 3),  # before it
        ("a x once y", "a a once z", 2),  # none is counted twice
        ("a a once z", "a x once y", 2),
    ],
)
def test_words_that_repeat_are_in_place_beside_one_that_does_not(source, result, kept):
    account = compare(source.split(), result.split())
    assert (account.kept, account.moved) == (kept, 0)


@given(WORDS, WORDS)
def test_the_account_balances(source, result):
    account = compare(source, result)
    assert account.kept == (Counter(source) & Counter(result)).total()
    assert account.words_in - account.kept == len(account.dropped)
    assert account.words_out - account.kept == len(account.added)
    assert 0 <= account.moved <= account.kept


@given(WORDS)
def test_the_same_words_are_all_kept_in_place(source):
    account = compare(source, source)
    assert (account.kept, account.moved, account.share_kept) == (len(source), 0, 1.0)


def test_a_long_text_in_which_every_word_repeats():
    chance = random.Random(1)  # noqa: S311 - chance, not secrets
    source = [chance.choice("ab") for _ in range(50_000)]
    account = compare(source, source[1:] + source[:1])
    assert account.kept == 50_000


@pytest.mark.parametrize(
    "html",
    [
        "<fieldset><legend>Opening</legend>Hours are</fieldset>Daily",
        "<marquee>News now</marquee>More text",
        "<center>Alpha</center>Beta<center>Gamma</center>",
        "<hgroup>One</hgroup>two<dir><li>three</li></dir>four<menu><li>five</li></menu>six<search>seven</search>eight",
        'One<img src="https://other.example/a.png" alt="two">two, <b>three</b><iframe src="https://x.example"></iframe>.',
    ],
)
def test_words_beside_old_tags_are_kept_apart_and_counted_as_kept(html):
    words = convert(html).words
    assert words.words_in > 2
    assert (words.kept, words.dropped) == (words.words_in, ())
