"""Wagtail's tutorial: a post with a body of blocks and a picture, and the list of posts."""

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class StockPage(Page):
    date = models.DateField()
    intro = models.CharField(max_length=250)
    picture = models.ForeignKey("media.CustomImage", on_delete=models.PROTECT, related_name="+")
    body = StreamField(
        [
            ("heading", blocks.CharBlock(form_classname="title")),
            ("paragraph", blocks.RichTextBlock()),
            ("quote", blocks.BlockQuoteBlock()),
            ("image", ImageChooserBlock()),
        ]
    )
    template = "stock/post.html"


class StockIndexPage(Page):
    intro = RichTextField(blank=True)
    template = "stock/index.html"

    def get_context(self, request, *args, **kwargs):
        posts = self.get_children().live().order_by("-first_published_at").specific()
        return super().get_context(request, *args, **kwargs) | {"posts": posts[:20]}
