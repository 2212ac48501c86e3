from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .byte_ranges import register_content_types


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Images and documents")

    def ready(self) -> None:
        from . import tasks  # noqa: F401, PLC0415 - connects its signal handler; it imports models

        register_content_types()
