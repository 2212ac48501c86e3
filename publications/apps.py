from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from . import checks, contexts, exits, page_list, signals, views  # noqa: F401, PLC0415 - they register themselves, and import models
