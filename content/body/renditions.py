"""Loading images together with their renditions, many at once."""

from collections.abc import Iterable
from typing import Any

from wagtail.images import get_image_model

from core.wagtail_compat import add_prefetched_rendition, has_prefetched_renditions, set_prefetched_renditions


def load_images(ids: Iterable[int], loaded_images: Iterable = ()) -> dict[int, Any]:
    """Return the images with these ``ids`` by primary key. Prefetch the renditions of them and of ``loaded_images``.

    One query is enough, because each rendition is loaded with its image. Images without renditions, which have never
    been shown, need a second one. ``loaded_images`` may contain None.
    """
    image_model, ids = get_image_model(), set(ids)
    incomplete = [image for image in loaded_images if image is not None and not has_prefetched_renditions(image)]
    for image in incomplete:
        set_prefetched_renditions(image)
    all_ids = ids | {image.pk for image in incomplete}
    if not all_ids:
        return {}
    renditions = image_model.get_rendition_model().objects.filter(image_id__in=all_ids).select_related("image")
    images: dict[int, Any] = {}
    for rendition in renditions:
        image = images.setdefault(rendition.image_id, rendition.image)
        if not has_prefetched_renditions(image):
            set_prefetched_renditions(image)
        for instance in [image, *(other for other in incomplete if other.pk == image.pk)]:
            add_prefetched_rendition(instance, rendition)
        rendition.image = image
    if missing := ids - images.keys():
        for image in image_model.objects.filter(pk__in=missing):
            set_prefetched_renditions(image)
            images[image.pk] = image
    return {pk: images[pk] for pk in ids & images.keys()}
