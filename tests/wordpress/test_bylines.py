"""Bylines in the posts of a WordPress site."""

from blog.models import BlogPage
from tests.conversion.converted import OLD

from .converted import convert

TEXT = "<p>The hall was full by six.</p>"


def test_a_captioned_image_may_stand_before_the_byline():
    image = f'<div class="wp-caption"><img src="{OLD}/a.jpg"><p class="wp-caption-text">Hall</p></div>'
    conversion = convert(f"{image}<p>By Ida Quill</p>{TEXT}", people={"Ida Quill": 7})
    assert conversion.bylines[0].people == [7]
    assert "Ida" not in str(conversion.blocks)
    assert "The hall was full by six." in conversion.blocks[-1]["value"]


def test_the_role_stands_beside_the_author_of_the_post(archive):
    archive.authors = {"mina": "Mina Ahlberg", "ida": "Ida Quill"}
    archive.add(6, creator="ida")
    archive.add(7, "Named", f"<p>By Ida Quill, Keeper, Northgate Museum</p>{TEXT}")
    archive.run()
    [author] = BlogPage.objects.get(title="Named").authors.all()
    assert (author.person.title, author.role, author.organisation) == ("Ida Quill", "Keeper", "Northgate Museum")
