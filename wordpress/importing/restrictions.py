"""Restrictions by membership plugins: posts that were published, but not for everybody to read."""

import re

from ..reading.records import Item

# Shortcodes around restricted text: [restrict], [wlm_private_gold], [is_logged_in].
ENCLOSING_SHORTCODE = re.compile(
    r"\[((?:[\w-]*(?:restrict|protect|private|logged[_-]?in|members?[_-]only|premium[_-]content)[\w-]*|members?"
    r"|membership|is_paid|paid|showifrole|groups_(?:member|can)|um_show_content|mepr-(?:active|show|rule)|s2If|memberful))"
    r"(?:[ 	][^\[\]]*)?\]",
    re.IGNORECASE,
)
BLOCKS = re.compile(
    r"<!--\s+wp:((?:premium-content|jetpack/(?:paid|premium)-content|jetpack/paywall|pmpro|members|rcp)[\w/-]*)\s"
)
FIELDS = (
    *("_members_access_role", "rcp_user_level", "rcp_subscription_level", "rcp_access_level", "_is_paid"),
    *("_jetpack_newsletter_access", "_jetpack_memberships_contains_paid_content"),
    *("_jetpack_memberships_contains_paywalled_content",),
    *("groups-read", "_groups_groups_read_post", "_wpmem_block", "s2member_ccaps_req", "_swpm_protect_post"),
)
UNRESTRICTED_VALUES = {"", "everybody", "0", "no", "none", "all", "false", "a:0:{}", "N;"}


# Ultimate Member stores for each post whether it has rules of its own, and who may read it (0: everybody).
ULTIMATE_MEMBER_FIELD = "um_content_restriction"
OWN_RULES = re.compile(r'"_um_custom_access_settings";(?:b:1|i:1|s:1:"1")')
NOT_FOR_ALL = re.compile(r'"_um_accessible";(?:i:[12]|s:1:"[12]")')


def find_restriction(item: Item) -> str:
    """Return what restricts an item or a part of it: a field, a shortcode or a block; empty if nothing does."""
    for name in FIELDS:
        if any(value.strip().lower() not in UNRESTRICTED_VALUES for value in item.meta.get(name, ())):
            return name
    rules = item.get_meta(ULTIMATE_MEMBER_FIELD)
    if OWN_RULES.search(rules) and NOT_FOR_ALL.search(rules):
        return ULTIMATE_MEMBER_FIELD
    for found in ENCLOSING_SHORTCODE.finditer(item.content):
        if f"[/{found[1]}]" in item.content:
            return found[0][:100]
    block = BLOCKS.search(item.content)
    return block[1] if block else ""
