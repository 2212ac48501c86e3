from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrashConfig(AppConfig):
    name = "editorial.trash"
    label = "trash"
    verbose_name = _("Trash")

    def ready(self) -> None:
        from . import deletion  # noqa: PLC0415 - registers the job, once the models are loaded

        deletion.send_deleted_pages_to_trash()
        deletion.send_deleted_files_to_trash()
