from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClipboardConfig(AppConfig):
    name = "editorial.clipboard"
    label = "clipboard"
    verbose_name = _("Clipboard")
