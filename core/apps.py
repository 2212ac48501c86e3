from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from . import mail, ratelimit, retention  # noqa: F401, PLC0415 - they register jobs and need the app registry
        from .checks import check_mail, check_migrations_are_known  # noqa: PLC0415 - it needs the app registry
        from .personal_data.own_sources import register_own_sources  # noqa: PLC0415 - it imports models

        register(check_migrations_are_known, Tags.database)
        register(check_mail, deploy=True)
        register_own_sources()
        if apps.is_installed("wagtail.admin"):  # the site that tests start has no pages
            from .dates import fields, widgets  # noqa: PLC0415 - Wagtail's forms import models
            from .spreadsheets import make_exports_safe  # noqa: PLC0415 - it imports Wagtail's views

            widgets.extend_widgets()
            fields.register_fields()
            make_exports_safe()
