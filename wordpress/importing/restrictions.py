"""What plugins for members kept from the public: such a post was published, and yet not for everybody to read."""

import re

from ..reading.records import Item

# By which plugins for members enclose what is not for everybody: [restrict], [wlm_private_gold], [is_logged_in].
ENCLOSED = re.compile(
    r"\[((?:[\w-]*(?:restrict|protect|private|logged[_-]?in|members?[_-]only|premium[_-]content)[\w-]*|members?"
    r"|membership|is_paid|paid|showifrole|groups_(?:member|can)|um_show_content|mepr-(?:active|show|rule)|s2If|memberful))"
    r"(?:[ 	][^\[\]]*)?\]",
    re.IGNORECASE,
)
BLOCKS = re.compile(r"<!--\s+wp:((?:premium-content|jetpack/(?:paid|premium)-content|pmpro|members|rcp)[\w/-]*)\s")
FIELDS = (
    *("_members_access_role", "rcp_user_level", "rcp_subscription_level", "rcp_access_level", "_is_paid"),
    *("groups-read", "_groups_groups_read_post", "_wpmem_block", "s2member_ccaps_req", "_swpm_protect_post"),
)
OPEN_TO_ALL = {"", "0", "no", "none", "all", "false", "a:0:{}", "N;"}


def restriction_of(item: Item) -> str:
    """Return by what a plugin kept an item, or a part of it, from the public; nothing if everybody could read it."""
    for name in FIELDS:
        if any(value.strip().lower() not in OPEN_TO_ALL for value in item.meta.get(name, ())):
            return name
    for found in ENCLOSED.finditer(item.content):
        if f"[/{found[1]}]" in item.content:
            return found[0][:100]
    found = BLOCKS.search(item.content)
    return found[1] if found else ""
