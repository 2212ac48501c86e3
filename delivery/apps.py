from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from . import exits  # noqa: F401, PLC0415 - it registers them
        from .backup import tasks  # noqa: F401, PLC0415 - it registers a job, and needs the app registry
