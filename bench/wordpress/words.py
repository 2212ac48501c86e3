"""How many words of an export's bodies are kept, and what became of everything else.

``python -m bench.wordpress.words EXPORT ...``; ends with an error below 99.9 % of the words.
"""

import sys
import time
from collections import Counter

from wordpress.converting.bodies import convert_body
from wordpress.reading.export import Export

from .contexts import EverythingContext

TARGET = 0.999
NO_BODIES = {"attachment", "nav_menu_item"}


def measure(path: str) -> bool:
    words: Counter[str] = Counter()
    blocks: Counter[str] = Counter()
    outcomes: Counter[tuple[str, str]] = Counter()
    lost: Counter[str] = Counter()
    started, bodies = time.perf_counter(), 0
    for item in Export([path]).items():
        if item.type in NO_BODIES or not item.content.strip():
            continue
        converted = convert_body(item.content, EverythingContext(item.key), item.get_meta("footnotes"))
        bodies += 1
        account = converted.words
        words.update(read=account.words_in, kept=account.kept, moved=account.moved, written=account.words_out)
        lost.update(account.dropped)
        blocks.update(block["type"] for block in converted.blocks)
        outcomes.update((finding.kind, finding.outcome) for finding in converted.findings)
    seconds = time.perf_counter() - started
    share = words["kept"] / words["read"] if words["read"] else 1.0
    print(f"{path}\n  {bodies} bodies in {seconds:.1f} s, {1000 * seconds / max(bodies, 1):.1f} ms each")
    print(f"  words: {words['read']:,} read, {words['kept']:,} kept ({share:.3%}), {words['moved']:,} of them moved")
    print("  dropped:", ", ".join(f"{word} ({number})" for word, number in lost.most_common(20)) or "none")
    print("  blocks:", ", ".join(f"{name} {number:,}" for name, number in blocks.most_common()))
    for (kind, outcome), number in sorted(outcomes.items()):
        print(f"  {kind}: {number:,} {outcome}")
    return share >= TARGET


if __name__ == "__main__":
    kept_enough = [measure(path) for path in sys.argv[1:]]
    sys.exit(0 if all(kept_enough) else 1)
