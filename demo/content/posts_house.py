"""Notices: the house's own news."""

from . import pictures
from .blocks import callout, event, image, paragraph, quote, related
from .records import Post

POSTS = [
    Post(
        "reopening",
        "the-doors-are-open",
        "The doors are open",
        "After four years and one more winter than we promised",
        "The Weigh House has reopened to the public. The beam is back on its hook and the roof is where it should be.",
        days=-905,
        authors=["jonah-threlkeld"],
        topics=["museums-and-memory"],
        tags=["the Institute"],
        body=[
            paragraph("""
                The Weigh House opened its street door at ten yesterday morning and the first person through it wanted to
                know if we had a lavatory. We do. It is to the left of the beam, and it is very good.

                The repair took four years. The roof came off in the first and the money in the second. The great beam spent
                the whole of that time lying on sleepers in a shed at the Fish Dock, where it was visited regularly by a
                retired weigher, Mr Hubert Skaife, who oiled it and did not send a bill. Mr Skaife hung the first weight
                yesterday. It was out by four grams in two tonnes, and he has asked to come back on Thursday."""),
            quote(
                """
                They built this place because nobody on the quay believed anybody else. I can’t see that you’ll be short of work.""",
                name="Hubert Skaife",
                role="Weigher, Custom Quay, 1961–1994",
            ),
            paragraph("""
                Starting this week these pages will report what is said at our table, who said it, and what they were when they
                said it. Corrections will be printed at the same size as the mistake."""),
        ],
    ),
    Post(
        "parcell-joins",
        "gwilym-parcell-joins-us",
        "Gwilym Parcell joins us",
        "The last chief executive of Tarrant Vale",
        "Gwilym Parcell, whose district council was merged away last week, becomes our first Senior Fellow in Local Government.",
        days=-610,
        authors=["jonah-threlkeld"],
        topics=["local-government"],
        tags=["the Institute", "appointments"],
        body=[
            paragraph("""
                <a href="person:gwilym-parcell">Gwilym Parcell</a> has been appointed Senior Fellow, Local Government. He was for
                nine years chief executive of Tarrant Vale District Council, which ceased to exist at midnight last Friday and
                left him, he says, with a chain of office, two hundred teaspoons and an unusual amount of free time.

                He will study what happens to small decisions when councils become large. The first paper will follow one
                bench, in the market place at Tarrant St Mary, through the eleven committees that now have to do with it."""),
            quote(
                """
                Nobody abolishes a council because of what it does. They do it because of what it costs to have somebody
                in the room who knows your name. I should like to find out what that was worth, now that we can compare.""",
                person="gwilym-parcell",
                role="Senior Fellow, Local Government, the Weigh House Institute",
            ),
            related("Earlier, by Gwilym Parcell", ["minutes"]),
        ],
    ),
    Post(
        "borrow-the-table",
        "borrow-the-table",
        "Borrow the table",
        "Six evenings a year, the Pilots’ Table is yours",
        "Any group in the city may have the Pilots’ Table for an evening, free, on two conditions. Nine have asked already.",
        days=-471,
        authors=["jonah-threlkeld"],
        topics=["local-government"],
        tags=["the Institute", "the Pilots’ Table"],
        body=[
            paragraph("""
                We use the Pilots’ Table about thirty evenings a year. On the others it holds up a vase. The trustees have decided that six of
                those evenings should be lent, free of charge and with the stove lit, to any group in Eddermouth with an
                argument to have."""),
            callout(
                "The two conditions",
                """
                <ul><li>Somebody at the table must disagree with you, and you must have invited them.</li>
                <li>You must publish what was said. We will lend you the editor for the following morning.</li></ul>""",
            ),
            paragraph("""
                The Ness Side allotment society has the first evening and the Fish Dock porters the second. The allotment society has asked
                if the disagreement may be between its own members. It may.

                To apply, write half a page to <a href="mailto:hello@weighhouse.example.org">hello@weighhouse.example.org</a>: the
                question, who holds which side of it, and a date. Please do not send slides. There is nowhere to show them."""),
            event("next", intro="At the table next"),
        ],
    ),
    Post(
        "new-director",
        "maeve-ohanlon-to-be-director",
        "Maeve O’Hanlon to be Director",
        "The chair of social policy crosses the river",
        "Professor Maeve O’Hanlon will be the Institute’s next Director. She begins in six weeks and has asked for a harder chair.",
        days=-440,
        authors=["rosalind-otterburn"],
        topics=["ageing-and-care", "local-government"],
        tags=["the Institute", "appointments"],
        body=[
            paragraph("""
                The trustees have appointed <a href="person:maeve-ohanlon">Professor Maeve O’Hanlon</a> as Director. We advertised
                the post twice, interviewed five people and were told by three of them that what we needed was a brand.

                Professor O’Hanlon told us what we needed was a second photocopier and a rule that no fellow may comment on a
                service that they have not used or worked in. She chaired <a href="post:front-door">our first round table on care</a>
                and finished it at the advertised time, which in thirty-one years of attending meetings I had not seen done."""),
            quote(
                """
                I have spent my career interviewing people in their kitchens. You learn that the important sentence comes
                when you have put your coat on.

                An institute ought to be able to stay for that sentence. Most of them have a train to catch.""",
                person="maeve-ohanlon",
                role="Director-designate; Professor of Social Policy, University of Eddermouth",
            ),
            paragraph("""
                She remains a visiting professor at the university, unpaid. The photocopier has been ordered."""),
        ],
    ),
    Post(
        "correction",
        "a-correction",
        "A correction, and where it led",
        "We said 412. It is 407.",
        "Five of the empty homes in our survey of Kiln Bank were not empty. One of the people living in them wrote to tell us.",
        days=-74,
        authors=["tomasz-wisniowski", "suryani"],
        topics=["data-and-trust", "housing"],
        tags=["corrections", "Kiln Bank"],
        body=[
            paragraph("""
                In <a href="post:empty-homes">our survey of Kiln Bank</a> we reported 412 empty homes. The figure should be 407.
                The report has been corrected, and says so, and says what it said before.

                Four of the five were on Tenter Row, where the even numbers run down one side as far as 38 and then, for
                reasons that died with the builder, change sides. Our surveyors recorded four dark houses twice. The fifth
                was not dark at all."""),
            quote(
                """
                Dear Sirs, I see from your map that I do not live here. I work nights at the bakery and sleep in the back, where it is quiet. I had
                wondered why the council stopped sending me things.""",
                name="A. Pruszyński",
                role="Baker, 7 Kiln Place",
                source="Letter to the Institute",
            ),
            paragraph("""
                We have called on Mr Pruszyński, at a time that suited him, and apologised. We then went back to every house that
                had been recorded as empty only because nobody answered before nine at night. There were 61. No more of
                them turned out to be occupied, and two proved to be emptier than we thought, having no back wall.

                The method note now says that a house is not empty until somebody has knocked on it at breakfast."""),
            image(pictures.TERRACES, alt="", caption="The red house is Mr Pruszyński’s. He chose the colour."),
        ],
    ),
]
