"""The source of personal data in this app: what visitors searched for."""

from django.utils.translation import gettext_lazy as _

from core.personal_data import TextSource, register_source

register_source(TextSource("searches", _("What visitors searched for"), "search.SearchCount", ["query"]))
