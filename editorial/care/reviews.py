"""Pages due for review: the form of day and owner, the report, the e-mail, and the line of the care list."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.care import CareItem, register_care
from core.dates.fields import DateField
from core.jobs import every
from core.mail import enqueue
from editorial.notices import make_notice
from users.models import User

from .models import PageReview

#: The log action of a page whose review was planned, moved or called off.
REVIEW_PLANNED = "roundtable.review.planned"


def get_visible_reviews(user: Any) -> QuerySet[PageReview]:
    """Return the reviews of the pages that ``user`` may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    mine = Q(owner=user.pk) | Q(page__in=pages.values("pk"))
    # Pages in the trash are left out.
    return PageReview.objects.filter(mine, page__in=Page.objects.values("pk"))


def get_possible_owners() -> QuerySet[User]:
    is_editor = Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
    return User.objects.filter(is_editor, is_active=True).distinct().order_by("first_name", "last_name", "username")


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


class ReviewForm(forms.Form):
    due_on = DateField(
        label=gettext_lazy("Review on"),
        required=False,
        prefers="future",
        help_text=gettext_lazy("E.g. “1 March 2027”. Empty: no review."),
    )
    owner = OwnerField(
        User.objects.none(), label=gettext_lazy("By"), help_text=gettext_lazy("Who gets an e-mail on that day.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = get_possible_owners()  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on <= timezone.localdate():
            raise forms.ValidationError(_("Write a day to come: it is when somebody is told."))
        return due_on


class PageReviewView(WagtailAdminTemplateMixin, FormView):
    page_title = gettext_lazy("Review")
    header_icon = "calendar-check"
    template_name = "editorial/page_review.html"
    form_class = ReviewForm

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=page_id)
        if self.page.depth == 1 or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.review = PageReview.objects.filter(page=self.page).select_related("owner").first()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return []

    def get_initial(self) -> dict[str, Any]:
        review = self.review
        if review is None:
            return {"owner": self.page.owner_id or self.request.user.pk}
        return {"owner": review.owner_id, "due_on": None if review.is_due else review.due_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return super().get_context_data(**kwargs) | {"review": self.review, "edit_url": edit_url}

    @transaction.atomic
    def form_valid(self, form: ReviewForm) -> HttpResponse:
        due_on, owner = form.cleaned_data["due_on"], form.cleaned_data["owner"]
        if due_on is None:
            PageReview.objects.filter(page=self.page).delete()
            messages.success(self.request, _("No review is planned."))
        else:
            planned = {"due_on": due_on, "owner": owner, "told_at": None}
            PageReview.objects.update_or_create(page=self.page, defaults=planned)
            messages.success(self.request, _("The review is planned."))
        data = {"due_on": due_on.isoformat() if due_on else ""}
        log(instance=self.page.specific_deferred, action=REVIEW_PLANNED, user=self.request.user, data=data)
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class ReviewsView(ReportView):
    page_title = gettext_lazy("Pages to review")
    header_icon = "calendar-check"
    model = PageReview
    index_url_name = "page_reviews"
    index_results_url_name = "page_reviews_results"
    no_results_message = gettext_lazy("No review is planned. Plan one behind the ⋯ of a page.")
    default_ordering = "due_on"
    list_export = ("page", "due_on", "owner")
    export_headings = {
        "page": gettext_lazy("Page"), "due_on": gettext_lazy("Review on"), "owner": gettext_lazy("By")
    }  # fmt: skip

    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Page"),
            accessor="page.get_admin_display_title",
            url_name="review_page",
            id_accessor="page_id",
        ),
        Column("due_on", label=gettext_lazy("Review on"), sort_key="due_on"),
        DateColumn("told_at", label=gettext_lazy("Told")),
        UserColumn("owner", label=gettext_lazy("By")),
    ]

    def get_base_queryset(self) -> QuerySet[PageReview]:
        return get_visible_reviews(self.request.user).select_related("page", "owner__wagtail_userprofile")

    def get_filename(self) -> str:
        return "reviews"


@register_care(30)
def count_due_reviews(user: Any) -> CareItem | None:
    number = get_visible_reviews(user).filter(due_on__lte=timezone.localdate()).count()
    text = ngettext("%(number)d page due for review", "%(number)d pages due for review", number)
    return CareItem(text % {"number": number}, reverse("page_reviews")) if number else None


@every(timedelta(hours=1))
@transaction.atomic
def tell_owners() -> None:
    """Write to the owners of the pages that are due, once."""
    due = PageReview.objects.filter(due_on__lte=timezone.localdate(), told_at=None, page__in=Page.objects.values("pk"))
    for review in due.select_related("page", "owner"):
        review.told_at = timezone.now()
        review.save(update_fields=["told_at"])
        if review.owner.is_active and review.owner.email:
            sentence = _("It is time to review “%(title)s”") % {"title": review.page.get_admin_display_title()}
            link = (_("Read it, then plan the next review"), reverse("review_page", args=[review.page_id]))
            enqueue([make_notice(review.owner, sentence, link=link)])
