"""Accounts: what became of one thing of an export, as plain data. Kept with its record, and written into reports.

Every account has ``kind``, ``key``, ``title``, ``outcome`` and ``reason``. That of a post, page or event also has

- ``old_url``, ``url``, ``page`` (primary key), ``status``, ``live``, ``notes`` (what an editor should know);
- ``words``: ``in``, ``out``, ``kept``, ``moved``, and the lists ``dropped`` and ``added``;
- ``tally``: numbers by kind and outcome, e.g. ``{"link": {"kept": 3, "dropped": 1}}``;
- ``findings``: ``{"kind", "outcome", "what", "reason"}`` of all that was not kept as it was, or calls for a look;
- ``bylines``: ``{"text", "names", "used"}``; ``lost_links``: addresses of the old site that the export lacks;
- ``comments``: how many readers left, and how many of them are kept.
"""

from ..converting.records import KEPT, Conversion

# More would make a report of a damaged file larger than the file.
MOST_FINDINGS = 500


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
