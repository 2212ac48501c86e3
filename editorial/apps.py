from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.wagtail_compat_workflow import stop_workflow_emails


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from wagtail.admin.viewsets.pages import PageViewSet  # noqa: PLC0415 - imports models

        from . import personal_data  # noqa: F401, PLC0415 - it registers its sources
        from .corrections.public_views import register_corrections  # noqa: PLC0415 - imports models
        from .history.views import QuietHistoryView  # noqa: PLC0415 - imports models
        from .links import checking, collecting  # noqa: F401, PLC0415 - jobs and receivers need the models
        from .review import notices  # noqa: F401, PLC0415 - it registers its receivers
        from .review.comparing import DifferingRevisionsView  # noqa: PLC0415 - imports models

        stop_workflow_emails()  # ours say more
        register_corrections()
        # For every page type, whichever viewset it has.
        PageViewSet.history_view_class = QuietHistoryView
        PageViewSet.revisions_compare_view_class = DifferingRevisionsView
