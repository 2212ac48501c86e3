"""Housing and data: the dark windows of Kiln Bank, and a form."""

from . import pictures
from .blocks import callout, event, heading, image, paragraph, quote, related, speaker, speakers, table
from .records import Correction, Post

_EMPTY = Post(
    "empty-homes",
    "four-hundred-empty-homes",
    "Four hundred and seven empty homes",
    "A survey of Kiln Bank, door by door",
    "The council’s list has 148 empty homes on Kiln Bank. We knocked on 2,316 doors and found many more, and reasons that no list has a code for.",
    days=-96,
    authors=["tomasz-wisniowski", "suryani"],
    topics=["housing", "data-and-trust", "local-government"],
    tags=["Kiln Bank", "research", "empty homes"],
    hero=pictures.TERRACES,
    hero_caption="Kiln Bank has 2,316 front doors. At dusk you can begin to count.",
    corrections=[
        Correction(
            -74,
            "This report first gave the number of empty homes as 412. It is 407: four dark houses had been counted twice, and "
            "somebody lives in the fifth. The tables have been changed.",
        ),
        Correction(-40, "The council has added 31 of the homes to its own list since this appeared.", "update"),
    ],
    body=[
        paragraph("""
            A home is empty, for the purposes of Eddermouth City Council, when its owner says so. There was for many years a
            discount for saying so, and the list was long. The discount became a surcharge, and in eighteen months two-thirds of the
            city’s empty homes filled up without anybody moving in.

            We wanted to know what was behind the doors. With the help of twenty-two students and a retired postman, Mr Len
            Fairhurst, who knew which letter boxes had been nailed up, we knocked on each of the 2,316 doors of Kiln Bank, three times,
            at different hours, and asked the neighbours about those that did not open."""),
        table(
            "Homes on Kiln Bank found empty for more than six months",
            [
                ["What we were told", "Homes", "Of which on the council’s list"],
                ["Somebody has died and nothing is settled", "121", "38"],
                ["The owner is in a care home", "64", "9"],
                ["Waiting to be worth more", "83", "41"],
                ["Begun and not finished", "52", "33"],
                ["Let by the night, in season", "47", "0"],
                ["Nobody knows whose it is", "40", "27"],
                ["All", "407", "148"],
            ],
        ),
        heading("The dead and the elsewhere"),
        paragraph("""
            The argument about empty homes in this city is conducted as an argument about speculators. We found 83 houses that
            fitted that description. We found more than twice as many in which somebody had died or gone into care,
            and a family could not face the loft."""),
        quote(
            """
            People say to me, it’s an asset, Sheila. It’s my mother’s. Her coat’s on the door. I go in on Sundays and run the taps.

            I know there’s a family could have it. I’ve thought of that, thank you. I’ve got as far as the kitchen.""",
            name="Sheila Mawdsley",
            role="Owner, Tenter Row",
        ),
        paragraph("""
            A surcharge falls on Mrs Mawdsley as it does on a fund. It has been charged to 29 estates in the ward on which probate had not yet been
            granted, so that nobody had the power to sell. In eleven of them the bill has passed £4,000.

            The 64 homes of people in care are harder still. As long as there is a chance of going back, the house is a hope, and the
            rules are right to leave it alone. The median time since its owner last slept there is three years and two months."""),
        quote(
            """
            I used to draw up the papers for these sales. In the file it is always a transaction that is delayed. You have to stand
            in the front room to see that nothing is being delayed. It’s being kept.""",
            person="tomasz-wisniowski",
            role="Fellow, Housing, the Weigh House Institute",
        ),
        heading("How a house falls off a list"),
        paragraph("""
            We do not agree with the council’s officers that the list is out of date. It is accurate, as an answer to the question
            that it asks. The form has a box for <i>reason unoccupied</i> with five codes. ‘Deceased’ was dropped in a
            revision, because it led to distressing letters. The officer who dropped it did so out of kindness, and
            ninety houses disappeared."""),
        quote(
            """
            Every code list is a small theory of why things happen. This one has a theory of builders and none of grief. If you cannot enter
            a reason you enter nothing, and after two blank years the system marks the house as lived in.""",
            person="suryani",
            role="Research Fellow, Data and Trust, the Weigh House Institute",
        ),
        callout(
            "What we recommend",
            """
            <ul><li>No surcharge until a year after probate, and then a visit before a bill.</li>
            <li>A council officer, one would be enough, whose job is the loft: skips, valuers, a second pair of hands.</li>
            <li>Restore the code. Change the letter.</li></ul>""",
        ),
        image(pictures.DOORS, caption="Of five doors on an average street in the ward, not quite one leads to nobody."),
        paragraph("""
            The council’s housing officers saw this report when you did. They have said that they dispute the 47 homes let by the night,
            which they believe to be second addresses, and that the other figures are ‘in line with professional
            expectations’. We take that to mean that they knew.

            On an evening soon we will <a href="event:two-ports">compare notes with another port</a>, where they read the water meters."""),
        event("two-ports", intro="Next on this subject"),
    ],
)

