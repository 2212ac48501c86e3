from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from .checks import check_migrations_are_known  # noqa: PLC0415 - it needs the app registry

        register(check_migrations_are_known, Tags.database)
