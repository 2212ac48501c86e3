from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    # Wagtail's own search app has the label "wagtailsearch"; this one is the public search.
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from . import care_source, personal_data, signals  # noqa: F401, PLC0415 - models must be loaded first
        from .engine import create_table  # noqa: PLC0415 - as above

        post_migrate.connect(create_table, sender=self, dispatch_uid="search.meaning")
