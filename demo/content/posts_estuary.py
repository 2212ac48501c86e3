"""Coast and climate: an atlas of one street and two days on the flood plain."""

from . import pictures
from .blocks import (
    callout,
    divider,
    document,
    event,
    gallery,
    heading,
    image,
    paragraph,
    quote,
    related,
    speaker,
    speakers,
    table,
)
from .records import Post

_ATLAS = Post(
    "flood-atlas",
    "a-flood-atlas-of-one-road",
    "A flood atlas of one road",
    "Nine floods, sixty-eight houses and a pencil line behind a wardrobe",
    "The model says that the Low Road floods evenly. The people who live there have known for sixty years that it does not.",
    days=-634,
    authors=["soren-aabenholt", "jonah-threlkeld"],
    topics=["coast-and-climate", "housing", "museums-and-memory"],
    tags=["floods", "the Low Road", "maps"],
    body=[
        paragraph("""
            The Edder Estuary Office (EEO) has a model of the Low Road. It has two and a half million cells and was made by clever people. It
            shows water coming over the bank at Skelling Sluice and spreading over the fields like milk on a table, to reach
            all sixty-eight houses within about twenty minutes of one another.

            In the autumn one of us (SA) was drinking tea at number 14 when Mrs Winifred Stroud moved her wardrobe. On the wall behind it
            were five pencil lines, each with a date. The highest was at the height of her hip. The model gives number 14 a depth, in the same flood, of
            nine centimetres."""),
        quote(
            """
            Your computer’s never lived here. It comes up the drain first, on our side, a good hour before it’s over the bank. You hear it
            in the sink.""",
            name="Winifred Stroud",
            role="Householder, 14 Low Road",
        ),
        paragraph("""
            We went to every house. It took seven weeks. Of sixty-eight households fifty-one had some record: lines on walls and door frames, a
            tide-mark on a piano, photographs, an insurance claim, a diary of 1953 kept in French by an au pair. From
            these we made the atlas below, by hand, on tracing paper, and then compared it with the model."""),
        gallery(
            "From the atlas",
            [
                image(pictures.TIDE, caption="The gauge at Custom Quay, with the floods of 1953, 1978 and 2013."),
                image(pictures.MARSH, caption="The Low Road from the south, at an ordinary tide."),
                image(
                    pictures.LIGHTHOUSE,
                    caption="The Ness light, from which the keepers logged the height of the sea until 1984.",
                ),
            ],
        ),
        heading("What the walls say"),
        table(
            "Depth of water indoors in the flood of 2013, in centimetres",
            [
                ["House", "The model", "The walls", "Water first seen"],
                ["2 to 12 (even)", "8", "11", "Front door"],
                ["14 to 30 (even)", "9", "64", "Kitchen drain"],
                ["32 to 68 (even)", "12", "14", "Front door"],
                ["1 to 27 (odd)", "10", "6", "Garden"],
                ["29 to 67 (odd)", "14", "0", "Not seen"],
            ],
        ),
        paragraph("""
            Nine houses in the middle of the even side stand over a culvert that appears on no plan since 1911. It was built to
            drain a brickworks, and it still joins the river below the sluice. When the tide is high enough the river
            uses it to visit. The odd side, from 29 up, is built on the brickworks’ spoil and has not been wet in living memory.

            All sixty-eight houses pay the same premium."""),
        quote(
            """
            I had always told residents that the model was better than memory, because memory exaggerates. Here it was the model that exaggerated.
            It had made twenty houses wet that were dry and been too polite about nine others.

            An engineer ought to be embarrassed by this for about a day. After that he should buy tracing paper.""",
            person="soren-aabenholt",
            role="Chief Engineer, Edder Estuary Office",
        ),
        callout(
            "What has changed since",
            """
            <ul><li>The culvert has been found, by a man with a rod, under the coal-house of number 22.</li>
            <li>A flap valve will be fitted. It costs £38,000; the last plan to raise the bank cost £11 million.</li>
            <li>The Office now asks to see behind the wardrobe.</li></ul>""",
        ),
        document("atlas-notes", "Notes to the atlas: sources and their quarrels"),
        paragraph("""
            There is a difficulty, and we’d rather raise it than have it found. The owners of the nine houses did not all want to be in
            the table. A line behind a wardrobe is private. A line in an atlas is a price. We have grouped the houses so that no single one
            is shown, and two families think that we should have grouped them further."""),
    ],
)

