"""The roles in plain words: what whoever has one may do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

#: A sentence by the name of the group. Groups that an institution adds have none.
ROLES: dict[str, Any] = {
    "Contributors": _("Write drafts of posts, events and people, and send them to the editors, who publish them."),
    "Editors": _("Write, approve and publish everything, and look after navigation, footer, home page and redirects."),
    "Administrators": _("May do all that editors may, delete whole sections, and look after users, roles and sites."),
}
