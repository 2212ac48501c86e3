"""Item reports: what became of one item of an export, as plain data. Stored with its record and in fidelity reports.

Every item report has ``kind``, ``key``, ``title``, ``outcome`` and ``reason``. That of a post, page or event also has

- ``old_url``, ``url``, ``page`` (primary key), ``status``, ``live``, ``notes`` (what an editor should know);
- ``words``: ``in``, ``out``, ``kept``, ``moved``, and the lists ``dropped``, ``added`` and ``hidden`` (those that
  browsers did not show as text);
- ``tally``: numbers by kind and outcome, e.g. ``{"link": {"kept": 3, "dropped": 1}}``;
- ``findings``: ``{"kind", "outcome", "what", "reason"}`` of all that was not kept as it was, or calls for a look;
- ``bylines``: ``{"text", "names", "used"}``; ``lost_links``: addresses of the old site that the export lacks;
- ``fields``: custom fields with words that were not taken, with the number of their words; ``shown_fields``: those of
  them that readers certainly saw; ``is_empty``: whether nothing of a text is left;
- ``comments``: how many readers left, and how many of them are kept.
"""

from collections.abc import Iterable

from conversion.findings import CHANGED, KEPT, shorten
from conversion.results import Conversion

# Without a limit the report of a damaged file could be larger than the file.
MAX_FINDINGS = 500
# Part of the reason of a link whose target is not in the export.
UNRESOLVED_REASON = "the export lacks it"


def describe_conversion(conversion: Conversion) -> dict:
    """Return the part of an item report that tells what became of a body."""
    words = conversion.words
    return {
        "words": {
            "in": words.words_in,
            "out": words.words_out,
            "kept": words.kept,
            "moved": words.moved,
            "dropped": list(words.dropped),
            "added": list(words.added[:MAX_FINDINGS]),
            "hidden": list(words.hidden),
        },
        "tally": {kind: dict(counter) for kind, counter in conversion.tally().items()},
        "findings": [
            {"kind": finding.kind, "outcome": finding.outcome, "what": finding.what[:300], "reason": finding.reason}
            for finding in conversion.findings
            if finding.outcome != KEPT or finding.reason
        ][:MAX_FINDINGS],
        "bylines": [{"text": byline.text, "names": byline.names, "used": byline.used} for byline in conversion.bylines],
    }


def add_found_links(item_report: dict, addresses: Iterable[str]) -> dict:
    """Return an item report after some of its ``lost_links`` were resolved by a later import."""
    found = set(addresses)
    shown = {shorten(address) for address in found}
    tally = {kind: dict(counts) for kind, counts in item_report.get("tally", {}).items()}
    findings = []
    for finding in item_report.get("findings", []):
        address = finding["what"].rpartition(" → ")[2]
        if finding["kind"] == "link" and UNRESOLVED_REASON in finding["reason"] and address in shown:
            links = tally.setdefault("link", {})
            links[finding["outcome"]] = links.get(finding["outcome"], 1) - 1
            links[CHANGED] = links.get(CHANGED, 0) + 1
            finding = finding | {"outcome": CHANGED, "reason": "leads to what came in later"}
        findings.append(finding)
    lost = [address for address in item_report.get("lost_links", []) if address not in found]
    return item_report | {"tally": tally, "findings": findings, "lost_links": lost}
