"""Which version of a page the editor's form was loaded from, and whether there is a newer one."""

from collections.abc import Mapping

from wagtail.models import Page, Revision


def is_outdated(page: Page, data: Mapping[str, str]) -> bool:
    """Return whether ``page`` has been saved since the form that sent ``data`` was loaded, or saved last itself.

    ``loaded_revision_id`` is empty where the page had no revision; a request without it, such as one from a script,
    is not checked. An autosave overwrites its own revision, so the time counts as well as the ID.
    """
    loaded = data.get("loaded_revision_id")
    if loaded is None:
        return False
    latest = get_latest_revision(page)
    if latest is None:
        return False
    same_time = data.get("loaded_revision_created_at", "") == latest.created_at.isoformat()
    return loaded != str(latest.pk) or not same_time


def get_latest_revision(page: Page) -> Revision | None:
    """Return the latest revision without its content, read from the database now."""
    return Revision.objects.defer("content").select_related("user").filter(pk=page.latest_revision_id).first()
