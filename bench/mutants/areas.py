"""Which modules are mutated, and which tests should notice."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Area:
    """``sources`` and ``tests`` are globs from the project's folder on.

    The tests run in this order, those that need no database before all others.
    """

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]

    def find_sources(self) -> list[Path]:
        return _find(self.sources)

    def find_tests(self) -> list[Path]:
        return _find(self.tests)


def _find(globs: tuple[str, ...]) -> list[Path]:
    """Return the files that match, in the order of the globs and sorted by name within each.

    Raises ``SystemExit`` when one of them matches nothing: the file has another name now, and the table is wrong.
    """
    found: dict[Path, None] = {}
    for pattern in globs:
        files = sorted(path for path in ROOT.glob(pattern) if path.is_file())
        if not files:
            raise SystemExit(f"bench/mutants/areas.py: {pattern} matches no file. Name what took its place.")
        found |= dict.fromkeys(files)
    return list(found)


AREAS = (
    Area(
        "visibility",
        ("content/visibility.py", "content/querysets.py"),
        (
            "tests/content/test_*.py",
            "tests/content/**/test_*.py",
            "tests/site/test_privacy.py",
            "tests/blog/test_*.py",
            "tests/home/test_*.py",
        ),
    ),
    Area(
        "quotes",
        ("people/quote_index.py", "people/attributions.py", "people/querysets.py"),
        ("tests/people/test_attributions.py", "tests/people/test_quote_index.py", "tests/people/test_*.py"),
    ),
    Area(
        "bookings",
        ("bookings/services.py", "bookings/models/*.py", "bookings/tokens.py", "bookings/retention.py"),
        # Random histories of bookings come last: to shrink one that fails takes a minute and more.
        (
            "tests/bookings/test_emails.py",
            "tests/bookings/test_retention.py",
            "tests/bookings/test_[!p]*.py",
            "tests/bookings/test_places.py",
        ),
    ),
    Area(
        "times of events",
        ("events/times.py", "events/querysets.py", "events/status.py"),
        ("tests/events/test_times.py", "tests/events/test_events.py", "tests/events/test_*.py"),
    ),
    Area(
        "search queries",
        ("search/engine/query/*.py",),
        ("tests/search/test_engine.py", "tests/search/test_ranking.py", "tests/search/test_*.py"),
    ),
    Area(
        "conversion",
        ("conversion/**/*.py",),
        (
            "tests/conversion/test_*.py",
            "tests/wordpress/test_converting_*.py",
            "tests/wordpress/test_page_builders.py",
            "tests/wordpress/test_old_shortcodes.py",
            "tests/wordpress/test_bodies_are_valid.py",
        ),
    ),
)
