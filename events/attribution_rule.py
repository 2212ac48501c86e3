"""The attribution rule of an event: whether its speakers may be named. Pages, feeds, search and checks use this.

Under the Chatham House Rule (Chatham House, wording of 2002) "participants are free to use the information received,
but neither the identity nor the affiliation of the speaker(s), nor that of any other participant, may be revealed".
So what was said may be quoted, but without a name. What was said at a private event is not quoted at all. Whether the
list of speakers is public is a separate field of the event.
"""

from collections.abc import Iterator

from django.db.models import Q, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from content.body.search_text import plain_text

FIRST_WORDS = 8


class AttributionRule(TextChoices):
    ON_RECORD = "on_record", _("On the record")
    CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule")
    PRIVATE = "private", _("Private")


def names_shown_q(prefix: str = "") -> Q:
    """Return a condition: the event shows its speakers. ``prefix`` leads to the event, e.g. ``"page__"``."""
    return Q(**{f"{prefix}attribution": AttributionRule.ON_RECORD}) | Q(**{f"{prefix}speakers_public": True})


def first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def iter_breaches(event, body: StreamValue) -> Iterator[str]:
    """Yield a sentence for each block of ``body`` that breaks the rule of ``event``, which it reports."""
    if event.attribution == AttributionRule.ON_RECORD:
        return
    private = event.attribution == AttributionRule.PRIVATE
    for position, block in enumerate(body, start=1):
        voices, words = [], ""
        if block.block_type in {"quote", "speaker"}:
            voices, words = [block.value], plain_text(block.value["text"].source)
        elif block.block_type == "speakers" and not event.speakers_public:
            voices, words = block.value["people"], block.value.get("heading") or ""
        if names := [voice.display_name for voice in voices if voice.is_named or (private and voice.display_name)]:
            yield gettext("Block %(position)d (%(label)s, “%(words)s”): %(names)s.") % {
                "position": position,
                "label": block.block.label,
                "words": first_words(words),
                "names": ", ".join(names),
            }


def get_rule_text(event) -> str:
    """Return the rule of ``event`` in words, for an editor whose page breaks it."""
    if event.attribution == AttributionRule.PRIVATE:
        rule = gettext("“%(event)s” is private: nothing that was said there may be reported in anybody's words.")
    else:
        rule = gettext(
            "“%(event)s” is under the Chatham House Rule: what was said may be reported, but not who said it. Take out "
            "the names below and tick “Do not name”."
        )
    return rule % {"event": event.title}