_DAY_ONE = Post(
    "low-road-one",
    "the-low-road-day-one",
    "The Low Road, day one: where the water goes",
    "Who decides, when nobody can be dry?",
    "On the first of two days at Skelling an engineer said that the bank would not be raised again. Then it rained.",
    days=-127,
    authors=["jonah-threlkeld", "tomasz-wisniowski"],
    topics=["coast-and-climate", "local-government", "housing"],
    tags=["floods", "the Low Road"],
    hero=pictures.HARBOUR,
    hero_caption="Downstream of the argument: Custom Quay, where the gauge is read at six.",
    event="low-road",
    body=[
        paragraph("""
            Forty-three people met at Skelling Parish Hall and walked two miles along the top of the bank behind Dr Søren Aabenholt, who
            stopped them wherever there was something to look at, and there generally was. Here the bank had slipped in 1953. Here it had
            been raised by forty centimetres, in the nineteen-eighties, on clay that was too wet. Here was a badger.

            At the sluice he turned round, with the river behind him, and said it."""),
        quote(
            """
            We’re not going to raise this bank again. I want to tell you that here, standing on it, before you read it in a consultation. We can’t
            make it higher without making it wider, and there is a road on one side and the river on the other.

            It will go on doing what it does now for perhaps thirty years. What comes after the bank is not a question for an engineer. I can tell you what’s
            possible. I can’t tell you who should have it.""",
            person="soren-aabenholt",
            role="Chief Engineer, Edder Estuary Office",
        ),
        paragraph("""
            No one spoke for a moment. Then a man at the back asked what he was supposed to do about his extension."""),
        heading("In the hall"),
        speakers(
            "The panel",
            [
                {
                    "person": "gwilym-parcell",
                    "role": "Senior Fellow, Local Government, the Weigh House Institute (chair)",
                },
                {"person": "soren-aabenholt", "role": "Chief Engineer, Edder Estuary Office"},
                {"person": "tomasz-wisniowski", "role": "Fellow, Housing, the Weigh House Institute"},
                {"name": "Winifred Stroud", "role": "Householder, 14 Low Road"},
                {"name": "Anselm Brook", "role": "Underwriter, Meridian & Ness Mutual"},
            ],
        ),
        paragraph("""
            Tomasz Wiśniowski, one of the writers of this report, said that the Low Road was already being decided, a sale at a
            time. Eleven of the sixty-eight houses had changed hands in four years. Seven were bought for cash by
            landlords. The owners who could leave were going, and their places were being taken by tenants, who are not asked about banks.

            Anselm Brook, who insures forty of the houses, was frank enough to be uncomfortable to sit beside. His firm looks
            ahead twelve months. Once the sentence that Dr Aabenholt had spoken appeared in writing, he’d have to price it."""),
        quote(
            """
            I could charge every house on the Low Road what its own risk is worth. Nine of you would pay more than your mortgage
            and twenty of you next to nothing. Or I can charge you all the same, which you’ll call unfair until you see the other list.""",
            name="Anselm Brook",
            role="Underwriter, Meridian & Ness Mutual",
        ),
        quote(
            """
            I’m one of your nine. I’ve had it in the house five times and I’ve never once thought of it as next door’s fault for being
            dry. But I notice that nobody’s ever offered to tell <i>them</i> that they could pay a bit more.""",
            name="Winifred Stroud",
            role="Householder, 14 Low Road",
        ),
        heading("Three futures"),
        paragraph("""
            Mr Parcell had asked the panel to bring futures with prices. There were three. The city could buy the houses, over twenty years,
            as they came up: about £13 million. It could lift them, on jacks, as is done along some rivers abroad: £9 million, and
            they would be dry houses on a wet road. Or it could put in pumps and flap valves for £1.4 million and say honestly that they would
            do for twenty-five years.

            A show of hands was taken, for interest only. Lifting won in the hall and buying won online. The pumps had nine votes, all from people
            over seventy, who explained that twenty-five years would do."""),
        speaker(
            """
            Disagreed with the vote and with the taking of it. The tenants of the Low Road were at work that afternoon. He counted four
            of them in the hall and none on the screen, and thought that whoever took the vote to the council should say so.""",
            person="tomasz-wisniowski",
            role="Fellow, Housing",
        ),
        paragraph("""
            It will say so. At ten to four the rain that had been promised for the evening came early, and the meeting moved
            its chairs to the side of the hall where the roof is better."""),
        related("The other half", ["low-road-two", "flood-atlas"]),
    ],
)

