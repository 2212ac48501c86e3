from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "bookings"
    verbose_name = _("Bookings")

    def ready(self) -> None:
        from . import event_page, notices, outbox, personal_data, reminders, retention, signals, views  # noqa: F401, PLC0415 - models must be loaded first
        from .admin import event_list  # noqa: F401, PLC0415 - as above
