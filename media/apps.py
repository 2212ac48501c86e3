from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .byte_ranges import register_content_types


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Images and documents")

    def ready(self) -> None:
        from . import tasks  # noqa: F401, PLC0415 - connects its signal handler; it imports models
        from .permissions import register_file_policies  # noqa: PLC0415 - as above

        register_content_types()
        register_file_policies()
