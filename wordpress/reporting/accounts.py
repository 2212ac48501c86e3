"""Accounts: what became of one thing of an export, as plain data. Kept with its record, and written into reports.

Every account has ``kind``, ``key``, ``title``, ``outcome`` and ``reason``. That of a post, page or event also has

- ``old_url``, ``url``, ``page`` (primary key), ``status``, ``live``, ``notes`` (what an editor should know);
- ``words``: ``in``, ``out``, ``kept``, ``moved``, and the lists ``dropped`` and ``added``;
- ``tally``: numbers by kind and outcome, e.g. ``{"link": {"kept": 3, "dropped": 1}}``;
- ``findings``: ``{"kind", "outcome", "what", "reason"}`` of all that was not kept as it was, or calls for a look;
- ``bylines``: ``{"text", "names", "used"}``; ``lost_links``: addresses of the old site that the export lacks;
- ``comments``: how many readers left, and how many of them are kept.
"""

from collections.abc import Iterable

from conversion.findings import CHANGED, KEPT, shorten
from conversion.results import Conversion

# More would make a report of a damaged file larger than the file.
MOST_FINDINGS = 500
# How the reason of a link ends whose target did not come with it.
LACKED = "the export lacks it"


def conversion_account(conversion: Conversion) -> dict:
    """Return the part of an account that tells what became of a body."""
    words = conversion.words
    return {
        "words": {
            "in": words.words_in,
            "out": words.words_out,
            "kept": words.kept,
            "moved": words.moved,
            "dropped": list(words.dropped[:MOST_FINDINGS]),
            "added": list(words.added[:MOST_FINDINGS]),
        },
        "tally": {kind: dict(counter) for kind, counter in conversion.tally().items()},
        "findings": [
            {"kind": finding.kind, "outcome": finding.outcome, "what": finding.what[:300], "reason": finding.reason}
            for finding in conversion.findings
            if finding.outcome != KEPT or finding.reason
        ][:MOST_FINDINGS],
        "bylines": [{"text": byline.text, "names": byline.names, "used": byline.used} for byline in conversion.bylines],
    }


def with_links_found(account: dict, addresses: Iterable[str]) -> dict:
    """Return an account after some of its ``lost_links`` were found, and lead to what came in later."""
    found = set(addresses)
    shown = {shorten(address) for address in found}
    tally = {kind: dict(counts) for kind, counts in account.get("tally", {}).items()}
    findings = []
    for finding in account.get("findings", []):
        address = finding["what"].rpartition(" → ")[2]
        if finding["kind"] == "link" and LACKED in finding["reason"] and address in shown:
            links = tally.setdefault("link", {})
            links[finding["outcome"]] = links.get(finding["outcome"], 1) - 1
            links[CHANGED] = links.get(CHANGED, 0) + 1
            finding = finding | {"outcome": CHANGED, "reason": "leads to what came in later"}
        findings.append(finding)
    lost = [address for address in account.get("lost_links", []) if address not in found]
    return account | {"tally": tally, "findings": findings, "lost_links": lost}
