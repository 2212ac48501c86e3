"""Bylines as blogs wrote them, and what is no byline."""

import pytest

from conversion.speech.bylines import read_byline

from .converted import OLD, convert

IDA = {"Ida Quill": 7}
TEXT = "<p>The hall was full by six.</p>"


def taken(html: str) -> list[tuple[str, str]]:
    """Return names and roles of the byline that was taken out, and prove that nothing but it was."""
    conversion = convert(html, people=IDA)
    [byline] = conversion.bylines
    assert byline.used
    assert conversion.blocks[-1]["value"] == TEXT
    return list(zip(byline.names, byline.roles, strict=True))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Words: Ida Quill</p>",
        "<p>Guest post by Ida Quill</p>",
        "<p>This is a guest post by Ida Quill.</p>",
        "<p>By Ida Quill | 12 March 2015</p>",
        "<p>Posted by Ida Quill on March 12, 2015</p>",
        "<h2>By Ida Quill</h2>",
        "<p>Von Ida Quill</p>",
        "<p>Por Ida Quill</p>",
        f'<figure><img src="{OLD}/a.jpg"><figcaption>A hall</figcaption></figure><p>By Ida Quill</p>',
    ],
)
def test_forms(html):
    conversion = convert(html + TEXT, people=IDA)
    assert conversion.bylines[0].people == [7]
    assert "Ida" not in str(conversion.blocks)
    assert "The hall was full by six." in conversion.blocks[-1]["value"]


def test_the_first_line_of_a_paragraph():
    assert taken("By <b>Ida Quill</b>\nThe hall was full by six.") == [("Ida Quill", "")]


def test_the_role_is_kept_for_the_post():
    assert taken(f"<p>By Ida Quill, Keeper of the Archive</p>{TEXT}") == [("Ida Quill", "Keeper of the Archive")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>By Ida Quill – The hall was full by six.</p>",
        "<p>By Ida Quill – nobody knew why it was full</p>",
        "<p>Words: Ida Quill. Pictures: Tomas Ferrand</p>",
        "<p>Von Tomas Ferrand</p>",
        "<p>The hall was full.</p><p>By Ida Quill</p>",
    ],
)
def test_what_is_more_than_a_byline_stays(html):
    conversion = convert(html, people=IDA)
    assert conversion.bylines == []
    assert conversion.words.dropped == ()


def test_several_with_their_roles():
    text = "By Ida Quill, Keeper of the Archive, and Tomas Ferrand, bus planner"
    assert read_byline(text, lambda name: None) == [
        ("Ida Quill", "Keeper of the Archive", ""),
        ("Tomas Ferrand", "bus planner", ""),
    ]
