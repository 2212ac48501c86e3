"""Wagtail hooks: the screen *Personal data* (address, menu, log entries), and the address that reads typed dates."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from .dates.views import read_date_view
from .personal_data.views import PersonalDataView, may_handle_personal_data


@hooks.register("register_admin_urls")
def register_personal_data_urls():
    return [path("personal-data/", PersonalDataView.as_view(), name="personal_data")]


class PersonalDataMenuItem(MenuItem):
    def is_shown(self, request):
        return may_handle_personal_data(request.user)


@hooks.register("register_settings_menu_item")
def personal_data_menu_item():
    return PersonalDataMenuItem(
        gettext_lazy("Personal data"), reverse("personal_data"), name="personal-data", icon_name="user", order=950
    )


@hooks.register("register_log_actions")
def register_personal_data_log_actions(actions):
    class RecordsFormatter(LogFormatter):
        """Names the number of records, which the entry's data has by source."""

        def format_message(self, log_entry):
            number = sum(log_entry.data.get("records", {}).values())
            return _("%(action)s: %(number)d records") % {"action": self.label, "number": number}

    for name, label in {
        "download": gettext_lazy("Personal data downloaded"),
        "erase": gettext_lazy("Personal data erased"),
    }.items():
        formatter = type(f"{name.title()}Formatter", (RecordsFormatter,), {"label": label})
        actions.register_action(f"core.personal_data.{name}")(formatter)


@hooks.register("register_admin_urls")
def register_date_reader():
    return [path("dates/read/", read_date_view, name="read_date")]
