"""Background tasks of pages."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django_tasks import task
from modelsearch.index import insert_or_update_object
from wagtail.models import ReferenceIndex

from media.models import CustomImage
from media.tasks import cut_again


@task()
def update_page_indexes(app_label: str, model_name: str, pk: int) -> None:
    """Update a page in the index of references and in that of the admin's search, if it is still there.

    It replaces a task of Wagtail for each of them, so that page and body are loaded once. Images of the page of which a
    size is missing are cut now, even if that has failed before.
    """
    page = apps.get_model(app_label, model_name).objects.filter(pk=pk).first()
    if page is None:
        return
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(page)
    insert_or_update_object(page)
    images = ReferenceIndex.get_references_for_object(page).filter(
        to_content_type=ContentType.objects.get_for_model(CustomImage)
    )
    cut_again(list(images.values_list("to_object_id", flat=True)))
