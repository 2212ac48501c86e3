"""Links and references to pages of this site that visitors cannot see."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from ..body.rich_text import PAGE_ID, PAGE_LINK
from ..models import BasePage
from ..published import get_published_ids
from ..publishing import Finding, register_content_check
from ..references.walk import get_referenced_page_ids
from .texts import iter_rich_text


@register_content_check(BasePage, "links", gettext_lazy("Links to pages that are not public"))
def check_links(page: BasePage) -> Iterator[Finding]:
    """Find links whose pages are deleted, drafts, dated in the future or private: readers would not get there."""
    ids = get_referenced_page_ids(type(page), page.serializable_data()) - {page.pk}
    pages = list(Page.objects.filter(pk__in=ids).order_by("title"))
    public = get_published_ids(pages)
    places = {
        int(pk): block_id
        for block_id, _type, html in iter_rich_text(page)
        for link in PAGE_LINK.finditer(html)
        for pk in PAGE_ID.findall(link[0])
    }
    for target in pages:
        if target.pk not in public:
            message = _("“%(page)s” is linked or named, but is not public: readers cannot open it.")
            yield Finding(message % {"page": target.get_admin_display_title()}, places.get(target.pk, ""))
    for pk in sorted(ids - {target.pk for target in pages}):
        yield Finding(_("A link leads to a page that was deleted. Remove it."), places.get(pk, ""))
