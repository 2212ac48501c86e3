from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from . import checking, signals  # noqa: F401, PLC0415 - jobs and receivers need the models
        from .actions import wrap_actions  # noqa: PLC0415 - Wagtail's actions import models
        from .aliases import refuse_aliases  # noqa: PLC0415 - as above
        from .checks import completeness, links, texts  # noqa: F401, PLC0415 - they register themselves
        from .references import deletion  # noqa: F401, PLC0415 - as above

        wrap_actions()
        refuse_aliases()
