"""Permission policy of pages: which pages a user sees in the admin's lists, choosers, reports and search.

Wagtail shows everybody who may add a page all pages beside it, drafts and private pages of others included. Here a user
sees what is public, what is their own, and what they have a permission for beyond adding.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.models import AbstractPage, Page, PageQuerySet, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from core.admin_user import get_admin_user
from core.wagtail_compat import replace_admin_titles

from .visibility import is_restricted, not_expired

#: Parameters of Wagtail's addresses below ``admin/pages/`` that are ids of pages.
PAGE_PARAMETERS = ("page_id", "pk", "parent_page_id", "page_to_move_id", "destination_id")
#: What lets a user see the drafts of others. Who may only add pages sees their own.
SEEING_ACTIONS = {"change", "publish", "lock", "unlock", "bulk_delete"}


def get_public_q(now: datetime | None = None) -> Q:
    """Return the condition that a ``Page`` of any type is published: ``BasePageQuerySet.published`` for mixed types."""
    now = now or timezone.now()
    return Q(live=True) & not_expired(now) & Q(~is_restricted()) & ~get_hidden_q(now)


def get_hidden_q(now: datetime) -> Q:
    """Return the condition that the type of a ``Page`` keeps it from visitors (``visible_q``): by a date to come."""
    condition = Q(pk__in=[])
    for model in get_page_models():
        if visible := getattr(model, "visible_q", lambda now: Q())(now):
            condition |= Q(Exists(model.objects.filter(pk=OuterRef("pk")).exclude(visible)))
    return condition


def get_branches_q(pages: Iterable[Page]) -> Q:
    """Return the condition that a page is one of ``pages`` or below it."""
    condition = Q(pk__in=[])
    for page in pages:
        condition |= Q(path__startswith=page.path)
    return condition


class VisiblePagesPolicy(PagePermissionPolicy):
    """Wagtail's policy of pages, whose explorer shows only what ``visible_q`` allows."""

    def get_places(self, user: Any, actions: set[str]) -> list[Page]:
        """Return the pages on which ``user`` has been given the permission for one of ``actions``."""
        codenames = self._get_permission_codenames(actions)
        permissions = self.get_cached_permissions_for_user(user)
        return [permission.page for permission in permissions if permission.permission.codename in codenames]

    def visible_q(self, user: Any) -> Q:
        """Return the condition that ``user`` may know of a page."""
        if not user.is_active:
            return Q(pk__in=[])
        if user.is_superuser:
            return Q()
        places = self.get_places(user, SEEING_ACTIONS | {"add"})
        # Sections, and what is above them, lead the way to the pages in them.
        steps = {place.path[:end] for place in places for end in range(Page.steplen, len(place.path) + 1, Page.steplen)}
        return get_public_q() | Q(path__in=steps) | self.drafts_q(user)

    def drafts_q(self, user: Any) -> Q:
        """Return the condition that ``user``, who is no superuser, may know of what is not published of a page."""
        return Q(owner=user.pk) | get_branches_q(self.get_places(user, SEEING_ACTIONS))

    def explorable_instances(self, user: Any) -> PageQuerySet:
        pages = super().explorable_instances(user)
        if user.is_superuser or not user.is_active:
            return pages
        seen = [place.path for place in self.get_places(user, SEEING_ACTIONS)]
        adding = self.get_places(user, {"add"})
        if all(any(place.path.startswith(path) for path in seen) for place in adding):
            return pages  # an editor sees all pages of each section anyway
        # Wagtail searches in it, which allows only conditions on fields of its search.
        return pages.filter(pk__in=Page.objects.filter(self.visible_q(user)).values("pk"))


def get_visible_q(user: Any) -> Q:
    """Return the condition that ``user`` may know of a ``Page``: that it is listed, and can be chosen."""
    return policy_registry.get_by_type(Page).visible_q(user)


def may_see(user: Any, page: Page) -> bool:
    """Return whether ``user`` may know of ``page``; without a query for the sections where the user works."""
    policy = policy_registry.get_by_type(Page)
    if user.is_active and not user.is_superuser:
        seen = [place.path for place in policy.get_places(user, SEEING_ACTIONS)]
        steps = [place.path for place in policy.get_places(user, SEEING_ACTIONS | {"add"})]
        if any(page.path.startswith(path) for path in seen) or any(path.startswith(page.path) for path in steps):
            return True
    return Page.objects.filter(get_visible_q(user), pk=page.pk).exists()


def get_admin_title(page: AbstractPage) -> str:
    """Return the title of the draft; for a user of the admin who may not see the draft, that of the live page."""
    draft_title = page.draft_title or page.title  # Wagtail's own rule
    if not page.live or draft_title == page.title:
        return draft_title
    user = get_admin_user()
    return page.title if user and not page.permissions_for_user(user).can_edit() else draft_title


def register_page_policy() -> None:
    register_permission_policy(AbstractPage, VisiblePagesPolicy())
    replace_admin_titles(get_admin_title)


def refuse_hidden_pages(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view of the admin run only if the user may know of each page that its address names.

    Wagtail's views check whether the user may do what they do, but some of them only when it is done.
    """

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ids = {kwargs[name] for name in PAGE_PARAMETERS if name in kwargs}
        named = Page.objects.filter(pk__in=ids)
        if not request.user.is_authenticated:
            return view(request, *args, **kwargs)  # which asks to log in
        hidden = named.exclude(pk__in=named.filter(get_visible_q(request.user)).values("pk"))
        if ids and not request.user.is_superuser and hidden.exists():
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return check
