"""What is new in a version, compared with what somebody last saw of the page.

Wagtail compares a submission with the version before it or with the live page. The version before it is an autosave
with the same words, and a page that was never live has a row that its drafts overwrite: both comparisons find nothing.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.models import Page, Revision, TaskState

from content.models import BasePage
from editorial.history.contents import STATE, normalise


def get_last_seen(page: Page, user: Any, revision: Revision) -> Revision | None:
    """Return the newest version before ``revision`` that ``user`` knows: saved, decided on, or published.

    Versions with the same content as ``revision`` are passed over. None if there is no such version.
    """
    decided = TaskState.objects.filter(finished_by=user, revision__object_id=str(page.pk)).values("revision")
    known = Q(user=user) | Q(pk__in=decided) | Q(pk=page.live_revision_id)
    return find_different(page.revisions.filter(known), revision)


def find_different(candidates: Any, revision: Revision) -> Revision | None:
    """Return the newest of ``candidates`` before ``revision`` whose content is not the same."""
    content = get_content(revision)
    earlier = candidates.filter(created_at__lte=revision.created_at).exclude(pk=revision.pk)
    for candidate in earlier.order_by("-created_at", "-pk").iterator(chunk_size=20):
        if get_content(candidate) != content:
            return candidate
    return None


def get_content(revision: Revision) -> dict[str, Any]:
    return {name: normalise(value) for name, value in revision.content.items() if name not in STATE}


def compare(request: HttpRequest, before: BasePage, after: BasePage) -> list[Any]:
    """Return Wagtail's comparisons of the fields that differ, for ``editorial/comparison.html``."""
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    found = [comparison(before, after) for comparison in panel.get_comparison()]
    return [comparison for comparison in found if comparison.has_changed()]


class DifferingRevisionsView(RevisionsCompareView):
    """Compares two versions; a version before that is the same gives way to the newest one that is not."""

    def setup(self, request: HttpRequest, pk: Any, revision_id_a: Any, revision_id_b: Any, *args: Any, **kwargs: Any):
        super().setup(request, pk, revision_id_a, revision_id_b, *args, **kwargs)
        revisions = self.object.revisions.order_by("created_at", "pk")
        is_number = str(revision_id_b).isdigit()
        after = revisions.filter(pk=revision_id_b).first() if is_number else revisions.last()
        if after and self.is_same(revision_id_a, after):
            other = get_last_seen(self.object, request.user, after) or find_different(revisions, after)
            self.revision_id_a = other.pk if other else "earliest"

    def is_same(self, revision_id: Any, after: Revision) -> bool:
        """Return whether the first version says nothing: the row of a draft, or a version with the same content."""
        if revision_id == "live":
            return not self.object.live
        before = self.object.revisions.filter(pk=revision_id).first() if str(revision_id).isdigit() else None
        return before is not None and get_content(before) == get_content(after)
