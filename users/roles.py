"""The roles (Django's groups) in plain words: what whoever has one may do; and a role that begins like another."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

#: A sentence by the name of the group. Groups that an institution adds have none.
ROLES: dict[str, Any] = {
    "Contributors": _("Write drafts of posts, events and people, and send them to the editors, who publish them."),
    "Editors": _("Write, approve and publish everything, and look after navigation, footer, home page and redirects."),
    "Administrators": _("May do all that editors may, delete whole sections, and look after users, roles and sites."),
}

#: What the permissions on pages mean, in the order in which they are said.
PAGE_ACTIONS: dict[str, Any] = {
    "add_page": _("write pages and change their own"),
    "change_page": _("change the pages of others"),
    "publish_page": _("publish and withdraw pages"),
    "bulk_delete_page": _("delete a page with all that is below it"),
    "lock_page": _("lock pages"),
    "unlock_page": _("unlock what others have locked"),
}
#: The same of images and documents in a collection, and of other records.
ACTIONS: dict[str, Any] = {
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "choose": _("use in pages"),
    "view": _("see"),
}


def describe_role(group: Group) -> list[str]:
    """Return what the members of ``group`` may do, a sentence each."""
    return [
        *describe_pages(group),
        *describe_approvals(group),
        *describe_collections(group),
        *describe_records(group),
    ]


def describe_pages(group: Group) -> list[str]:
    """Return a sentence for each set of permissions that some sections have in common."""
    codenames: dict[Page, set[str]] = defaultdict(set)
    rows = GroupPagePermission.objects.filter(group=group).select_related("page", "permission")
    for row in rows.order_by("page__path"):
        codenames[row.page].add(row.permission.codename)
    sections: dict[str, list[str]] = defaultdict(list)
    for page, names in codenames.items():
        actions = get_text_list([str(text) for name, text in PAGE_ACTIONS.items() if name in names], gettext("and"))
        place = gettext("the whole site") if page.depth == 1 else gettext("“%(title)s”") % {"title": page.title}
        sections[actions].append(place)
    sentence = gettext("In %(sections)s and all below: %(actions)s.")
    return [
        sentence % {"sections": get_text_list(places, gettext("and")), "actions": actions}
        for actions, places in sections.items()
    ]


def describe_approvals(group: Group) -> list[str]:
    tasks = GroupApprovalTask.objects.filter(groups=group, active=True).order_by("name")
    return [gettext("Approve what waits for “%(task)s”.") % {"task": task.name} for task in tasks]


def describe_collections(group: Group) -> list[str]:
    """Return a sentence for each kind of file and collection."""
    actions: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = GroupCollectionPermission.objects.filter(group=group)
    rows = rows.select_related("collection", "permission__content_type")
    for row in rows.order_by("permission__content_type__model", "collection__path", "permission__codename"):
        is_root = row.collection.depth == 1
        place = gettext("all collections") if is_root else gettext("“%(title)s”") % {"title": row.collection.name}
        actions[get_plural(row.permission), place].append(get_action(row.permission))
    sentence = gettext("%(records)s in %(place)s: %(actions)s.")
    return [
        capfirst(sentence % {"records": records, "place": place, "actions": get_text_list(names, gettext("and"))})
        for (records, place), names in actions.items()
    ]


def describe_records(group: Group) -> list[str]:
    """Return a sentence for each kind of record, and a warning where the members cannot sign in."""
    permissions = list(group.permissions.select_related("content_type").order_by("content_type", "codename"))
    actions: dict[str, list[str]] = defaultdict(list)
    for permission in permissions:
        if permission.codename != "access_admin":
            actions[get_plural(permission)].append(get_action(permission))
    sentence = gettext("%(records)s: %(actions)s.")
    sentences = [
        capfirst(sentence % {"records": records, "actions": get_text_list(names, gettext("and"))})
        for records, names in sorted(actions.items())
    ]
    if not any(permission.codename == "access_admin" for permission in permissions):
        return [*sentences, gettext("They cannot sign in: “Can access Wagtail admin” is not ticked.")]
    return sentences


def get_plural(permission: Permission) -> str:
    """Return what the permission is about, e.g. “redirects”."""
    model = permission.content_type.model_class()
    if model is None:
        return permission.content_type.model
    options = model._meta
    # Django adds an “s” to every name, also to “site settings”.
    return str(options.verbose_name if str(options.verbose_name).endswith("s") else options.verbose_name_plural)


def get_action(permission: Permission) -> str:
    action = permission.codename.removesuffix(f"_{permission.content_type.model}")
    return str(ACTIONS.get(action, permission.name))


def copy_role(source: Group, target: Group, section: Page | None = None) -> None:
    """Let the members of ``target`` do what those of ``source`` may; with ``section``, in that section alone.

    Whoever approves publishes, wherever the page is; so a role for one section does not get the approvals.
    """
    target.permissions.add(*source.permissions.all())
    for row in GroupPagePermission.objects.filter(group=source):
        place = {"page": section} if section else {"page_id": row.page_id}
        GroupPagePermission.objects.get_or_create(group=target, permission_id=row.permission_id, **place)
    for row in GroupCollectionPermission.objects.filter(group=source):
        GroupCollectionPermission.objects.get_or_create(
            group=target, permission_id=row.permission_id, collection_id=row.collection_id
        )
    if section is None:
        for task in GroupApprovalTask.objects.filter(groups=source):
            task.groups.add(target)
