from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("Blog")

    def ready(self) -> None:
        from . import checks, citations, contexts, page_list, sitemap  # noqa: F401, PLC0415 - they register themselves, and import models
