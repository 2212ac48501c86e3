"""Tags of posts: what a list of posts with a tag is called, and where it is below its blog."""

from django.utils.translation import gettext as _
from taggit.models import Tag


def get_tag_path(slug: str) -> str:
    """Return the path of a tag's list below the address of its blog."""
    return f"tag/{slug}/"


def get_tag_title(tag: Tag) -> str:
    return _("Posts tagged “%(tag)s”") % {"tag": tag.name}
