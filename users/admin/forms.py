"""The forms of users: roles with a sentence each, and no technical words."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from ..roles import ROLES


class RolesField(forms.ModelMultipleChoiceField):
    """Roles as checkboxes, each with what it allows."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> Any:
        sentence = ROLES.get(group.name)
        return format_html("<strong>{}</strong>: {}", group.name, sentence) if sentence else group.name


class PlainWordsMixin:
    """Replaces words that only a developer understands."""

    fields: dict[str, forms.Field]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "username": (_("Username"), _("For signing in, e.g. “edda.torres”.")),
            "email": (_("E-mail"), _("Where messages and new passwords are sent.")),
            "is_active": (_("May sign in"), _("Clear it for somebody who has left. What they wrote stays.")),
            "is_superuser": (
                _("Technical administrator"),
                _("Passes all rules of the roles below. For those who run the server, and for nobody else."),
            ),
        }
        for name, (label, help_text) in words.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, help_text


class RoleFormMixin(PlainWordsMixin, forms.Form):
    groups = RolesField(
        Group.objects.order_by("name"),
        required=False,
        label=_("Roles"),
        help_text=_("One is enough as a rule. Without any, somebody can sign in and do nothing."),
    )


class RoleUserCreationForm(RoleFormMixin, UserCreationForm):
    pass


class RoleUserEditForm(RoleFormMixin, UserEditForm):
    pass
