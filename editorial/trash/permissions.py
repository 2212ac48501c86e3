"""Who may restore what: whoever might have deleted it."""

from django.contrib.auth.models import Permission
from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from content.page_visibility import SEEING_ACTIONS
from core.trash import TRASH_PATH

from .files import get_model
from .models import TrashedFile, TrashedPage


def may_empty_trash(user) -> bool:
    return user.has_perm("trash.delete_trashedpage")


def may_restore(user, trashed: TrashedPage | TrashedFile) -> bool:
    return may_restore_page(user, trashed) if isinstance(trashed, TrashedPage) else may_restore_file(user, trashed)


def may_restore_page(user, trashed: TrashedPage) -> bool:
    """The rule of Wagtail's ``PagePermissionTester.can_delete``, for a page at the place that it had."""
    if user.is_superuser or not user.is_active:
        return user.is_active
    allowed = _get_page_permissions(user, trashed)
    if trashed.page_count > 1 and "bulk_delete_page" not in allowed:
        return False
    if trashed.live_ids and "publish_page" not in allowed:
        return False
    return "change_page" in allowed or ("add_page" in allowed and set(trashed.owner_ids) == {user.pk})


def may_know(user, trashed: TrashedPage) -> bool:
    """Return whether ``user`` may know of the page: who may restore it, its owners, and who saw its draft."""
    if may_restore_page(user, trashed) or user.pk in trashed.owner_ids:
        return True
    seeing = {f"{action}_page" for action in SEEING_ACTIONS}
    return user.is_active and bool(_get_page_permissions(user, trashed) & seeing)


def _get_page_permissions(user, trashed: TrashedPage) -> set[str]:
    parent = trashed.parent
    is_there = parent is not None and parent.path < TRASH_PATH
    path = parent.path + "0" * Page.steplen if parent is not None and is_there else trashed.path_before
    granted = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    allowed = {permission.permission.codename for permission in granted if path.startswith(permission.page.path)}
    return allowed | _get_carried_permissions(user, trashed)


def _get_carried_permissions(user, trashed: TrashedPage) -> set[str]:
    """Return the permissions on the page itself, which are in the trash with it."""
    carried = [row["fields"] for row in trashed.carried if row["model"] == "wagtailcore.grouppagepermission"]
    rows = [row for row in carried if row["page"] == trashed.page_id]
    if not rows:
        return set()
    groups = set(user.groups.values_list("pk", flat=True))
    pks = {row["permission"] for row in rows if row["group"] in groups}
    return set(Permission.objects.filter(pk__in=pks).values_list("codename", flat=True))


def may_restore_file(user, trashed: TrashedFile) -> bool:
    model = get_model(trashed)
    record = model(collection=_get_collection(trashed), uploaded_by_user_id=trashed.uploader_id)
    return policy_registry.get_by_type(model).user_has_permission_for_instance(user, "delete", record)


def _get_collection(trashed: TrashedFile) -> Collection:
    try:
        return Collection.objects.get(pk=trashed.collection_id)
    except ObjectDoesNotExist:
        return Collection.get_first_root_node()
