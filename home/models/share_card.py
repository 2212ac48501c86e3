"""The share card of a page or of a quote: the picture for shared links of what has no image (``home.share_cards``)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from wagtail.models import Page

from people.models import Quote


class ShareCard(models.Model):
    """A card. ``stamp`` tells what it was made from; without a ``file`` the page has an image and needs none."""

    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="share_card")
    quote = models.OneToOneField(Quote, null=True, on_delete=models.CASCADE, related_name="share_card")
    file = models.FileField(max_length=100, blank=True)
    stamp = models.CharField(max_length=32)

    #: It must not keep a page from being deleted because it is “in use”.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(page=None) ^ Q(quote=None), name="home_card_of_page_xor_quote"),
        ]

    def __str__(self) -> str:
        return self.file.name or ""
