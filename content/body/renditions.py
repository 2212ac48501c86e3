"""Loading images together with their renditions, many at once."""

from collections.abc import Iterable
from typing import Any

from wagtail.images import get_image_model

from core.wagtail_compat import add_prefetched_rendition, has_prefetched_renditions, set_prefetched_renditions


def load_images(ids: Iterable[int], beside: Iterable = ()) -> dict:
    """Return the images ``ids`` by primary key, with their renditions; give theirs to the images ``beside`` too.

    One query does both, since a rendition brings its image. Images that have no rendition yet, which is so until they
    are shown for the first time, cost a second one.
    """
    image_model, ids = get_image_model(), set(ids)
    waiting = [image for image in beside if image is not None and not has_prefetched_renditions(image)]
    for image in waiting:
        set_prefetched_renditions(image)
    wanted = ids | {image.pk for image in waiting}
    if not wanted:
        return {}
    renditions = image_model.get_rendition_model().objects.filter(image_id__in=wanted).select_related("image")
    images: dict[int, Any] = {}
    for rendition in renditions:
        image = images.setdefault(rendition.image_id, rendition.image)
        if not has_prefetched_renditions(image):
            set_prefetched_renditions(image)
        for holder in [image, *(one for one in waiting if one.pk == image.pk)]:
            add_prefetched_rendition(holder, rendition)
        rendition.image = image
    if missing := ids - images.keys():
        for image in image_model.objects.filter(pk__in=missing):
            set_prefetched_renditions(image)
            images[image.pk] = image
    return {pk: images[pk] for pk in ids & images.keys()}
