"""Forms of all page types: that of the editor, and that to copy a page."""

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from core.wagtail_compat import ValidateInstanceMixin, is_draft_validation

from .page_visibility import get_visible_q
from .publishing import get_publication_errors


class PageForm(ValidateInstanceMixin, WagtailAdminPageForm):
    """The form behind the editor of every page, which runs the publication checks.

    The slug is optional: without one, the page derives it from its title (a person from their name).
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.for_user and not self.for_user.is_superuser:
            self.offer_visible_pages()

    def offer_visible_pages(self) -> None:
        """Offer and accept the pages that the user may see, and those that are chosen already: saving keeps them."""
        visible = Page.objects.filter(get_visible_q(self.for_user)).values("pk")
        for relation in self.instance._meta.get_fields():
            queryset = getattr(self.fields.get(relation.name), "queryset", None)
            if queryset is not None and issubclass(queryset.model, Page):
                value = relation.value_from_object(self.instance)
                chosen = [page.pk for page in value] if relation.many_to_many else [value]
                self.fields[relation.name].queryset = queryset.filter(Q(pk__in=visible) | Q(pk__in=chosen))

    def validate_instance(self):
        """Run the publication checks on the page with its new values, unless it is saved as a draft."""
        super().validate_instance()
        if not self.errors and not is_draft_validation(self):
            for reason in get_publication_errors(self.instance):
                self.add_error(None, reason)


class CopyWithoutAliasForm(CopyForm):
    """The form to copy a page, without the choice to make an alias of it (``content.aliases``)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
