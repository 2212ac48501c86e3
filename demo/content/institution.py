"""The institution itself: its settings, its standing pages and the introductions of the index pages."""

from dataclasses import dataclass

from . import pictures
from .blocks import callout, heading, image, paragraph, quote, table
from .records import Page


@dataclass(frozen=True)
class Institution:
    organisation: str
    tagline: str
    strapline: str
    accent_colour: str
    contact_email: str
    address: str
    footer_text: str
    licence: str
    social_links: list
    introductions: dict


INSTITUTION = Institution(
    organisation="The Weigh House Institute",
    tagline="Public questions, weighed in public",
    strapline=(
        "An independent institute on Custom Quay, Eddermouth. We seat fourteen people round one table, "
        "ask them about something that matters, and publish what was said."
    ),
    accent_colour="#8c2318",
    contact_email="hello@weighhouse.example.org",
    address="The Weigh House\n2 Custom Quay\nEddermouth\nED1 4QW",
    footer_text="The Weigh House Institute is an independent charity. It takes no position that its speakers have not taken first.",
    licence="CC BY 4.0",
    social_links=[
        ("Mastodon", "https://example.org/social/weighhouse"),
        ("LinkedIn", "https://example.org/company/weigh-house-institute"),
        ("Podcast", "https://example.org/podcasts/on-the-beam"),
    ],
    introductions={
        "blog": "Reports of what was said at the table, essays by people who were or should have been there, and the occasional correction.",
        "events": "Most evenings are free, begin at six and end when we said they would. You need a seat but not an invitation.",
        "people": "Fellows, colleagues and regular guests. Roles are today’s; what people were when they spoke is recorded with what they said.",
        "publications": "Reports, working papers and the annual review, free to download and to quote. The beam is not for sale.",
        "topics": "Eight subjects, chosen because the city argues about them and unlikely to be settled soon.",
    },
)

ABOUT = Page(
    "about",
    "About us",
    "Who we are, what the beam was for, and why we write everything down.",
    [
        paragraph("""
            The Weigh House was built in 1811 so that merchants who did not trust each other could trust a piece of iron.
            Goods came in at the quay door, were hung from the great beam, and went out at the street door with a figure
            chalked on them. The clerk’s rule was painted above the scale and is still legible: <i>Call it aloud and write it once.</i>

            We have kept the rule. The Institute was founded to bring together people who know different halves of the
            same subject, to let them disagree, and to publish what they said with their names on it."""),
        image(
            pictures.SCALES,
            caption="The great beam carries up to two tonnes. It was last used for trade in 1938 and is used every spring for babies.",
        ),
        heading("How we work"),
        paragraph("""
            Nearly everything happens at the Pilots’ Table, which seats fourteen. A chair opens, two people speak for eight
            minutes each, and the rest of the ninety minutes belongs to the table. We report it within a fortnight. Every
            quotation is read back to the person who said it; they may correct it, but they may not improve it.

            Some evenings are held under the Chatham House Rule. Those reports name nobody, and we do not hint."""),
        quote(
            """
            A think tank tells you what it thinks. I had hoped for something with better manners, that would tell me
            what other people think and let me get on.""",
            person="rosalind-otterburn",
            role="Chair of Trustees",
        ),
        heading("Money"),
        paragraph("""
            We publish our income to the pound. No funder may see a report before its readers do, and no funder has
            chaired an evening on its own subject."""),
        table(
            "Income last year",
            [
                ["Source", "Amount", "Share"],
                ["The Pilotage Endowment", "£318,400", "46%"],
                ["Research grants and contracts", "£214,950", "31%"],
                ["Letting the Long Room", "£97,120", "14%"],
                ["Friends and gifts under £1,000", "£61,730", "9%"],
            ],
        ),
        callout(
            "Write it once",
            '<p>Found a mistake? Tell the editor at <a href="mailto:hello@weighhouse.example.org">hello@weighhouse.example.org</a>. Corrections stay on the page for good, and <a href="post:correction">we think they improve it</a>.</p>',
        ),
    ],
)

VISIT = Page(
    "visit",
    "Visit",
    "Opening hours, how to get here, and which door to use.",
    [
        paragraph("""
            The ground floor is open from ten to five, Tuesday to Saturday, and is free. You can see the beam, the clerk’s
            desk and a changing display on whatever we are arguing about. The reading room on the first floor is open to
            anybody who will keep their voice down."""),
        heading("Getting here"),
        paragraph("""
            We are on the quay side of Custom Street, eleven minutes’ walk from Eddermouth station. Routes 9 and 22 stop at
            Weigh House Steps; route 41 stops at the Fish Dock, and <a href="post:bus">only until ten to ten</a>.

            There are eight bicycle stands by the street door and no car park. Two spaces for blue-badge holders can be
            kept if you ring the day before."""),
        heading("Evening events"),
        paragraph("""
            Use the quay door after five o’clock. Doors open half an hour before we start. If you arrive late somebody will
            show you to a seat by the stove, which is the best one."""),
        callout(
            "Babies",
            "<p>Weighing day is the last Saturday in April. Bring the baby, a blanket and patience. The beam is accurate to twenty grams, which is better than it sounds.</p>",
        ),
    ],
)

ACCESSIBILITY = Page(
    "accessibility",
    "Accessibility",
    "Steps, seats, sound and screens at the Weigh House, and how this site is made.",
    [
        heading("The building"),
        paragraph("""
            The quay door is level. The street door has three steps and a handrail on the left. A lift, 110 by 140
            centimetres inside, goes to the Long Room and the reading room. There is an accessible lavatory on each floor.

            The Long Room has an induction loop; the best reception is at the six seats nearest the windows. We keep
            two seats free for people who find they must leave and come back."""),
        heading("Events"),
        paragraph("""
            Every event at the table has live captions on a screen in the room, and online where there is an online
            audience. With ten days’ notice we book British Sign Language interpreters at our expense. Assistance dogs are
            welcome and usually get the seat by the stove."""),
        heading("This site"),
        paragraph("""
            The site is built to meet the Web Content Accessibility Guidelines 2.2 at level AA, and is tested with a keyboard
            and with two screen readers before each change. It works without scripts. Recordings from before the building reopened have
            no transcripts; ask, and we will make the one that you need."""),
        callout(
            "If something stops you",
            '<p>Write to <a href="mailto:hello@weighhouse.example.org">hello@weighhouse.example.org</a> and say where you were and what you use. We answer within three working days.</p>',
        ),
    ],
)

STANDARD_PAGES = [ABOUT, VISIT, ACCESSIBILITY]