_DAY_TWO = Post(
    "low-road-two",
    "the-low-road-day-two",
    "The Low Road, day two: what people take upstairs",
    "Twenty-six households and one suitcase each",
    "On the second day the people of the Low Road brought the things that they carry up first. Hardly any of them were on the list that the council gives out.",
    days=-122,
    authors=["jonah-threlkeld"],
    topics=["coast-and-climate", "museums-and-memory"],
    tags=["floods", "the Low Road", "museums"],
    event="low-road",
    body=[
        paragraph("""
            The council’s leaflet tells you what to carry upstairs: medicines, insurance papers, a torch, a charger, water
            for two days. It is a good leaflet. Twenty-six households came to the parish hall on the second day with what they had in fact
            carried, the last time, and laid it out on the trestle tables.

            There were eleven photograph albums and no torches. There was a sourdough, in a jar. There was a door, from a house
            that was pulled down in 1962, with the heights of six children on it."""),
        image(
            pictures.MARSH,
            caption="The road in question, at low water. It has been closed nine times in ten years.",
        ),
        quote(
            """
            I went back down for the tax returns. I’d got the door up and I was standing there in it up to my knees with a box file, and I thought, what are you
            doing, Frank? So I put it back on the shelf, the bottom one.""",
            name="Frank Osgerby",
            role="Householder, 20 Low Road",
        ),
        paragraph("""
            Amélie Fontanet, of the Museum of Trade, had been asked to walk along the tables and say what a curator saw. She was a long time about it.
            At the end she said that she’d seen a collection, by which she meant that somebody had chosen."""),
        quote(
            """
            I spend my life begging institutions to tell me what they would save. They say: all of it, or: we’ll form a group. You had
            twenty minutes and wet feet, and you knew.""",
            person="amelie-fontanet",
            role="Head of Collections, Eddermouth Museum of Trade",
        ),
        paragraph("""
            Not everyone cared to be admired for it. Nadia Tern, who rents number 41, had brought nothing and said so. When
            the warning came she was at work, her landlord did not ring, and by the time that she got home the road was closed. The house is on the dry
            side, as it turned out. She had spent the night in the bus shelter at Skelling Cross believing that she’d lost everything."""),
        quote(
            """
            You’re all saying how you knew what mattered. I knew as well. I was the wrong side of a police cone with it all in my head.

            Put that in your museum. One cone.""",
            name="Nadia Tern",
            role="Tenant, 41 Low Road",
        ),
        heading("The sixth form explains"),
        paragraph("""
            For the closing session fourteen pupils of Ness Side School had drawn the map of the Low Road as it would be in thirty years,
            when they’ll be the age of the people in the hall. Not one of the maps had a bank on it. Nine had houses, on legs or hulls. Three had
            only birds.

            Their spokesman, Kofi Lindqvist, was asked by Mr Parcell whether the pupils had meant to upset anybody. He said no. They had read
            <a href="post:flood-atlas">the atlas</a> and done the sums. What had upset <i>them</i> was the vote on the previous
            afternoon, and the nine hands that went up for twenty-five years."""),
        quote(
            """
            People keep telling us it’s our future, like it’s a present. In twenty-five years I’m forty-two. I’ll be the one ringing up about the pump.""",
            name="Kofi Lindqvist",
            role="Sixth-former, Ness Side School",
        ),
        callout(
            "Now on show",
            "<p>The museum has borrowed the door, two albums and the sourdough, which needs feeding and has been entered in the register as <i>living</i>. Ms Tern’s cone stands beside them. It was the Highways department’s and they’d like it back.</p>",
        ),
        divider(),
        event("low-road", intro="The event"),
        related("Day one", ["low-road-one"]),
    ],
)

POSTS = [_ATLAS, _DAY_ONE, _DAY_TWO]
