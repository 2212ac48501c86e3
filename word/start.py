"""The button *Write from Word or text*, on the front page of the admin and above the list of posts."""

from django.utils.translation import gettext_lazy as _

from blog.models import BlogIndexPage, BlogPage
from content.choosers import find_index
from content.starts import Start, register_start


def may_write(user) -> bool:
    return find_index(BlogIndexPage, user) is not None


register_start(Start(BlogPage, _("Write from Word or text"), "word_start", "upload"))
