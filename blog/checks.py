"""Checks of posts: they keep the attribution rule of the event that they report, and own up to changed quotes."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.body.search_text import plain_text
from content.publishing import Finding, register_content_check
from events.report_checks import register_report_checks
from people.attributions import iter_quotes

from .models import BlogPage

register_report_checks(
    BlogPage, "event_reported", refusal=_("The post “%(report)s” would break the event's rule. %(blocks)s")
)


@register_content_check(BlogPage, "correction", _("Quotes changed without a correction"))
def check_changed_quotes(post: BlogPage) -> Iterator[Finding]:
    """Ask for a line where the words of a quote differ from those that are live."""
    stored = BlogPage.objects.filter(pk=post.pk).only("body", "corrections").first() if post.live else None
    if stored is None or any(line not in stored.correction_list for line in post.correction_list):
        return
    live = {block["id"]: block["value"]["text"] for block in stored.body.raw_data if block["type"] == "quote"}
    for anchor, quote in iter_quotes(post):
        block_id = anchor.removeprefix("#quote-")
        if block_id in live and plain_text(live[block_id]).split() != plain_text(quote.words.source).split():
            message = gettext("The words of %(name)s were changed after publication. Add a correction that says so.")
            yield Finding(message % {"name": quote.display_name}, block_id)
