"""Queries with the results that a person would expect, in classes: the ends of their addresses, all of them good.

They were written by reading the pages, not the results. The demo's are asked in the tests, too, those of the archive
where the sample lies beside the project. The demo's dates lie around today, so that a query may have a day in braces:
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


def _judged(kind: str, queries: dict[str, str]) -> list[Judged]:
    return [Judged(kind, query, tuple(f"/{slug}/" for slug in slugs.split())) for query, slugs in queries.items()]


DEMO = [
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
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
    *_judged(
        "other words",
        {
            "toilets": "visit accessibility the-doors-are-open",
            "sign language": "accessibility",
            "home carers": "what-a-carers-hour-contains fifteen-minutes fifteen-minutes-at-the-table",
            "vacant houses": "four-hundred-empty-homes vacant-possession a-correction",
            "disabled parking": "visit",
        },
    ),
    *_judged(
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
    *_judged(
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

ARCHIVE = [
    *_judged(
        "names",
        {
            "Natalie Kurz": "conversation-with-cfpb-natalie-kurz"
            " content-strategy-for-all-insights-from-cfpb-natalie-kurz",
            "Bret Mogilefsky": "bret-mogilefsky-finding-big-good-cloud-gov",
            "Steve Portigal": "steve-portigal-pre-event-qa-post",
            "Amanda Weaver": "thinking-about-the-future-of-the-post-office-an-interview-with-amanda-weaver",
            "Dr. Bill Barry NASA": "five-questions-for-the-nasa-chief-historian",
            "Jacob Harris": "jacob-harris-from-big-data-journalism-to-micro-purchase-platforms",
        },
    ),
    *_judged(
        "misspelt names",
        {
            "Nicol Fenton": "nicole-fenton-a-wordsmith-joins-government",
            "Mogilevsky": "bret-mogilefsky-finding-big-good-cloud-gov",
            "Steve Portigall": "steve-portigal-pre-event-qa-post",
            "Mark Tramell": "mark-trammell-unlocking-the-true-potential-of-public-service",
            "Kaitlin Devin": "making-procurement-easier-some-questions-for-developer-kaitlin-devine",
        },
    ),
    *_judged(
        "misspelt words",
        {
            "procurment questions": "making-procurement-easier-some-questions-for-developer-kaitlin-devine",
            "microprchase": "announcing-the-18f-micro-purchase-platform open-source-micropurchasing"
            " how-and-why-we-built-the-micro-purchase-platform micro-purchase-criteria-announcement",
            "sestinna": "a-sestina-on-sunsetting-content",
            "pepperonni pizza": "how-a-pepperoni-pizza-is-inspiring-open-government",
        },
    ),
    *_judged(
        "acronyms",
        {
            "USEITI report": "useiti-whats-in-first-report useiti-what-we-learned-where-were-headed",
            "EITI": "sunshine-week-extractive-industries-transparency-initiative-event useiti-whats-in-first-report"
            " useiti-what-we-learned-where-were-headed",
            "COTS": "when-to-use-cots",
            "PIF applications": "presidential-innovation-fellows-now-accepting-applications-spring-2017"
            " pif-extend-deadline-fall-2018",
            "OMB https": "the-us-government-is-moving-to-https-everywhere"
            " tracking-the-us-governments-progress-on-moving-https",
            "BPA agile": "the-agile-bpa-is-ready-to-launch",
            "FEC API": "openfec-api openfec-api-update creating-an-open-fec",
        },
    ),
    *_judged(
        "phrases",
        {
            '"pair programming"': "pair-programming-why-two-heads-are-better-than-one",
            '"dark standup"': "the-dark-standup",
            '"design methods"': "18f-design-methods method-cards-tune-up",
            '"water cooler"': "thomas-vander-wal-event",
            '"welcome wagon"': "building-a-better-welcome-wagon",
        },
    ),
    *_judged(
        "hyphens",
        {
            "micropurchase": "open-source-micropurchasing announcing-the-18f-micro-purchase-platform"
            " how-and-why-we-built-the-micro-purchase-platform"
            " when-a-micropurchase-doesnt-work-out-we-try-to-learn-from-it"
            " micro-purchase-criteria-announcement",
            "micro purchase platform": "announcing-the-18f-micro-purchase-platform"
            " how-and-why-we-built-the-micro-purchase-platform",
            "de-risk": "a-federal-guide-to-de-risk-government-technology-projects",
            "derisk guide": "a-federal-guide-to-de-risk-government-technology-projects",
            "cross functional teams": "cross-functional-teams",
            "M&Ms": "aaron-gustafson-beyond-responsive-design",
            "analytics.usa.gov": "how-we-built-analytics-usa-gov exciting-additions-to-analytics-usa-gov",
            "USWDS 2.0": "uswds2-launch-post a-token-of-our-affection-uswds-2",
        },
    ),
    *_judged(
        "dates",
        {
            "accessibility year:2018": "introducing-accessibility-for-teams",
            "HTTPS after:2016 before:2018": "tracking-the-us-governments-progress-on-moving-https"
            " open-source-collaboration-across-agencies-to-improve-https-deployment",
            "year two numbers 2016": "18f-year-two-by-the-numbers",
            "valentine's day 2016": "happy-valentines-day-from-18f",
            "Fall 2018 fellows": "pif-extend-deadline-fall-2018",
            "most meaningful project this year year:2015": "looking-back-2015-our-own-words",
        },
    ),
    *_judged(
        "questions",
        {
            "why do you use https on every website": "why-we-use-https-in-every-gov-website-we-make",
            "what can estonia teach about government records": "what-estonia-can-teach-us-about-government-records",
            "how do I design a website for children": "every-kid-in-a-park every-kid-in-a-park-follow-up",
            "how did lego bricks teach executives agile": "how-playing-with-legos-taught-executives-agile",
            "what is an API and why would I want one": "what-is-an-api",
            "should a team write code first or design first": ""
            "18f-discussion-should-project-teams-code-first-or-design-first",
            "what does a contracting officer's representative do compared to a product owner": "ask-18f-po-vs-cor",
            "how was analytics for government websites built": "how-we-built-analytics-usa-gov",
            "how do people react before sharing personal information with the government": (
                "what-people-think-about-before-sharing-personal-information"
            ),
            "how does 18F onboard new employees": "how-we-dramatically-improved-18fs-onboarding-process-in-3-months"
            " building-a-better-welcome-wagon",
            "is reusing open source software really possible": "how-reusable-is-open-source-software",
            "building software without a rules engine": "implementing-rules-without-rules-engines",
        },
    ),
]
