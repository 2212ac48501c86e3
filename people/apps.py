from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import blocks, checks, contexts, history, page_list, signals  # noqa: F401, PLC0415 - they register and connect
