"""Loading images together with their renditions, many at once."""

from collections.abc import Iterable
from typing import Any

from wagtail.images import get_image_model


def load_images(ids: Iterable[int], beside: Iterable = ()) -> dict:
    """Return the images ``ids`` by primary key, with their renditions; give theirs to the images ``beside`` too.

    One query does both, since a rendition brings its image. Images that have no rendition yet, which is so until they
    are shown for the first time, cost a second one. ``image.prefetched_renditions`` is where Wagtail looks.
    """
    image_model, ids = get_image_model(), set(ids)
    waiting = [image for image in beside if image is not None and not hasattr(image, "prefetched_renditions")]
    for image in waiting:
        image.prefetched_renditions = []
    wanted = ids | {image.pk for image in waiting}
    if not wanted:
        return {}
    renditions = image_model.get_rendition_model().objects.filter(image_id__in=wanted).select_related("image")
    images: dict[int, Any] = {}
    for rendition in renditions:
        image = images.setdefault(rendition.image_id, rendition.image)
        if not hasattr(image, "prefetched_renditions"):
            image.prefetched_renditions = []
        for holder in [image, *(one for one in waiting if one.pk == image.pk)]:
            holder.prefetched_renditions.append(rendition)
        rendition.image = image
    if missing := ids - images.keys():
        for image in image_model.objects.filter(pk__in=missing):
            image.prefetched_renditions = []
            images[image.pk] = image
    return {pk: images[pk] for pk in ids & images.keys()}
