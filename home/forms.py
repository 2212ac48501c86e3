"""Form of the editor of the home page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from content.forms import PageForm
from people.models import Quote


class HomePageForm(PageForm):
    """Lets editors choose a quote by its number in the post; the page stores the id of the quote's block."""

    quote_number = forms.IntegerField(
        label=_("Which quote"),
        initial=1,
        min_value=0,
        max_value=32767,
        help_text=_("1 for the first quote of that post, 2 for the second."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ids = get_block_ids(self.instance.quote_post_id)
        if self.instance.quote_block_id in ids:
            self.initial["quote_number"] = ids.index(self.instance.quote_block_id) + 1

    def clean(self):
        cleaned = super().clean()
        post = cleaned.get("quote_post")
        ids = get_block_ids(post.pk) if post else []
        number = cleaned.get("quote_number") or 1
        self.instance.quote_block_id = ids[min(max(number, 1), len(ids)) - 1] if ids else ""
        return cleaned


def get_block_ids(page_id: int | None) -> list[str]:
    """Return the block ids of the quotes on a live page, in reading order."""
    if page_id is None:
        return []
    return list(Quote.objects.filter(page=page_id).order_by("position").values_list("block_id", flat=True))
