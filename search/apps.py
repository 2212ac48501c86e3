from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    # Wagtail's own search app has the label "wagtailsearch"; this one is the public search.
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from . import care_source, personal_data, signals  # noqa: F401, PLC0415 - models must be loaded first
