"""The institution's name as a setting: Wagtail reads it in titles, e-mails and confirmations.

Editors write it in *Site settings*, so it is looked up whenever it is shown.
"""

from django.utils.functional import lazy
from django.utils.module_loading import import_string


def get_organisation() -> str:
    # Settings are read before there are models.
    return import_string("home.models.SiteSettings").for_default_site().organisation


organisation = lazy(get_organisation, str)
