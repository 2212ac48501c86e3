from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 - models must be loaded first
            calendar_source,  # noqa: F401
            checks,  # noqa: F401
            contexts,  # noqa: F401
            event_block,  # noqa: F401
            page_list,  # noqa: F401
            previews,  # noqa: F401
            sitemap,  # noqa: F401
            views,  # noqa: F401
        )
