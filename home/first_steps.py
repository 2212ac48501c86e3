"""What an administrator does first with a new site, as a list that shows what is done already."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from core.mail import is_configured
from users.models import User

from .models import SiteSettings


@dataclass(frozen=True)
class Step:
    text: str
    done: bool
    url: str = ""


class FirstStepsPanel(Component):
    """Shown to whoever may add accounts, until the site has its name and a page below one of its sections."""

    template_name = "editors/first_steps.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.site = Site.find_for_request(request)

    def is_shown(self) -> bool:
        if self.site is None or not self.request.user.has_perm("users.add_user"):  # type: ignore[union-attr]
            return False
        return not (self._has_name() and self._has_pages())

    def _has_name(self) -> bool:
        default = SiteSettings._meta.get_field("organisation").default
        return SiteSettings.for_site(self.site).organisation != default

    def _has_pages(self) -> bool:
        assert self.site is not None
        root = self.site.root_page
        return Page.objects.descendant_of(root).filter(depth__gt=root.depth + 1).exists()

    def get_steps(self) -> list[Step]:
        assert self.site is not None
        name = reverse("wagtailsettings:edit", args=[SiteSettings._meta.app_label, SiteSettings._meta.model_name])
        pages = reverse("wagtailadmin_explore", args=[self.site.root_page_id])
        return [
            Step(_("Give the site its name, logo and colour"), self._has_name(), name),
            Step(_("Add an account for each editor"), User.objects.count() > 1, reverse("wagtailusers_users:add")),
            Step(_("Write the first page: choose a section, then “Add child page”"), self._has_pages(), pages),
            Step(_("Let the site send e-mails: your technician sets EMAIL_URL"), is_configured()),
            Step(_("Have a backup made each day: your technician sets BACKUP_DIR"), bool(settings.BACKUP_DIR)),
        ]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"steps": self.get_steps()}
