"""Tags of posts: what a list of posts with a tag is called, and where it is below its blog."""

from typing import Any

from anyascii import anyascii
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import Tag


def get_tag_path(slug: str) -> str:
    """Return the path of a tag's list below the address of its blog."""
    return f"tag/{slug}/"


def get_tag_title(tag: Tag) -> str:
    return _("Posts tagged “%(tag)s”") % {"tag": tag.name}


@receiver(pre_save, sender=Tag)
def fill_slug(instance: Tag, **kwargs: Any) -> None:
    """Give a tag without letters a slug. taggit leaves it empty, and the address of the list would be none."""
    if not instance.slug:
        base = slugify(anyascii(instance.name))[:90] or "tag"
        taken = set(Tag.objects.filter(slug__startswith=base).exclude(pk=instance.pk).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        instance.slug = base if base not in taken else next(slug for slug in numbered if slug not in taken)
