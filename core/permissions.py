"""Granting model permissions to groups, for data migrations."""

from collections.abc import Iterable, Mapping
from typing import Any


def grant(apps: Any, app_label: str, roles: Iterable[str], permissions: Mapping[str, Iterable[str]]) -> None:
    """Grant ``permissions`` to the groups named ``roles``: actions such as "add" by model name in lower case.

    Django creates content types and permissions after all migrations. The ones that are needed are created here.
    ``apps`` is the registry that a ``RunPython`` operation gets.
    """
    groups = list(apps.get_model("auth", "Group").objects.filter(name__in=roles))
    for model, actions in permissions.items():
        for action in actions:
            permission = get_permission(apps, app_label, model, f"{action}_{model}")
            for group in groups:
                group.permissions.add(permission)


def get_permission(apps: Any, app_label: str, model: str, codename: str) -> Any:
    """Return a permission, and create it if it does not exist."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    action = codename.split("_")[0]
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {action} {model}"}
    )
    return permission
