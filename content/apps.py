from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.generation import register_local_cache


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from wagtail.models import Site  # noqa: PLC0415 - models must be loaded first

        from . import signals  # noqa: F401, PLC0415 - connects the receivers, once the models are loaded
        from .actions import wrap_actions  # noqa: PLC0415 - Wagtail's actions import models
        from .aliases import refuse_aliases  # noqa: PLC0415 - as above
        from .references import deletion  # noqa: F401, PLC0415 - as above

        # Wagtail keeps the addresses of sites in each process, and forgets them where a site is saved only.
        register_local_cache(Site.clear_site_root_paths_cache)
        wrap_actions()
        refuse_aliases()
