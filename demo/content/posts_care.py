"""Ageing and care: front doors, a laundry, a night."""

from . import pictures
from .blocks import callout, divider, event, heading, paragraph, quote, related, speakers
from .records import Post

_FRONT_DOOR = Post(
    "front-door",
    "whose-front-door",
    "Whose front door?",
    "A round table on housing with care",
    "Eddermouth plans six hundred flats for people who need some looking after. The first round table in the restored Long Room asked who will hold the keys.",
    days=-866,
    authors=["folasade-brandt", "tomasz-wisniowski"],
    topics=["ageing-and-care", "housing", "local-government"],
    tags=["extra care", "the Pilots’ Table"],
    hero=pictures.DOORS,
    hero_caption="A tenancy, said the woman from Bellfounders Court, is the right not to answer.",
    body=[
        paragraph("""
            The council wants six hundred flats of ‘extra care’ built in the next eight years: a front door of one’s own, and
            somebody down the corridor who can lift. Everybody at the table was in favour. It took them twenty minutes to
            find out that they were in favour of different buildings."""),
        speakers(
            "At the table",
            [
                {
                    "person": "maeve-ohanlon",
                    "role": "Professor of Social Policy, University of Eddermouth (chair)",
                },
                {"person": "ruksana-tariq", "role": "Head of Commissioning, Eddermouth City Council"},
                {"person": "gwilym-parcell", "role": "Chief Executive, Tarrant Vale District Council"},
                {"name": "Edna Castellane", "role": "Tenant, Bellfounders Court"},
                {"name": "Piers Addlestrop", "role": "Development Director, Saltings Homes"},
            ],
        ),
        paragraph("""
            Ruksana Tariq opened with money. A week in residential care costs the city £940; a week in an extra-care flat, with
            fourteen hours of support, costs £610, of which the tenant’s rent is the larger part. She wanted every one of the six
            hundred to be let to somebody who would otherwise be in a home.

            Piers Addlestrop, whose association would build about half, said that this was the way to make sure it <i>was</i> a home. A building in which
            every tenant arrives at the point of crisis has no one to run the library trolley. His schemes aim at thirds: a third with
            high needs, a third with some, a third with none yet."""),
        quote(
            """
            I understand the thirds. I’ve seen the slide. But I have two hundred and eleven people in residential beds tonight
            who told an assessor that they wanted to stay at home, and I am being asked to pay for a flat for somebody who
            is good at whist.""",
            person="ruksana-tariq",
            role="Head of Commissioning, Eddermouth City Council",
        ),
        quote(
            """
            The person who is good at whist is the reason that your two hundred and eleven will have anyone to talk to.
            Take her out and you have built a care home with a more expensive corridor.""",
            name="Piers Addlestrop",
            role="Development Director, Saltings Homes",
        ),
        heading("The master key"),
        paragraph("""
            Edna Castellane, who is eighty-three, had listened to this with her handbag on the table. She has lived at
            Bellfounders Court since it opened. Her flat, she said, was warm and the lift worked. What she wished to discuss was
            the master key.

            In her first year it had been used to enter her flat nineteen times. She had kept a list: a blocked drain, a fire
            drill, a visiting trustee who wanted to see a kitchen. On four occasions she was in the bath."""),
        quote(
            """
            When I was in Marsh Street I had the gas man once a year and he knocked. Now I have a tenancy and a pendant and a
            keypad, and I’m visited like the Tower of London.

            I’m not complaining of anybody. They’re lovely girls. But a front door is for not opening. If I can’t not open it,
            it’s a cupboard.""",
            name="Edna Castellane",
            role="Tenant, Bellfounders Court",
        ),
        paragraph("""
            Nobody at the table had known that entries were not logged. Mr Addlestrop said that they would be by the end of the
            month, and asked Mrs Castellane if she would look at the form. She said that she would look at it if she could keep a copy.

            Gwilym Parcell pointed out that planning made matters worse. His own district classes a flat by what is provided in it: with
            two meals a day, it is an institution and needs no garden. With one, it is a dwelling and must have parking.
            A scheme at Tarrant St Mary had dropped its lunches to keep its car park."""),
        quote(
            """
            We have a rule that distinguishes a home from an institution by counting sandwiches. I’ve enforced it for six years. I’d be
            grateful to anyone who could tell me what it is for.""",
            person="gwilym-parcell",
            role="Chief Executive, Tarrant Vale District Council",
        ),
        heading("What was left open"),
        paragraph("""
            Professor O’Hanlon asked each seat for one sentence on the number that ought to be reserved for people leaving
            hospital or residential care. The answers ran from a fifth to all of them. Ms Tariq moved, by the end, from all to
            ‘two in three, in the first year’. Mr Addlestrop did not move from one.

            On keys there was no disagreement left by half past seven. The council will write into its next contract that a
            tenant is told who came in, when and why, on paper, the same day."""),
        related("Later", ["fifteen", "hour"]),
    ],
)

