"""Signal receiver that keeps the names of deleted people in old versions of pages."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Revision

from content.references.rewrite import rewrite_revisions
from content.references.usage import iter_revisions_referring_to
from content.references.walk import Change, Holder

from .guests import is_attribution
from .models import PersonPage


def replace_with_name(person: PersonPage) -> Change:
    """Return the change that names ``person`` as a guest wherever the person's page was chosen."""

    def change(holder: Holder, value):
        if is_attribution(holder) and value.get("person") == person.pk:
            return value | {"person": None, "name": person.title}
        return value

    return change


@receiver(pre_delete, sender=PersonPage)
def replace_deleted_person(sender, instance, **kwargs) -> None:
    """Keep the name in old versions of pages. They cannot be opened while they refer to a page that is gone."""
    revisions = (revision for revision, _names in iter_revisions_referring_to(instance, Revision.page_revisions))
    rewrite_revisions(revisions, replace_with_name(instance))
