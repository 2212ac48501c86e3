"""Curly quotation marks, as WordPress showed them."""

import lxml.html
import pytest

from conversion.html.tree import parse
from conversion.html.typography import curl, curl_text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('She said "no" twice.', "She said “no” twice."),
        ("It's the editors' room", "It’s the editors’ room"),
        ("'Half' a loaf", "‘Half’ a loaf"),
        ("In the '90s", "In the ’90s"),
        ('("Aside")', "(“Aside”)"),
        ("A beam of 6' by 2\"", "A beam of 6′ by 2″"),
        ('"Of 1990"', "“Of 1990”"),
        ("Already “curly” and ‘so’", "Already “curly” and ‘so’"),
    ],
)
def test_marks_open_and_close(typed, shown):
    assert curl_text(typed) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("de-DE", "„Ja“"), ("fr_FR", "«\u00a0Ja\u00a0»"), ("en", "“Ja”"), ("", "“Ja”")]
)
def test_marks_are_those_of_the_language(language, shown):
    assert curl_text('"Ja"', language) == shown


def test_marks_go_around_elements_and_code_stays():
    body = parse('<p>"<em>No</em>," she said: <code>a = "b"</code> is "<b>so</b>".</p><pre>it\'s</pre><p>"Yes"</p>')
    curl(body)
    assert lxml.html.tostring(body, encoding="unicode") == (
        '<body><p>“<em>No</em>,” she said: <code>a = "b"</code> is “<b>so</b>”.</p><pre>it\'s</pre><p>“Yes”</p></body>'
    )
