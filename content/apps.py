from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from core.wagtail_compat import validate_log_entries_without_queries  # noqa: PLC0415 - as below

        from . import signals  # noqa: F401, PLC0415 - connects the receivers, once the models are loaded
        from .actions import wrap_actions  # noqa: PLC0415 - Wagtail's actions import models
        from .aliases import refuse_aliases  # noqa: PLC0415 - as above
        from .references import deletion  # noqa: F401, PLC0415 - as above

        validate_log_entries_without_queries()
        wrap_actions()
        refuse_aliases()
