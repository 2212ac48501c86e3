from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordConfig(AppConfig):
    name = "word"
    verbose_name = _("Word files and texts")

    def ready(self) -> None:
        from . import personal_data, retention, start  # noqa: F401, PLC0415 - they register themselves
