"""Where a user may create pages of a type: below which parents, and the address of the form."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.admin_lists.registry import PageList


def find_creation_urls(page_lists: Iterable[PageList], user) -> dict[str, str]:
    """Return the address of the form of a new page by the name of its list, in one query for all of them.

    If there are several parents, the address is that of the question which of them. Lists of which the user may not
    create pages are left out.
    """
    page_lists = list(page_lists)
    parents = {page_list.name: set(page_list.model.allowed_parent_page_models()) for page_list in page_lists}
    types = ContentType.objects.get_for_models(*set().union(*parents.values()))
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    found = list(allowed.filter(content_type__in=types.values()).order_by("path").values_list("pk", "content_type_id"))
    urls = {}
    for page_list in page_lists:
        ids = {types[model].pk for model in parents[page_list.name]}
        places = [pk for pk, type_id in found if type_id in ids]
        if len(places) == 1:
            meta = page_list.model._meta
            urls[page_list.name] = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, places[0]])
        elif places:
            urls[page_list.name] = reverse(f"{page_list.name}:choose_parent")
    return urls
