"""Wagtail hooks: rich text links, log messages, moved documents, and the actions to merge and delete pages."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.documents import get_document_model
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from core.wagtail_compat import AFTER_WAGTAIL

from .body.link_handlers import BodyDocumentLinkHandler, BodyPageLinkHandler
from .bulk_actions import PublishAction, UnpublishAction
from .companions import CREATED_BESIDE, get_waiting_companions
from .documents import document_changed
from .models import BasePage
from .page_visibility import get_visible_q, may_see
from .references.merge import MERGED, REFERENCE_MOVED, may_merge
from .schedule_failures import SCHEDULE_FAILED
from .schedule_report import ScheduleFailuresView, get_visible_failures, show_failures
from .views import MergeView, refuse_deletion


@hooks.register("register_rich_text_features", order=AFTER_WAGTAIL)
def register_link_handlers(features):
    features.register_link_type(BodyPageLinkHandler)
    features.register_link_type(BodyDocumentLinkHandler)


@hooks.register("insert_global_admin_js")
def load_chooser_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/admin/choosers.js"))


@hooks.register("construct_page_chooser_queryset")
def choose_visible_pages(pages, request):
    # Wagtail searches in them, which allows only conditions on fields of its search.
    return pages.filter(pk__in=Page.objects.filter(get_visible_q(request.user)).values("pk"))


@hooks.register("construct_explorer_page_queryset")
def refuse_to_explore_hidden_page(parent_page, pages, request):
    """The explorer narrows the pages that it lists, and names the one above them all the same."""
    if not may_see(request.user, parent_page):
        raise PermissionDenied
    return pages


@hooks.register("register_log_actions")
def register_schedule_failure(actions):
    @actions.register_action(SCHEDULE_FAILED)
    class ScheduleFailed(LogFormatter):
        label = _("Schedule failed")

        def format_message(self, log_entry):
            return _("Could not do as scheduled: %(reasons)s") % {"reasons": " ".join(log_entry.data["reasons"])}


@hooks.register("register_log_actions")
def register_companions(actions):
    label = _("Created while another page was written")
    actions.register_action(CREATED_BESIDE, label, label)


@hooks.register("after_publish_page")
def tell_of_incomplete_companions(request, page):
    """Say which topics and events that were created for this page could not be published with it."""
    for companion in get_waiting_companions(page) if isinstance(page, BasePage) else []:
        text = _("“%(title)s”, which you created for this page, is still a draft: something is missing there.")
        complete = messages.button(reverse("wagtailadmin_pages:edit", args=[companion.pk]), _("Complete it"))
        messages.warning(request, text % {"title": companion.title}, buttons=[complete])


@hooks.register("register_admin_urls")
def register_schedule_report():
    return [
        path("reports/schedule/", ScheduleFailuresView.as_view(), name="schedule_failures"),
        path(
            "reports/schedule/results/",
            ScheduleFailuresView.as_view(results_only=True),
            name="schedule_failures_results",
        ),
    ]


class ScheduleFailuresMenuItem(MenuItem):
    """Shown while there is a failure to see."""

    def is_shown(self, request) -> bool:
        # Wagtail asks twice: for the menu of reports, and for whether to show that menu.
        if not hasattr(request, "has_schedule_failures"):
            request.has_schedule_failures = get_visible_failures(request.user).exists()
        return request.has_schedule_failures


@hooks.register("register_reports_menu_item")
def register_schedule_report_menu_item():
    return ScheduleFailuresMenuItem(_("Schedule problems"), reverse("schedule_failures"), icon_name="time", order=1310)


@hooks.register("before_edit_page")
def show_schedule_failures(request, page):
    if request.method == "GET":
        show_failures(request, page)


@hooks.register("register_log_actions")
def register_merges(actions):
    @actions.register_action(MERGED)
    class Merged(LogFormatter):
        label = _("Merge")

        def format_message(self, log_entry):
            return _("Merged “%(title)s” (%(url)s) into this page") % log_entry.data

    @actions.register_action(REFERENCE_MOVED)
    class ReferenceMoved(LogFormatter):
        label = _("Reference moved")

        def format_message(self, log_entry):
            return _("Refers to “%(new)s” instead of “%(old)s”, which was merged into it") % log_entry.data


@hooks.register("register_admin_urls")
def register_merge_address():
    return [path("pages/<int:page_id>/merge/", MergeView.as_view(), name="merge_page")]


class MergeButton(PageMenuItem):
    label = _("Merge with another …")
    icon_name = "resubmit"
    url_name = "merge_page"

    def is_shown(self, user):
        return may_merge(user, self.page)


@hooks.register("register_page_header_buttons")
def add_merge_button_to_header(page, user, view_name, next_url=None):
    yield MergeButton(page=page, priority=45)


@hooks.register("register_page_listing_more_buttons")
def add_merge_button_to_listing(page, user, next_url=None):
    yield MergeButton(page=page, priority=25)


@hooks.register("before_delete_page")
def refuse_deletion_of_page(request, page):
    return refuse_deletion(request, [page])


@hooks.register("register_bulk_action", order=AFTER_WAGTAIL)
class ReferenceCheckingDeleteBulkAction(DeleteBulkAction):
    """Bulk deletion that lists the uses of the pages and deletes none of them if there are any.

    Wagtail's own action only says that the deletion failed.
    """

    def get(self, request, *args, **kwargs):
        pages, _others = self.get_actionable_objects()
        return refuse_deletion(request, pages) or super().get(request, *args, **kwargs)

    def prepare_action(self, objects, objects_without_access):
        refused = refuse_deletion(self.request, objects)
        return refused or super().prepare_action(objects, objects_without_access)


hooks.register("register_bulk_action", PublishAction, order=AFTER_WAGTAIL)
hooks.register("register_bulk_action", UnpublishAction, order=AFTER_WAGTAIL)


@hooks.register("after_bulk_action")
def send_document_changed_on_bulk_move(request, action_type, objects, action):
    """Wagtail moves many documents to another collection without saving each."""
    if action_type == "add_to_collection" and action.model is get_document_model():
        for document in objects:
            document_changed.send(action.model, document=document)
