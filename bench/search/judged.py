"""Judged queries about the demo: each with the ends of the addresses that are good answers, in classes.

They were written by reading the pages, not the results, and are asked in the tests, too. Those of an archive lie in
``judged_archive``, these are the demo's. Its dates lie around today, so that a query may have a day in braces:
``{-30}`` is the date thirty days ago, ``{-30:%B %Y}`` its month and year in words.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Judged:
    """A query, and the ends of the addresses of which any is a good answer."""

    kind: str
    template: str
    expected: tuple[str, ...]

    @property
    def query(self) -> str:
        today = timezone.localdate()
        return re.sub(
            r"\{(-?\d+)(?::([^}]+))?\}",
            lambda found: (today + timedelta(days=int(found[1]))).strftime(found[2] or "%Y-%m-%d"),
            self.template,
        )


def judged(kind: str, queries: dict[str, str]) -> list[Judged]:
    return [Judged(kind, query, tuple(f"/{slug}/" for slug in slugs.split())) for query, slugs in queries.items()]


DEMO = [
    *judged(
        "names",
        {
            "Maeve O’Hanlon": "maeve-ohanlon",
            "O'Hanlon": "maeve-ohanlon",
            "ohanlon": "maeve-ohanlon",
            "Folasade Brandt": "folasade-brandt",
            "brandt": "folasade-brandt",
            "Suryani": "suryani",
            "Rosalind Otterburn": "rosalind-otterburn",
            "Ruksana Tariq": "ruksana-tariq",
            "Parcell Gwilym": "gwilym-parcell",
            "Hyacinth Marchand": "hyacinth-marchand",
            "Jonah Threlkeld": "jonah-threlkeld",
            "Bernadette Achterberg": "letter-from-a-laundry",
            "Blessing Anane": "fifteen-minutes fifteen-minutes-at-the-table",
            "Uncle Des": "the-bus-that-nobody-counted",
            "Hubert Skaife weigher": "the-doors-are-open",
        },
    ),
    *judged(
        "names with titles",
        {
            "Professor Maeve O'Hanlon": "maeve-ohanlon",
            "Prof O'Hanlon": "maeve-ohanlon",
            "Dr Brandt": "folasade-brandt",
            "Dame Rosalind": "rosalind-otterburn",
            "Otterburn DBE": "rosalind-otterburn",
            "Gwilym Parcell OBE": "gwilym-parcell",
            "Mrs Stroud": "a-flood-atlas-of-one-road the-low-road the-low-road-day-one",
            "Canon Pellow": "twenty-six-mangles what-a-city-forgets-on-purpose",
            "Prof Suryani": "suryani",
            "Dr Søren Aabenholt CEng": "soren-aabenholt",
        },
    ),
    *judged(
        "misspelt names",
        {
            "Mauve O'Hanlon": "maeve-ohanlon",
            "ohanlan": "maeve-ohanlon",
            "Folasede Brandt": "folasade-brandt",
            "brant": "folasade-brandt",
            "wisnowski": "tomasz-wisniowski",
            "Otterbourne": "rosalind-otterburn",
            "Suryanni": "suryani",
            "gwillym parcel": "gwilym-parcell",
            "hyacynth marchant": "hyacinth-marchand",
            "aabenhold": "soren-aabenholt",
            "Amelie Fontannet": "amelie-fontanet",
            "threkeld": "jonah-threlkeld",
            "Kwabina Ofori-Lyle": "kwabena-ofori-lyle",
            "Ruskana Tariq": "ruksana-tariq",
        },
    ),
    *judged(
        "misspelt words",
        {
            "apprentises": "apprentices-over-thirty forty-is-not-late learning-a-trade-at-forty",
            "alotment": "a-waiting-list-with-sheds",
            "flod atlas": "a-flood-atlas-of-one-road",
            "laundary": "letter-from-a-laundry",
            "empty hoems": "four-hundred-empty-homes a-correction vacant-possession",
            "mangels": "twenty-six-mangles",
        },
    ),
    *judged(
        "phrases",
        {
            '"empty homes"': "four-hundred-empty-homes a-correction",
            '"behind the wardrobe"': "a-flood-atlas-of-one-road",
            '"the low road"': "the-low-road the-low-road-day-one the-low-road-day-two",
            '"we’re not going to raise this bank again"': "the-low-road-day-one",
            '"it comes up the drain first"': "a-flood-atlas-of-one-road",
            '"Evening Tide" auditors': "what-auditors-hear",
            '"it’s just timing"': "what-auditors-hear",
            '"the word August"': "in-praise-of-minutes",
            '"a front door is for not opening"': "whose-front-door",
            '"half a plot"': "a-waiting-list-with-sheds",
            '"while you’re here"': "fifteen-minutes-at-the-table",
            '"write it once"': "about",
            '"one cone"': "the-low-road-day-two",
            '"forty pounds a week"': "apprentices-over-thirty forty-is-not-late",
        },
    ),
    *judged(
        "phrases of small words",
        {
            '"what it is for"': "whose-front-door",
            '"I was one"': "apprentices-over-thirty",
            '"as one does in"': "small-councils-are-not-a-rounding-error",
            '"what are you"': "the-low-road-day-two",
            '"who was turned in"': "letter-from-a-laundry",
            '"no one to run"': "whose-front-door",
        },
    ),
    *judged(
        "hyphens and accents",
        {
            "wisniowski": "tomasz-wisniowski",
            "soren": "soren-aabenholt",
            "amelie fontanet": "amelie-fontanet",
            "Amélie Fontanet": "amelie-fontanet",
            "Ofori Lyle": "kwabena-ofori-lyle",
            "OforiLyle": "kwabena-ofori-lyle",
            "Leila Benhaddou": "fifteen-minutes what-the-form-is-for fifteen-minutes-at-the-table",
            "sleepin": "asleep-on-the-job who-pays-for-the-night",
            "sleep in": "asleep-on-the-job who-pays-for-the-night",
            "carers hour": "what-a-carers-hour-contains",
            "carer's hour": "what-a-carers-hour-contains",
            "fifteen minute visits": "fifteen-minutes fifteen-minutes-at-the-table",
            "Stanojevic": "the-bus-that-nobody-counted",
            "Pruszynski": "a-correction",
            "Holmgard": "vacant-possession",
            "Strachey Nkosi": "apprentices-over-thirty",
            "Adjei Smith": "what-a-carers-hour-contains",
            "Ostre Kaj": "vacant-possession",
        },
    ),
    *judged(
        "filters",
        {
            "person:parcell minutes": "in-praise-of-minutes gwilym-parcell-joins-us",
            "person:suryani form": "what-the-form-is-for suryani",
            "type:event homes": "vacant-possession",
            "topic:housing survey": "four-hundred-empty-homes a-correction",
            "type:series lecture": "beam-lecture",
            "low road -wardrobe type:post": "the-low-road-day-one the-low-road-day-two",
            "mangles OR laundry": "twenty-six-mangles letter-from-a-laundry",
        },
    ),
    *judged(
        "what comes next",
        {
            "next lecture": "the-minutes-between",
            "next beam lecture": "the-minutes-between beam-lecture",
            "upcoming planning": "planning-in-plain-sight",
            "forthcoming event empty homes": "vacant-possession",
            "next event with Suryani": "vacant-possession",
            "next round table": "learning-a-trade-at-forty planning-in-plain-sight",
            "when is the next beam lecture": "the-minutes-between beam-lecture",
            "upcoming events about housing": "vacant-possession planning-in-plain-sight",
            "next lecture Ofori-Lyle": "the-minutes-between",
        },
    ),
    *judged(
        "questions",
        {
            "who pays care workers for the time between visits": "what-a-carers-hour-contains the-minutes-between",
            "why was the flood model wrong about the houses": "a-flood-atlas-of-one-road the-low-road-day-one",
            "how many homes in kiln bank are empty": "four-hundred-empty-homes a-correction",
            "can a doctor prescribe an allotment": "a-waiting-list-with-sheds",
            "what should a museum throw away": "what-a-city-forgets-on-purpose twenty-six-mangles",
            "am I too old to become an apprentice": "apprentices-over-thirty forty-is-not-late"
            " learning-a-trade-at-forty",
            "what does an auditor listen for before a company fails": "what-auditors-hear",
            "why does the last bus leave before the night shift ends": "the-bus-that-nobody-counted",
            "how do I borrow a room for my group": "borrow-the-table visit",
            "when is the weigh house open": "visit the-doors-are-open",
            "how much is a care worker paid for sleeping in at night": "asleep-on-the-job who-pays-for-the-night",
            "who decides what is written on a museum label": "the-object-that-will-not-be-labelled",
            "why can students not learn chemistry in the afternoon": "the-lesson-at-ten-to-four",
            "what do people carry upstairs when it floods": "the-low-road-day-two",
            "will the river bank be raised again": "the-low-road-day-one the-low-road",
            "how many of the questions on the form does anybody read": "what-the-form-is-for",
            "how long does one wait for an allotment": "a-waiting-list-with-sheds",
            "is a fifteen minute visit long enough to look after somebody": "fifteen-minutes"
            " fifteen-minutes-at-the-table",
            "what happens to small decisions when councils become large": "gwilym-parcell-joins-us"
            " small-councils-are-not-a-rounding-error",
            "who is the director of the weigh house institute": "maeve-ohanlon maeve-ohanlon-to-be-director",
            "where does the money of the institute come from": "about",
            "is there a hearing loop in the long room": "accessibility",
            "which bus goes to the weigh house": "visit",
        },
    ),
    *judged(
        "acronyms",
        {
            "NRC": "what-the-form-is-for fifteen-minutes-at-the-table fifteen-minutes",
            "NRC damp": "what-the-form-is-for",
            "Northern Register of Care": "what-the-form-is-for fifteen-minutes-at-the-table fifteen-minutes",
            "EEO": "soren-aabenholt a-flood-atlas-of-one-road the-low-road-day-one",
            "EEO chief engineer": "soren-aabenholt",
            "EEO flood model": "a-flood-atlas-of-one-road",
            "BSL": "accessibility",
            "BSL interpreters": "accessibility",
            "CA7": "what-the-form-is-for",
            "FAcSS": "maeve-ohanlon",
        },
    ),
    *judged(
        "other words",
        {
            "toilets": "visit accessibility the-doors-are-open",
            "sign language": "accessibility",
            "home carers": "what-a-carers-hour-contains fifteen-minutes fifteen-minutes-at-the-table",
            "vacant houses": "four-hundred-empty-homes vacant-possession a-correction",
            "disabled parking": "visit",
        },
    ),
    *judged(
        "dates",
        {
            "flood of 1953": "a-flood-atlas-of-one-road the-low-road-day-one",
            "turnpike minutes 1771": "in-praise-of-minutes",
            "tide gauge 1838": "coast-and-climate",
            "school meals contract of 1998": "the-lesson-at-ten-to-four",
            "museum store full in 1991": "twenty-six-mangles what-a-city-forgets-on-purpose",
            "weigh house 1811": "about",
            "pilots table 1874": "pilots-table",
            "homes after:{-110} before:{-85}": "four-hundred-empty-homes",
            "otterburn before:{-600}": "what-auditors-hear",
            "low road before:{-400}": "a-flood-atlas-of-one-road",
            "parcell after:{-300} type:post": "small-councils-are-not-a-rounding-error the-low-road-day-one",
            "suryani {-352:%B %Y}": "what-the-form-is-for",
            "survey {-96:%B %Y}": "four-hundred-empty-homes",
            "beam lecture {-296:%B %Y}": "twenty-six-mangles what-a-city-forgets-on-purpose",
            "round table {-866:%Y}": "whose-front-door",
        },
    ),
    *judged(
        "half remembered",
        {
            "pencil lines on the wall": "a-flood-atlas-of-one-road",
            "baker not on the map": "a-correction",
            "biscuit tin of slips": "what-auditors-hear",
            "apprentice taken for somebody's mum": "apprentices-over-thirty",
            "woman who took a mangle home": "twenty-six-mangles",
            "girl who asked who wrote the label": "the-object-that-will-not-be-labelled",
            "broken bench outside bakery": "small-councils-are-not-a-rounding-error",
            "director learning to weld": "forty-is-not-late",
            "wedding rings in the sheets": "letter-from-a-laundry",
            "master key in the bath": "whose-front-door",
            "app asks about the cat": "fifteen-minutes-at-the-table",
            "walking home from the fish dock": "the-bus-that-nobody-counted",
            "hymnal binding list of women": "twenty-six-mangles",
            "seat by the stove": "visit accessibility",
        },
    ),
]
