"""Museums and memory."""

from . import pictures
from .blocks import callout, embed, event, heading, paragraph, quote, related, speaker
from .records import Post

_UNLABELLED = Post(
    "unlabelled",
    "the-object-that-will-not-be-labelled",
    "The object that will not be labelled",
    "On 1931.44.7, and owning up",
    "It is iron, it weighs nine kilograms and the museum has been wrong about it four times. Amélie Fontanet proposes a new kind of label.",
    days=-566,
    authors=["amelie-fontanet"],
    topics=["museums-and-memory", "data-and-trust"],
    tags=["museums", "labels"],
    body=[
        paragraph("""
            Object 1931.44.7 is a piece of wrought iron with a hook at one end, a ring at the other and, in between, a sort of hinge
            that opens the wrong way. It came to us with the contents of a chandler’s shop. The register says <i>implement</i>, which is
            what a register says when it has given up.

            It has had four labels. In the thirties it was a cargo hook. After the war a curator who had been at sea pointed out that
            cargo would fall off it, and it became a fragment of a whaling winch, in a city that had no whalers. In
            the seventies it was Agricultural. In 1996 it was put in a case about women’s work, with a question mark, and I’m told that the
            question mark was taken off by the designer, who found it fussy."""),
        paragraph("""
            Last year a school came. A girl of nine looked at it for a long time and asked me who had decided. I began
            to say that we weren’t sure what it was. She said that that wasn’t what she’d asked."""),
        quote(
            """
            It says ‘Hook, for hauling nets’ and then you said nobody knows. So who wrote it? Did they get told off?""",
            name="Tilly, aged nine",
            role="Ness Side Primary School",
        ),
        paragraph("""
            They did not. In our building the labels are unsigned and undated, and in a serious typeface. A visitor
            can’t tell a fact that has been known for two centuries from a guess made on the afternoon before an opening. We know
            the difference, or our files do. We leave it off because we suppose that people come to us to be told.

            I have been trying something. In one gallery, for a year, each label ends with a line in small type: who wrote it, when,
            and how sure they were, on a scale that has three steps. <i>We know. We think. We would like to know.</i> It took a week
            to do and five months to be allowed."""),
        callout(
            "What happened in the gallery",
            """
            <ul><li>Visitors stayed eleven minutes where they had stayed seven.</li>
            <li>214 people wrote to us about objects marked ‘we would like to know’. Nineteen of them knew.</li>
            <li>Four members of staff asked to have their names taken off. Two of those asked to have them put back.</li></ul>""",
        ),
        paragraph("""
            My colleagues’ objection is a serious one. A museum that says ‘we think’ will be told, by people who don’t, that everything is
            opinion. There is a man who comes in about the Phoenicians. I have not found that the old labels kept him out.

            As for 1931.44.7, it now reads: <i>Iron. We would like to know. A. Fontanet.</i> We have had eighty-eight suggestions. The
            best is from a retired farrier at Skelling, who says that it is two things, rusted together."""),
        related("See also", ["forgets"]),
    ],
)

