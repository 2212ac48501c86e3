from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from wagtail.admin.viewsets.pages import PageViewSet  # noqa: PLC0415 - imports models

        from . import personal_data  # noqa: F401, PLC0415 - it registers its sources
        from .history.views import QuietHistoryView  # noqa: PLC0415 - imports models

        # For every page type, whichever viewset it has.
        PageViewSet.history_view_class = QuietHistoryView
