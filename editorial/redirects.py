"""Redirects in the admin, each for those who may publish in the section that it belongs to.

Wagtail shows all redirects to everybody who may change one. Here a redirect to a page belongs to the section of that
page, and one to another address to the section below which the old address lies. The permission of the model comes on
top of it. Whoever may publish the root of the page tree, as administrators may, looks after all.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

OTHER_SECTION = _("You may publish neither that page nor another one in its section. Choose one of your own section.")
OTHER_ADDRESS = _("This address is not in a section that you may publish in. Redirect it to a page of your section.")


class SectionRedirectsPolicy(ModelPermissionPolicy):
    """The permission of the model, for redirects of the sections in which a user may publish."""

    def manages_all(self, user: Any) -> bool:
        return user.is_superuser or any(place.depth == 1 for place in get_sections(user))

    def may_import(self, user: Any) -> bool:
        """Return whether ``user`` may publish on all sites: each line of a file may redirect any address."""
        places = [place.path for place in get_sections(user)]
        roots = Site.objects.values_list("root_page__path", flat=True)
        return self.manages_all(user) or all(any(root.startswith(path) for path in places) for root in roots)

    def get_condition(self, user: Any) -> Q:
        """Return the condition that a redirect belongs to a section of ``user``."""
        if self.manages_all(user):
            return Q()
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        condition = Q(redirect_page__in=pages.order_by().values("pk"))
        for site_id, path in get_addresses(get_sections(user)):
            below = Q(old_path=path) | Q(old_path__startswith=f"{path}/")
            condition |= Q(Q(site=None) | Q(site=site_id), below, redirect_page=None)
        return condition

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Redirect) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        return super().instances_user_has_any_permission_for(user, actions).filter(self.get_condition(user))


def get_policy() -> SectionRedirectsPolicy:
    return policy_registry.get_by_type(Redirect)


def get_sections(user: Any) -> list[Page]:
    """Return the pages on which ``user`` has the permission to publish, and with them all that is below."""
    return policy_registry.get_by_type(Page).get_places(user, {"publish"}) if user.is_active else []


def get_addresses(sections: Iterable[Page]) -> list[tuple[int, str]]:
    """Return a site and a path without a slash at the end for each section that has an address."""
    parts = [section.get_url_parts() for section in sections]
    return [(part[0], Redirect.normalise_path(part[2]).rstrip("/")) for part in parts if part and part[2]]


class SectionRedirectForm(RedirectForm):
    """Refuses what would be a redirect of another section."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        user, policy = self.for_user, get_policy()
        if self.errors or policy.manages_all(user):
            return data
        page = data.get("redirect_page")
        if page and not page.permissions_for_user(user).can_publish():
            self.add_error("redirect_page", OTHER_SECTION)
        elif not page and not self._is_in_section(data, user):
            self.add_error("old_path", OTHER_ADDRESS)
        return data

    def _is_in_section(self, data: dict[str, Any], user: Any) -> bool:
        path, site = f"{Redirect.normalise_path(data['old_path'])}/", data.get("site")
        addresses = get_addresses(get_sections(user))
        return any(path.startswith(f"{start}/") for site_id, start in addresses if site is None or site.pk == site_id)


class OwnRedirects:
    """A view of one redirect, which must be in a section of the user. Put it before Wagtail's view."""

    permission_required: str
    request: HttpRequest

    def get_queryset(self) -> QuerySet:
        return get_policy().instances_user_has_permission_for(self.request.user, self.permission_required)


class RedirectIndexView(views.IndexView):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().filter(get_policy().get_condition(self.request.user))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if get_policy().may_import(self.request.user):
            return buttons
        return [button for button in buttons if button.url != reverse("wagtailredirects:start_import")]


class RedirectCreateView(views.CreateView):
    form_class = SectionRedirectForm


class RedirectEditView(OwnRedirects, views.EditView):
    form_class = SectionRedirectForm


class RedirectDeleteView(OwnRedirects, views.DeleteView):
    pass


def refuse_others(view: Any) -> Any:
    """Return Wagtail's view of importing redirects, for those who may do that."""

    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_policy().may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return check


start_import = refuse_others(views.start_import)
process_import = refuse_others(views.process_import)


def register_redirect_policy() -> None:
    register_permission_policy(Redirect, SectionRedirectsPolicy(Redirect))
