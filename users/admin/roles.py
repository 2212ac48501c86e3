"""The views of roles (Wagtail's groups) in the admin: what each may do in sentences, and new ones made from others."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.users.forms import GroupForm
from wagtail.users.views.groups import CreateView, DeleteView, EditView, IndexView
from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet

from ..roles import ROLES, copy_role, describe_role


class RoleForm(GroupForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("What people call it, e.g. “Editors of the blog”.")


class RoleCreationForm(RoleForm):
    """A new role begins like one that is there: most need no permission by itself."""

    like = forms.ModelChoiceField(
        Group.objects.order_by("name"),
        required=False,
        label=_("Begins like"),
        empty_label=_("None: only what is ticked below"),
        help_text=_("It may do all that this role may. You can change that afterwards."),
    )
    section = forms.ModelChoiceField(
        Page.objects.all(),
        required=False,
        label=_("Only in this section"),
        widget=AdminPageChooser,
        help_text=_(
            "E.g. “Blog”: then it may do so with the pages there and below, and does not approve what others submit. "
            "Empty: in the same sections as the role above."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("section") and not data.get("like"):
            self.add_error("like", _("Choose the role whose permissions count in that section."))
        return data


class RoleWords:
    """Says “role” where Wagtail says the name of the model. Put it before Wagtail's view."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()  # type: ignore[misc]
        if items and items[0]["url"]:
            items[0] = items[0] | {"label": _("Roles")}
        return items


class RoleIndexView(RoleWords, IndexView):
    page_title = _("Roles")
    add_item_label = _("Add a role")
    search_box_placeholder = _("Search roles")
    columns = [
        TitleColumn("name", label=_("Name"), sort_key="name", url_name="wagtailusers_groups:edit"),
        Column("sentence", label=_("What it is for"), accessor=lambda group: ROLES.get(group.name, "")),
        Column("members", label=_("Users"), accessor="members", sort_key="members"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().annotate(members=Count("user"))


class RoleCreateView(RoleWords, CreateView):
    page_title = _("Add a role")
    page_subtitle = _("Role")
    success_message = _("The role “%(object)s” has been added.")
    error_message = _("The role could not be added. See below what is missing.")

    def get_form(self, form_class: Any = None) -> RoleCreationForm:
        self.role_form = super().get_form(form_class)
        return self.role_form

    @transaction.atomic
    def process_form(self) -> HttpResponse:
        response = super().process_form()
        if self.object.pk and (source := self.role_form.cleaned_data["like"]):
            copy_role(source, self.object, self.role_form.cleaned_data["section"])
        return response


class RoleEditView(RoleWords, EditView):
    success_message = _("The role “%(object)s” has been saved.")
    error_message = _("The role could not be saved. See below what is wrong.")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = set_query_params(reverse("wagtailusers_users:index"), {"group": self.object.pk})
        return [HeaderButton(_("Who has this role"), url=address, icon_name="user")]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        # From the database: the object has what was typed in a form that was refused.
        sentences = describe_role(Group.objects.get(pk=self.object.pk))
        return super().get_context_data(**kwargs) | {"sentences": sentences}


class RoleDeleteView(DeleteView):
    page_title = _("Delete the role")
    success_message = _("The role “%(object)s” has been deleted.")
    confirmation_message = _("Delete this role? Whoever has no other can sign in no longer. Their accounts stay.")


class RoleViewSet(WagtailGroupViewSet):
    menu_label = _("Roles")
    index_view_class = RoleIndexView
    add_view_class = RoleCreateView
    edit_view_class = RoleEditView
    delete_view_class = RoleDeleteView
    create_template_name = "editors/role_form.html"
    edit_template_name = "editors/role_form.html"

    def get_form_class(self, for_update: bool = False) -> type[GroupForm]:
        return RoleForm if for_update else RoleCreationForm
