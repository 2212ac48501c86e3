"""Publication checks: something to read, the order of editions, and the attribution rule of its event."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.publishing import register_publication_check
from events.report_checks import register_report_checks

from .models import PublicationPage

# A quote does not say whether it was said at the launch: the event's rule holds for all of them.
register_report_checks(
    PublicationPage, "launched_at", refusal=_("The publication “%(report)s” would break the event's rule. %(blocks)s")
)


@register_publication_check(PublicationPage)
def has_something_to_read(publication: PublicationPage) -> Iterator[str]:
    has_files = publication.will_have_files
    if has_files is None:
        has_files = publication.files.exists()
    if not (has_files or publication.body):
        yield gettext("Add a file to download, or write a text: there is nothing to read yet.")


@register_publication_check(PublicationPage)
def supersedes_an_older_edition(publication: PublicationPage) -> Iterator[str]:
    """Asked again of what the form has checked: two editors may have chosen each other's edition meanwhile."""
    if publication.supersedes_itself():
        yield gettext("An edition cannot supersede itself, or one that is newer.")
