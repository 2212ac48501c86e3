from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from wagtail.admin.viewsets.pages import PageViewSet  # noqa: PLC0415 - imports models

        from .history.views import QuietHistoryView  # noqa: PLC0415 - as above

        # For every page type, whichever viewset it has.
        PageViewSet.history_view_class = QuietHistoryView
