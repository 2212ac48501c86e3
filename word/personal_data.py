"""Read texts as a source of personal data: whatever mentions an address goes with it."""

from django.utils.translation import gettext_lazy as _

from core.personal_data import TextSource, register_source

COLUMNS = ["name", "step", "message", "report", "proposals", "matches", "made"]

register_source(
    TextSource("read-texts", _("Word files and texts that editors are reading through"), "word.ReadText", COLUMNS)
)
