from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 - they register and connect
            blocks,  # noqa: F401
            care_source,  # noqa: F401
            checks,  # noqa: F401
            contexts,  # noqa: F401
            history,  # noqa: F401
            page_list,  # noqa: F401
            signals,  # noqa: F401
        )
