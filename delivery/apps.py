from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from . import exits, generation, moments  # noqa: F401, PLC0415 - they register exits and a job, and need models
        from .backup import tasks  # noqa: F401, PLC0415 - it registers a job, and needs the app registry

        if settings.EDGE_FILES:
            from .mirror import refreshing  # noqa: F401, PLC0415 - as above

        post_migrate.connect(generation.install_triggers, sender=self, dispatch_uid="delivery.generation")
        connection_created.connect(generation.listen, dispatch_uid="delivery.generation")