_LAUNDRY = Post(
    "laundry",
    "letter-from-a-laundry",
    "Letter from a laundry",
    "What a hospital looks like from its sheets",
    "Bernadette Achterberg has worked in the laundry of Edder General for twenty-two years. She can tell when a ward is short of staff by Tuesday.",
    days=-395,
    authors=[
        (
            "Bernadette Achterberg",
            "Senior laundry operative, Edder General Hospital",
            "https://example.org/achterberg",
        )
    ],
    topics=["work-and-wages", "ageing-and-care"],
    tags=["hospitals", "guest essays"],
    body=[
        paragraph("""
            You learn a hospital by its washing. We do eleven tonnes a day at Edder General: sheets, gowns, the blue cellular blankets
            that everybody’s mother died under. It comes down a chute in colour-coded bags and nobody upstairs has thought
            about it since they let go of the neck.

            I can tell you which ward is short of staff by Tuesday. When there are enough hands a sheet is changed when it is
            damp. When there are not, it is changed when it is wet. Damp sheets come down folded. I don’t know why, but
            people with time will fold even dirty things."""),
        paragraph("""
            Some years ago a young man with a tablet came to work out our productivity. He counted pieces per operative-hour,
            which went up, and he was pleased. It went up because the sheets were coming down one patient at a
            time instead of by the bay, tied in knots, with things in them. We were handling more because they were coping
            less. I did tell him. He said there was no column for it."""),
        quote(
            """
            We find about four sets of teeth a month, and wedding rings at the rate of one a fortnight. Every one of those is
            somebody who was turned in a hurry.""",
            name="Bernadette Achterberg",
            role="Senior laundry operative, Edder General Hospital",
        ),
        paragraph("""
            There is a shelf. Each item has a date, a ward and a bag number, and I ring up. In a good year three in four are
            claimed. In the bad winter it was one in two, and I had to stop asking the wards to look, because the sister on
            Kittiwake cried at me down the telephone over an upper plate.

            The laundry was put out to tender the year after. The winning company washes for five hospitals at a plant fifty
            miles off. It is a good plant, I have been round it. The bags go in by machine and the teeth come out in a trap with
            everybody else’s. They could not say which hospital, let alone which ward. When I asked what happened to the ring that
            was in there that morning the manager said it would go to the lost property of whoever’s week it was.

            The contract was held up, for reasons that had nothing to do with any of this, and I’m still here until the
            autumn after next. I am not against the machines. My wrists are for them. I only say that there was a person at the
            bottom of the chute who could read what came down it, and when she’s gone the hospital will have to find out on
            Wednesday, in a meeting, what it could have known on Tuesday from me."""),
        callout(
            "About this letter",
            "<p>Bernadette Achterberg spoke from one of the open seats at the Pilots’ Table and was asked to write down what she had said. It is printed as she wrote it.</p>",
        ),
    ],
)

