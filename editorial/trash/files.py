"""Moving images and documents to the trash and back.

A file is a flat record, unlike a page: its row is deleted, as by Wagtail, so that nothing can show it, and is stored as
JSON. The file itself stays. Nobody can fetch it meanwhile: documents and original images are served by views that look
up the row, and the resized copies of an image are deleted.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.files.storage import Storage
from django.db import models, router, transaction
from django.db.models.deletion import Collector
from django.utils.deconstruct import deconstructible
from wagtail.actions import DeleteAction
from wagtail.log_actions import log
from wagtail.models import Collection, ReferenceIndex
from wagtail.search import index
from wagtail.tasks import delete_file_from_storage_task

from content.documents import document_changed
from media.models import CustomDocument, CustomImage, CustomRendition
from users.models import User

from .models import TrashedFile
from .pages import RESTORED, TRASHED
from .rows import fill_keys, restore_rows, store_rows

#: Models whose rows are made anew.
DERIVED = {CustomRendition._meta.label, "search.SearchDocument"}

File = CustomImage | CustomDocument


@deconstructible
class KeepingStorage(Storage):
    """A storage that deletes nothing. Wagtail deletes the file of a deleted row with the storage of its field."""

    def delete(self, name: str) -> None:
        pass


class TrashFileAction(DeleteAction):
    """The deletion of an image or a document in the admin: it goes to the trash."""

    def _delete(self) -> None:
        move_to_trash(self.instance, self.user)


def get_model(trashed: TrashedFile) -> Any:
    return apps.get_model(trashed.model)


@transaction.atomic
def move_to_trash(record: File, user) -> TrashedFile:
    """Delete an image or a document, and keep what is needed to restore it. ``ProtectedError`` if it is in use."""
    record = type(record)._base_manager.select_for_update().get(pk=record.pk)
    collector = Collector(using=router.db_for_write(type(record)), origin=record)
    collector.collect([record])
    users = ReferenceIndex.get_references_to(record).values_list("base_content_type", "object_id").distinct()
    trashed = TrashedFile.objects.create(
        title=record.title,
        deleted_by=user,
        model=record._meta.label,
        object_id=record.pk,
        collection_id=record.collection_id,
        uploader_id=record.uploaded_by_user_id,
        file=record.file.name,
        row=serializers.serialize("python", [record])[0],
        carried=store_rows(_iter_dependent_rows(collector, record)),
        emptied=_get_emptied_keys(collector, record.pk),
        users=[list(user) for user in users],
    )
    log(instance=record, action=TRASHED, user=user, deleted=True)
    record.file.storage = KeepingStorage()
    record.delete()
    return trashed


def _iter_dependent_rows(collector: Collector, record: File):
    collected: list[Any] = [*collector.data.values(), *collector.fast_deletes]
    for rows in collected:
        for row in rows:
            if row != record and row._meta.label not in DERIVED:
                yield row


def _get_emptied_keys(collector: Collector, target: int) -> list:
    emptied = []
    updates: dict[Any, Any] = collector.field_updates
    for (field, _value), batches in updates.items():
        pks = [row.pk for batch in batches for row in batch]
        emptied += [[field.model._meta.label, field.name, pk, target] for pk in pks]
    return emptied


@transaction.atomic
def restore(trashed: TrashedFile, user) -> File:
    """Create the row again, with its id, its tags, and all that referred to it and was not changed since."""
    trashed = TrashedFile.objects.select_for_update().get(pk=trashed.pk)
    model = get_model(trashed)
    deserialised = next(iter(serializers.deserialize("python", [trashed.row], ignorenonexistent=True)))
    record: Any = deserialised.object
    if not Collection.objects.filter(pk=record.collection_id).exists():
        record.collection = Collection.get_first_root_node()
    if not User.objects.filter(pk=record.uploaded_by_user_id).exists():
        record.uploaded_by_user = None
    deserialised.save()
    restore_rows(trashed.carried)
    fill_keys(trashed.emptied)
    trashed.delete()
    record = model.objects.get(pk=record.pk)
    index.insert_or_update_object(record)
    _restore_usage(trashed.users)
    if isinstance(record, CustomDocument):
        document_changed.send(model, document=record)
    log(instance=record, action=RESTORED, user=user)
    return record


def _restore_usage(users: list) -> None:
    """Let Wagtail's reference index count the uses of a restored file again."""
    for type_id, object_id in users:
        model = ContentType.objects.get_for_id(type_id).model_class()
        found = model and model._default_manager.filter(pk=object_id).first()
        if found:
            ReferenceIndex.create_or_update_for_object(getattr(found, "specific", found))


@transaction.atomic
def delete_for_good(trashed: TrashedFile) -> None:
    storage, name = get_model(trashed)._meta.get_field("file").storage, trashed.file
    trashed.delete()
    # A file of this name may belong to another row by now, e.g. after an import.
    if not any(is_used(model, name) for model in (CustomImage, CustomDocument)):
        transaction.on_commit(lambda: delete_file_from_storage_task.enqueue(storage.deconstruct(), name))


def is_used(model: type[models.Model], name: str) -> bool:
    return model._base_manager.filter(file=name).exists()
