"""The sources of personal data in this app: accounts, and wrong passwords that django-axes counts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.personal_data import TextSource, register_source

#: What django-axes keeps of a wrong password. Only the first is in use (config.settings.base).
AXES_MODELS = [
    ("axes.AccessAttempt", _("Wrong passwords"), ["get_data", "post_data"]),
    ("axes.AccessFailureLog", _("Log of wrong passwords"), []),
    ("axes.AccessLog", _("Log of log-ins"), []),
]

register_source(
    TextSource(
        "accounts",
        _("Accounts of the admin"),
        "users.User",
        ["username", "email", "first_name", "last_name"],
        kept_reason=_("An account is deleted under Settings → Users: pages and their history may belong to it."),
        get_url=lambda user: reverse("wagtailusers_users:edit", args=[user.pk]),
    )
)
for model, label, more in AXES_MODELS:
    columns = ["username", "path_info", "user_agent", "http_accept", *more]
    register_source(TextSource(model.replace(".", "-").lower(), label, model, columns))
