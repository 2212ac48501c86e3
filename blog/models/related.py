"""Related posts that an editor has pinned to a post. They come before those that ``people.related`` finds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable


class RelatedPost(Orderable):
    """A post that an editor has pinned to another."""

    page = ParentalKey("blog.BlogPage", on_delete=models.CASCADE, related_name="related_posts")
    post = models.ForeignKey("blog.BlogPage", verbose_name=_("post"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("post", "blog.BlogPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related post")


def get_pins(post) -> list[int]:
    """Return the ids of the posts pinned to ``post``, in order. A preview has those of the form."""
    pins = getattr(post, "pins", None)  # as ``for_serving`` has found
    if pins is None:
        pins = [related.post_id for related in post.related_posts.all() if related.post_id]
    return pins
