"""Background tasks of pages."""

from django.apps import apps
from django.db import transaction
from django_tasks import task
from modelsearch.index import insert_or_update_object
from wagtail.models import ReferenceIndex


@task()
def update_page_indexes(app_label: str, model_name: str, pk: int) -> None:
    """Update a page in the index of references and in that of the admin's search, if it is still there.

    It replaces a task of Wagtail for each of them, so that page and body are loaded once.
    """
    page = apps.get_model(app_label, model_name).objects.filter(pk=pk).first()
    if page is None:
        return
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(page)
    insert_or_update_object(page)
