from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 - they register themselves, and import models
            calendar_source,  # noqa: F401
            checks,  # noqa: F401
            contexts,  # noqa: F401
            exits,  # noqa: F401
            page_list,  # noqa: F401
            signals,  # noqa: F401
            views,  # noqa: F401
        )
