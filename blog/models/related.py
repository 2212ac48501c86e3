"""Related posts that an editor has pinned to a post. They come before those that ``people.related`` finds."""

from django.db import models
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable, Page


class RelatedPost(Orderable):
    """A post that an editor has pinned to another."""

    page = ParentalKey("blog.BlogPage", on_delete=models.CASCADE, related_name="related_posts")
    post = models.ForeignKey("blog.BlogPage", verbose_name=_("post"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("post", "blog.BlogPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related post")


def get_pins(post) -> tuple[QuerySet, Combinable] | None:
    """Return the ids of the posts pinned to ``post``, and the expression for the position of another post among them.

    None if a post that was loaded by ``for_serving`` has no pinned posts. A preview has those of the form.
    """
    if not getattr(post, "has_related_posts", True):
        return None
    if hasattr(post, "has_related_posts"):
        pins = RelatedPost.objects.filter(page=post.pk).order_by()
        position = pins.filter(post=OuterRef("pk")).order_by("sort_order").values(position=Coalesce("sort_order", 0))
        return pins.values("post"), Subquery(position[:1])
    chosen = [related.post_id for related in post.related_posts.all() if related.post_id]
    positions = (When(pk=pk, then=Value(position)) for position, pk in enumerate(chosen))
    pages = Page.objects.filter(pk__in=chosen).order_by().values("pk")
    return (pages, Case(*positions, output_field=IntegerField())) if chosen else None
