"""Who approves pages: the people behind a task of a workflow."""

from collections.abc import Iterable

from django.contrib.auth.models import Permission
from django.db.models import Prefetch, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import GroupApprovalTask, Task

from users.models import User

#: With more people than this, their groups are named instead.
MAX_NAMES = 2


def get_approvers(tasks: Iterable[Task]) -> dict[int, str]:
    """Return who approves in each task, in words, by its id: names, or groups where there are many.

    Administrators may approve everything. They are left out where somebody else does it.
    """
    ids = {task.pk for task in tasks}
    if not ids:
        return {}
    administers = Q(is_superuser=True) | Q(groups__permissions=get_account_permission())
    people = User.objects.filter(is_active=True).order_by("first_name", "last_name", "username")
    administrators = set(people.filter(administers).values_list("pk", flat=True))
    members = Prefetch("groups__user_set", people, to_attr="active_members")
    found = GroupApprovalTask.objects.filter(pk__in=ids).prefetch_related(members)
    approvers = {task.pk: describe(task, administrators) for task in found}
    return {task.pk: approvers.get(task.pk) or task.name for task in tasks}


def get_account_permission():
    """Return the permission that makes somebody an administrator: to change the accounts of others."""
    return Permission.objects.filter(content_type__app_label="users", codename="change_user")[:1]


def describe(task: GroupApprovalTask, administrators: set[int]) -> str:
    groups = list(task.groups.all())
    members = {user.pk: user for group in groups for user in getattr(group, "active_members", [])}
    editors = [user for pk, user in members.items() if pk not in administrators] or list(members.values())
    if 0 < len(editors) <= MAX_NAMES:
        return get_text_list([get_user_display_name(user) for user in editors], _("or"))
    chosen = {user.pk for user in editors}
    names = [group.name for group in groups if chosen & {user.pk for user in getattr(group, "active_members", [])}]
    return get_text_list(names, _("or"))