_FORGETS = Post(
    "forgets",
    "twenty-six-mangles",
    "Twenty-six mangles",
    "A report of the Beam Lecture, on what a city forgets on purpose",
    "A museum that keeps everything, said Amélie Fontanet, has only put off deciding. A canon who keeps everything replied.",
    days=-296,
    authors=["jonah-threlkeld"],
    topics=["museums-and-memory", "local-government"],
    tags=["the Beam Lecture", "museums", "archives"],
    hero=pictures.ARCHIVE,
    hero_caption="The museum’s store was declared full in 1991 and has accepted 44,000 objects since.",
    event="forgets",
    body=[
        paragraph("""
            Amélie Fontanet began by giving something away. It was a mangle. The museum has twenty-six, she said, and she would be obliged
            if anybody in the audience would take this one home. A woman in the fourth row put up her hand, was asked to sign for it,
            and became, at 6.44, the first member of the public in the museum’s history to be handed part of the collection.

            It had taken fourteen months and a barrister."""),
        quote(
            """
            We have rules of great beauty about what may come in. About what may go out we have one, which is that it may not. So
            the store fills, and then we forget things by the other method. We lose them, indoors, at nineteen degrees.""",
            person="amelie-fontanet",
            role="Head of Collections, Eddermouth Museum of Trade",
        ),
        paragraph("""
            Her figures were precise. The store holds 209,000 of the museum’s 212,000 objects. At the present rate of cataloguing each
            will be looked at by somebody every 118 years. It costs £31 a year to keep a mangle as a mangle should be kept and about
            nine pence to keep a photograph of it, and the museum spends the thirty-one pounds twenty-six times because of a decision taken by
            nobody in particular in 1958.

            Cities have always forgotten, she went on, and they used to do it in public. They pulled down, renamed, auctioned. The
            Victorians burned the tally sticks of this very building in the street, with a band. What is new is a
            forgetting that leaves no mark, because no one had to stand up and say: this."""),
        quote(
            """
            I don’t trust myself to choose. I should be very worried if you did.

            But look at what I’m offering you in place of my choice. Damp, chance and the budget: those are our curators now. They
            work every night, they keep no minutes, and they’ve never once been overruled.""",
            person="amelie-fontanet",
            role="Head of Collections, Eddermouth Museum of Trade",
        ),
        heading("For keeping everything"),
        paragraph("""
            Canon Desmond Pellow, who looks after nine centuries of the Minster’s paper, had ten minutes to reply and used
            six. He passed round a photocopy. It was of a strip of parchment, fourteen centimetres long, which had been used in about 1540 to stiffen the binding
            of a hymnal. Someone had thrown it away. On the back, in a hand of the 1380s, is the only list that survives of the women who paid tax in Eddermouth."""),
        quote(
            """
            The man who cut that up was doing just what Madame Fontanet recommends. He had a great many such lists. He was short of
            space, he consulted his colleagues, and he was not wrong about anything that anybody in 1540 wished to know.""",
            name="Canon Desmond Pellow",
            role="Keeper of the Muniments, Eddermouth Minster",
        ),
        quote(
            """
            And it survived because it was reused, Canon. If he’d kept it properly the damp would have had it with the rest. You have shown us a
            triumph of disposal.""",
            person="amelie-fontanet",
            role="Head of Collections, Eddermouth Museum of Trade",
        ),
        paragraph("""
            This got the laugh of the evening, from the Canon as well. He came back to it more gravely. What the lecturer had called
            chance, he said, was also fairness. Chance has no taste. A panel of sensible citizens, meeting on alternate
            Tuesdays, would keep what sensible citizens understand, and there would be no women on the list."""),
        heading("The panel"),
        paragraph("""
            A panel is what the museum proposes: twelve residents, drawn by lot as a jury is, who sit for a day, look at a hundred objects and may
            release as many as they like on two conditions. They must say why, in writing. And what they wrote is kept for ever, in place of the thing.

            Questions turned on who would be called. A teacher wished to know why children could not serve, since they would have to live longest
            with the result. Dame Rosalind Otterburn, in the chair, asked what it would cost, and on hearing £6,200 a sitting
            observed that this was two hundred mangle-years."""),
        speaker(
            """
            Said that she had come in for the warm and was going home on the 22 with a mangle. Asked why she had put her hand up, she replied that her
            grandmother had lost a finger in one, and she had always wanted to have it where she could see it.""",
            name="Carol Wetherill",
            role="Member of the audience",
        ),
        embed(
            "https://www.youtube.com/watch?v=wH0bEaMlec2",
            "The Beam Lecture: What a city forgets on purpose",
            "The lecture and the reply, with captions, 1 hour 21 minutes.",
        ),
        event("ofori-lyle-lecture", intro="The next Beam Lecture"),
        related("By the lecturer", ["unlabelled"]),
    ],
)

POSTS = [_UNLABELLED, _FORGETS]