_ASLEEP = Post(
    "asleep",
    "asleep-on-the-job",
    "Asleep on the job",
    "What was said about the night shift, and nothing about who said it",
    "A sleep-in pays £52 for nine hours in somebody else’s spare room. Those who set the rate met those who sleep on it, under the Chatham House Rule.",
    days=-199,
    authors=["jonah-threlkeld"],
    topics=["ageing-and-care", "work-and-wages"],
    tags=["sleep-ins", "the Pilots’ Table", "Chatham House Rule"],
    hero=pictures.NIGHT,
    hero_caption="In the logs that the table was shown, the quietest hour began at ten past four.",
    event="night-shift",
    body=[
        callout(
            "How to read this report",
            "<p>The evening was held under the Chatham House Rule. What was said is reported here. Nobody is named, no employer is described, and quotations are given without a role wherever the role would give the speaker away.</p>",
        ),
        paragraph("""
            Nobody had brought the two ends of this subject into one room before, and for the first ten minutes it showed.
            Each side had come with the same document, the rate card, and had underlined different words.

            A sleep-in runs from ten at night to seven in the morning. The worker has a bed and must be there. For this the going rate
            in the Edder valley is £52, which is £5.78 an hour if you count the hours and rather more, as one voice put it, if
            you count only the ones with your shoes on. If the worker is woken, the first half-hour is included."""),
        quote(
            """
            I’ve been told I am paid to be asleep. I’d like whoever wrote that to try it, in a house where a man of fifty who’s
            bigger than you walks about at two asking where his brother is. I lie there with my eyes shut. That’s the skill.""",
            unnamed=True,
            role="Care worker",
        ),
        heading("What the logs say"),
        paragraph("""
            The table had before it eleven weeks of night logs, brought by a participant with permission and without names. There
            were 308 nights. On 71 of them nothing at all was written. On the others the worker was up, on average, 2.6 times, for
            a total of 54 minutes, and the quietest hour of the night began at ten past four.

            Those figures were disputed at once and from both directions. Someone who buys care said that a log kept by the
            person who is paid by it will not understate. Someone who gives care said that a log kept at four in the morning
            leaves out whatever took less time than finding the pen. A third voice asked why, in nine years of argument about
            the rate, no one had thought to look."""),
        quote(
            """
            We set the rate from the rate. There is last year’s, there’s the inflation figure, and there is what is left. I have sat in
            that meeting five times and the night itself has never come up.""",
            unnamed=True,
            role="From the paying side of the table",
        ),
        quote(
            """
            If I pay waking rates for every sleeping night I close two houses by the end of the year. I can show anyone here the accounts, and I have
            done, to people who then told me to be creative.

            So I’m creative. I run the night on people who’ll do it for fifty-two pounds, and I lose four in ten of them
            a year. Training their replacements costs me eleven pounds a night. It is in a different budget.""",
            unnamed=True,
            role="Provider of care",
        ),
        heading("Three proposals, one of them popular"),
        paragraph("""
            By seven o’clock there were proposals on the table. The first, to pay every hour at the minimum wage, had the
            support of those who would receive it and a cost, for the city, put at £2.1 million a year. No one could say from where.

            The second was to replace most sleep-ins with sensors and one waking worker between four houses. It was described by
            one participant as the future and by another as a burglar alarm for people. Two speakers had worked under such
            a scheme. They agreed that it was quieter, and did not agree whether that was good.

            The third was the plainest: pay the flat rate for lying down and the full rate, by the minute, for getting up, with the
            first half-hour included no longer. On the logs that the table had seen this would add about £8.50 to the average
            night. It found no opponents. It was pointed out that it would need somebody to believe the log."""),
        paragraph("""
            The table agreed that one sentence should be published as its common view: <i>a night on which nothing happens
            has still been worked by the person who made sure of it.</i> It did not agree what the sentence should cost."""),
        divider(),
        event("night-shift", intro="The event"),
        related("Read on", ["hour", "fifteen"]),
    ],
)

POSTS = [_FRONT_DOOR, _LAUNDRY, _ASLEEP]
