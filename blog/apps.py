from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("Blog")

    def ready(self) -> None:
        # They register themselves, and import models.
        from . import calendar_source, care_source, checks, citations, contexts, page_list, sitemap  # noqa: F401, PLC0415