_FORM = Post(
    "form",
    "what-the-form-is-for",
    "What the form is for",
    "A round table on twenty-eight pages",
    "To ask for help with washing you answer 211 questions. The people who ask them, answer them and count them compared copies.",
    days=-352,
    authors=["jonah-threlkeld"],
    topics=["data-and-trust", "ageing-and-care", "local-government"],
    tags=["forms", "the Pilots’ Table"],
    body=[
        paragraph("""
            The form is called CA7 and is twenty-eight pages long. A copy lay at each of the fourteen places, and for the first ten minutes, at
            the chair’s request, everyone at the table filled it in.

            Nobody finished. A professor of statistics had stopped at question 9, which asks whether you can cook. He
            never had; he couldn’t tell if that was what it meant."""),
        speakers(
            "At the table",
            [
                {"person": "rosalind-otterburn", "role": "Chair of Trustees (chair)"},
                {"person": "suryani", "role": "Research Fellow, Data and Trust, the Weigh House Institute"},
                {"person": "ruksana-tariq", "role": "Head of Commissioning, Eddermouth City Council"},
                {"name": "Dr Leïla Benhaddou", "role": "Deputy Chief Statistician, Northern Register of Care"},
                {"name": "Graham Ubeku", "role": "Social worker, Eddermouth East"},
            ],
        ),
        paragraph("""
            Suryani has spent a year watching CA7 being filled in: sixty-three times, in sixty-three kitchens. She had
            brought her notes and began with the pens. In fifty-eight of the sixty-three visits it was the social worker who
            held it."""),
        quote(
            """
            She says: I manage, love. He writes: ‘Reports that she is managing; observed to be unsteady.’ Then he ticks <i>needs some
            help</i>, because he knows what the panel will pay for. She thinks that she answered a question. He thinks that he made a case. The register thinks it
            has a measurement.""",
            person="suryani",
            role="Research Fellow, Data and Trust, the Weigh House Institute",
        ),
        paragraph("""
            Graham Ubeku, a social worker for nineteen years, did not deny it. If he wrote what people told him, he said, two-thirds of his cases
            would get nothing, because they had been brought up not to complain to visitors. He carries two biros. The black one is for what is said."""),
        quote(
            """
            I translate. I’m good at it. Every so often someone does a piece of research and finds that the form is full of translation, and
            they bring in a form with less room for it, which is longer.""",
            name="Graham Ubeku",
            role="Social worker, Eddermouth East",
        ),
        heading("A hundred and forty questions nobody reads"),
        paragraph("""
            It was Ruksana Tariq who said the thing that was quoted in the corridor afterwards. Before coming she had asked her
            analysts which of the 211 answers had been used in the past year, by anybody, for anything. It was 71."""),
        quote(
            """
            I own this form. My name’s on the back. There are a hundred and forty questions on it that are asked of frightened people
            in their own homes and then not read. I could tell you how each one got in, there was always a good reason, and I
            put in six of them.""",
            person="ruksana-tariq",
            role="Head of Commissioning, Eddermouth City Council",
        ),
        paragraph("""
            The easy conclusion, that they should be struck out, lasted about a minute. Dr Leïla Benhaddou pointed out that three of the unread
            questions were the only source in the region on damp. No one at the council had used them. The Northern Register of Care
            (NRC), which is hers to count, had done so last spring, to show which streets sent most people to hospital with their lungs."""),
        quote(
            """
            An unread answer may be waiting for its question. I’d ask you to be slow. But I’d also ask who has been paying for my
            long series on damp, and it’s a woman who wanted help to get in and out of the bath.""",
            name="Dr Leïla Benhaddou",
            role="Deputy Chief Statistician, Northern Register of Care",
        ),
        speaker(
            """
            Summed up, as an auditor. The form had three customers, and only one was in the room when it was filled in. She thought
            that a question should carry the name of the person who wanted the answer, printed in the margin, and that it should lapse when they
            moved jobs.""",
            person="rosalind-otterburn",
            role="Chair of Trustees",
        ),
        paragraph("""
            The council will bring back a shorter form in the new year with names in its margin. Mr Ubeku was asked how many questions he
            would keep. Four, he said, and the first would be whether there was a kettle on."""),
        related("What happened next", ["fifteen", "empty-homes"]),
    ],
)

POSTS = [_EMPTY, _FORM]
