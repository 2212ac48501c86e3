"""The e-mail to editors about a reader's correction."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.mail import enqueue
from editorial.notices import make_notice
from users.models import User

from .models import ReaderCorrection


def find_editors(page: Page) -> Iterable[User]:
    """Return whoever the page belongs to, if they may publish it; else all who may, but for superusers in no role."""
    owner = page.owner
    if owner and owner.is_active and owner.email and page.permissions_for_user(owner).can_publish():
        return [owner]
    policy = policy_registry.get_by_type(Page)
    editors = policy.users_with_permission_for_instance("publish", page)
    return editors.filter(groups__isnull=False, is_active=True).exclude(email="").distinct()


def tell_editors(correction: ReaderCorrection) -> None:
    page = correction.page
    sentence = _("A reader corrects “%(title)s”") % {"title": page.get_admin_display_title()}
    link = (_("All corrections that wait"), reverse("reader_corrections"))
    enqueue(
        make_notice(editor, sentence, link=link, quote=correction.text, reply_to=correction.email)
        for editor in find_editors(page)
    )
