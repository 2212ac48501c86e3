"""An essay on allotments."""

from . import pictures
from .blocks import callout, heading, paragraph, quote, related
from .records import Post

POSTS = [
    Post(
        "allotments",
        "a-waiting-list-with-sheds",
        "A waiting list with sheds",
        "What allotments are prescribed for, and what they are",
        "Doctors in Eddermouth may now prescribe an allotment. The wait for one is six years. Folasade Brandt went to see who has them.",
        days=-19,
        authors=["folasade-brandt"],
        topics=["ageing-and-care", "coast-and-climate", "local-government"],
        tags=["allotments", "loneliness"],
        hero=pictures.ALLOTMENTS,
        hero_caption="Railway Side, plots 1 to 15. The coat on plot 8 belonged to a stationmaster.",
        body=[
            paragraph("""
                Since last year a doctor in Eddermouth who thinks that a patient is lonely has been able to prescribe a garden. The
                letter is on headed paper. It goes to the parks department, which puts the patient on the waiting list for an
                allotment, behind 730 others, where at the present rate of deaths and emigration they’ll be offered a plot in a little over six years.

                I don’t want to be funny about it. The evidence that digging is good for people is better than the evidence for
                some of the things I used to give out in paper cups. I wanted to see what it was that we were prescribing, so I spent some Saturdays at Railway Side."""),
            paragraph("""
                There are sixty plots. Eleven are not worked. The rules say that a plot left for a year goes back, and the secretary,
                Mr Aurelio Banfield, has a form of words for it, which in nine years he has used twice. He walked me round
                the eleven. One belongs to a man in Edder General. One is a widow’s; she comes and sits in the shed. On
                one the tenant has not been seen since the last flood, and his neighbours to left and right take turns to keep his rhubarb going in case."""),
            quote(
                """
                The council sends me the list and says, you have eleven vacant. I say I’ve none vacant. I have eleven people
                who are having a bad year.""",
                name="Aurelio Banfield",
                role="Secretary, Railway Side Allotment Society",
            ),
            paragraph("""
                You see the difficulty. What does the lonely good at Railway Side is that nobody there is written off. It is, for all its
                sheds, a place with a long memory and a slow pen. If Mr Banfield enforced his rule the list would move, some of the 730 would get
                their plots, and they’d find on arrival the sort of society that enforces its rules.

                I put this to a colleague at the council. She thought it sentimental. There are people of eighty on the list, she told me,
                who will die waiting while somebody’s nephew grows couch grass, and the society is kind to those who are in at the
                expense of those who aren’t. I have no answer to that. It’s what every kind institution does."""),
            heading("Half a plot"),
            paragraph("""
                In my last week I found out what they’ve been doing about it, which nobody had mentioned because it is
                against the rules. Nineteen of the sixty plots have a second gardener. They are mostly from the list. Somebody on the committee,
                I was not told who, rings them up and asks if they would mind giving a hand to a person whose knees have gone.
                There’s no paper. The longest of these arrangements has lasted for seven years, and when the tenant died the plot was
                found, to the surprise of the parks department, to have been in the name of both."""),
            quote(
                """
                The doctor gave me a leaflet with a sunflower on it. Then a woman I’d never heard of rang and said could I lift.""",
                name="Trevor Nakamura-Hill",
                role="Second gardener, plot 22",
            ),
            paragraph("""
                A health service that wished to prescribe allotments might begin by finding out who made that call. I would
                ask her what she listens for. I’d pay for her telephone. Then I should leave it alone, for I can think of nothing that it needs from us
                so much as that we don’t write it a form."""),
            callout(
                "If you’re on the list",
                "<p>You can give a hand at Railway Side on any Saturday before noon. Bring gloves. Nobody will ask for the letter.</p>",
            ),
            related("Also by Folasade Brandt", ["hour", "front-door"]),
        ],
    ),
]
