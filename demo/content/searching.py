"""What the institute's editors have told search: other words for the same thing, and what to show first."""

from .records import Promoted, Synonym

SYNONYMS = [
    Synonym("BSL", "British Sign Language"),
    Synonym("toilets", "lavatory"),
    Synonym("carer", "care worker"),
]

PROMOTED = [
    Promoted("opening hours, opening times, getting here", page="visit", text="From ten to five, Tuesday to Saturday."),
    Promoted(
        "library",
        url="https://example.org/city-library",
        title="Eddermouth City Library",
        text="Across the river. We are often taken for it.",
        begins=True,
    ),
]
