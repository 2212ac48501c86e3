from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from . import checks, contexts, event_block, page_list, views  # noqa: F401, PLC0415 - models must be loaded first
