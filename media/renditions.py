"""Cuts images to all sizes that pages show, ahead of the visitors (docs/decisions/0078-images-in-the-background.md).

An image is cut by the task that its saving enqueues. A job each minute cuts what is missing all the same: the task was
lost, the worker is busy with an import, a new version of the site shows another size, a file could not be read.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import Error, transaction
from django.utils import timezone
from wagtail.images.models import Filter

from .cutting import DecodedFilter, decode
from .models import CustomImage
from .rendition_specs import get_cut_key, get_rendition_specs

logger = logging.getLogger(__name__)

MAX_WAIT = timedelta(days=1)  # from one failure to the next attempt


def cut_due_images(seconds: float, before: datetime | None = None) -> bool:
    """Cut the images that were due ``before`` a time, or now, the newest first, for about so many seconds.

    Return whether some may be left. Several processes may do it at once. Pages follow at the end: the change of
    ``cut_key`` raises the generation once for all images.
    """
    started = timezone.now()
    until = time.monotonic() + seconds
    cut: set[int] = set()
    has_more = True
    try:
        while has_more and time.monotonic() < until:
            has_more = _cut_next(before or started, cut)
    finally:
        # An image that has been saved meanwhile is due again.
        CustomImage.objects.filter(pk__in=cut, cut_due_at__lte=started).update(cut_key=get_cut_key(), cut_failures=0)
    return has_more


@transaction.atomic
def _cut_next(before: datetime, cut: set[int]) -> bool:
    """Cut one image and add it to ``cut``; return whether there was one."""
    due = CustomImage.objects.due(before).exclude(pk__in=cut).order_by("-pk")
    image = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if image is None:
        return False
    try:
        cut_image(image)
    except Error:
        raise
    except Exception as error:  # whatever a damaged file, a full disk or a store of objects leads to
        logger.warning("The image %s (%s) could not be cut: %r", image.pk, image.file.name, error)
        failures = min(image.cut_failures + 1, 32_000)
        wait = min(timedelta(minutes=2 ** min(failures, 11)), MAX_WAIT)
        CustomImage.objects.filter(pk=image.pk).update(cut_failures=failures, cut_due_at=timezone.now() + wait)
    else:
        cut.add(image.pk)
    return True


def cut_image(image: CustomImage) -> None:
    """Make the renditions of an image that do not exist yet. Raises what Pillow or the storage raises."""
    existing = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    filters = [Filter(spec=spec) for spec in get_rendition_specs()]
    missing = [filter_ for filter_ in filters if (filter_.spec, filter_.get_cache_key(image)) not in existing]
    if not missing:
        return
    with image.open_file() as file:
        picture = decode(image, file, missing)
    for filter_ in missing:
        image.create_rendition(DecodedFilter(filter_.spec, picture))
