"""The list of images with filters of what they lack, and the screen that replaces one image everywhere."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.images.views.images import ImagesFilterSet, IndexView
from wagtail.images.widgets import AdminImageChooser
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.references.merge import may_change
from content.references.rewrite import rewrite_revisions, rewrite_stored
from content.references.usage import (
    Use,
    get_publishable_revisions,
    get_uses,
    iter_records_referring_to,
    iter_revisions_referring_to,
)
from content.references.walk import replace_references
from content.views import describe_uses
from editorial.care.lacks import LacksFilter
from media.models import CustomImage

from .care import IMAGE_LACKS

#: The log action of each page in which an image was replaced.
IMAGE_REPLACED = "roundtable.image.replaced"


class CareImagesFilterSet(ImagesFilterSet):
    lacks = LacksFilter(CustomImage, IMAGE_LACKS, empty_label=_("All images"))

    class Meta(ImagesFilterSet.Meta):
        model = CustomImage


class ImageIndexView(IndexView):
    filterset_class = CareImagesFilterSet


def get_obstacles(uses: list[Use], user: Any) -> list[str]:
    """Return, in sentences, what keeps ``user`` from replacing an image everywhere."""
    found = []
    for use in uses:
        lock = use.record.get_lock() if isinstance(use.record, Page) else None
        if lock and lock.for_user(user):
            found.append(gettext("“%(page)s” shows it and is locked. Unlock it first.") % {"page": use.record})
        elif not may_change(user, use.record) or (use.is_page and use.is_live and not may_publish(user, use.record)):
            found.append(gettext("“%(page)s” shows it, and you may not change that.") % {"page": use.record})
    return found


def may_publish(user: Any, page: Any) -> bool:
    return page.permissions_for_user(user).can_publish()


@transaction.atomic
def replace_everywhere(old: CustomImage, new: CustomImage, user: Any) -> int:
    """Put ``new`` in the place of ``old`` in all records and in versions that may still be published.

    Returns the number of pages and other records. What was published earlier keeps the old image in its history.
    """
    change = replace_references(old, new.pk)
    changed = set()
    for record, _names in list(iter_records_referring_to(old)):
        rewrite_stored(record, change)
        changed.add((type(record), record.pk))
    revisions = [revision for revision, _names in iter_revisions_referring_to(old, get_publishable_revisions())]
    for pk in rewrite_revisions(revisions, change):
        if page := Page.objects.filter(pk=pk).first():
            changed.add((page.specific_class, pk))
    for model, pk in changed:
        if issubclass(model, Page):
            page = Page.objects.get(pk=pk).specific
            data = {"old": old.title, "new": new.title}
            log(instance=page, action=IMAGE_REPLACED, user=user, data=data, content_changed=True)
    return len(changed)


class ReplaceImageView(WagtailAdminTemplateMixin, TemplateView):
    """GET lists the uses and asks for the other image; with ``by`` it shows both; POST with ``by`` replaces."""

    template_name = "editorial/replace_image.html"
    page_title = _("Replace everywhere")
    header_icon = "image"

    def dispatch(self, request: HttpRequest, *args: Any, image_id: int, **kwargs: Any) -> HttpResponseBase:
        self.image = get_object_or_404(CustomImage, pk=image_id)
        if not policy_registry.get_by_type(CustomImage).user_has_permission_for_instance(
            request.user, "change", self.image
        ):
            raise PermissionDenied
        self.form = self.get_form(request.POST if request.method == "POST" else request.GET)
        self.uses = get_uses(self.image)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, data: Any) -> forms.Form:
        chosen = policy_registry.get_by_type(CustomImage).instances_user_has_permission_for(self.request.user, "choose")
        field = forms.ModelChoiceField(
            CustomImage.objects.filter(pk__in=chosen.values("pk")).exclude(pk=self.image.pk),
            label=_("The image that takes its place"),
            widget=AdminImageChooser(),
        )
        return type("ReplaceForm", (forms.Form,), {"by": field})(data if "by" in data else None)

    def get_page_subtitle(self) -> str:
        return self.image.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailimages:index"), "label": _("Images")},
            {"url": reverse("wagtailimages:edit", args=[self.image.pk]), "label": self.image.title},
            {"url": "", "label": self.page_title},
        ]

    @property
    def other(self) -> CustomImage | None:
        return self.form.cleaned_data["by"] if self.form.is_valid() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "image": self.image,
            "other": self.other,
            "form": self.form if self.other else self.get_form({}),
            "uses": describe_uses(self.uses, self.request.user),
            "obstacles": get_obstacles(self.uses, self.request.user),
            "edit_url": reverse("wagtailimages:edit", args=[self.image.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        other = self.other
        if other is None or get_obstacles(self.uses, request.user):
            return self.render_to_response(self.get_context_data())
        number = replace_everywhere(self.image, other, request.user)
        done = ngettext(
            "“%(new)s” is in the place of “%(old)s” in %(number)d place.",
            "“%(new)s” is in the place of “%(old)s” in %(number)d places.",
            number,
        )
        messages.success(request, done % {"new": other.title, "old": self.image.title, "number": number})
        return redirect("wagtailimages:edit", other.pk)
