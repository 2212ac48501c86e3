"""Four publications: a report, a working paper, and an annual review in two editions, with their files."""

from . import pictures
from .blocks import heading, paragraph, quote, table
from .records import Cover, Document, Publication

_REPORT = Publication(
    "sixty-nine",
    "sixty-nine-minutes",
    "Sixty-nine minutes",
    "Home care in Eddermouth, timed from the first door to the last",
    "Of every paid hour, home care workers in Eddermouth gave sixty-nine minutes. Forty-one shifts and 402 visits in full, with what it would cost to pay for all of them.",
    days=-12,
    publication_type="report",
    series="Weigh House Reports",
    number="3",
    authors=["folasade-brandt", "kwabena-ofori-lyle"],
    editors=["jonah-threlkeld"],
    topics=["ageing-and-care", "work-and-wages", "data-and-trust"],
    isbn="979-999-99-0003-3",
    doi="10.5555/weighhouse.r3",
    licence="CC BY 4.0",
    cover=Cover(pictures.HOUR, "#8c2318", "Weigh House Report 3"),
    event="fifteen-minutes",
    posts=["hour", "fifteen"],
    files=[
        ("report-sixty-nine", "The report", "With a list of sources"),
        ("hour-method", "Method: how the shifts were chosen, timed and checked", "Plain text"),
    ],
    body=[
        paragraph("""
            The table in <a href="post:hour">our first account of these shifts</a> had eight lines. This report has what lies
            behind them: what a shift is, what a journey is, and what neither of them is paid.
            It was put on the table, literally, at <a href="event:fifteen-minutes">Fifteen minutes</a>, where it was used
            to prop up a telephone."""),
        heading("What is in it"),
        paragraph("""
            <ul><li>The forty-one shifts, by part of the city, with the names taken off the doors.</li>
            <li>What each of the four employers pays for, on wheels and on foot.</li>
            <li>Three ways of paying for the road, and the sum that each would add to the city’s bill.</li></ul>"""),
        quote(
            """
            I have been sent a good many reports about my department that could have been written without leaving the office.
            This one has mud on it. I dispute the Skelling run, and I have told them so.""",
            person="ruksana-tariq",
            role="Director of Adult Services, Eddermouth City Council",
            source="Foreword",
        ),
        table(
            "What it would cost a year to pay from the first door to the last",
            [
                ["Way of paying", "Cost to the city", "Who would gain most"],
                ["Travel by the timetable", "£0.9 million", "Kiln Bank"],
                ["Travel by the clock", "£1.3 million", "Low Road and Skelling"],
                ["The whole shift, breaks excepted", "£1.6 million", "Whoever cannot drive"],
            ],
        ),
    ],
)

_WORKING_PAPER = Publication(
    "dark-windows",
    "counting-dark-windows",
    "Counting dark windows",
    "How 2,316 doors were surveyed, and how five of them went wrong",
    "The method of the Kiln Bank survey, written down after it had been corrected: when to knock, whom to ask, and what a dark window is evidence of.",
    days=-70,
    publication_type="working-paper",
    series="Weigh House Working Papers",
    number="7",
    authors=["tomasz-wisniowski", "suryani"],
    topics=["housing", "data-and-trust"],
    doi="10.5555/weighhouse.wp7",
    licence="CC BY-SA 4.0",
    posts=["empty-homes", "correction"],
    files=[("paper-dark-windows", "The paper", "")],
)

_FIRST_REVIEW = Publication(
    "review-first",
    "called-aloud",
    "Called aloud",
    "The year at the Weigh House",
    "What was said at the table in a year, what it cost, and who paid. With the accounts, to the pound.",
    days=-160,
    publication_type="annual-review",
    editors=["jonah-threlkeld"],
    topics=["local-government", "museums-and-memory"],
    licence="CC BY 4.0",
    cover=Cover(pictures.SCALES, "#23413f", "Annual review"),
    files=[("review-first-edition", "The review", "")],
)

_SECOND_REVIEW = Publication(
    "review-second",
    "called-aloud-second-edition",
    "Called aloud",
    "The year at the Weigh House, with its sums put right",
    "What was said at the table in a year, what it cost, and who paid. In this edition two figures of the accounts no longer stand in each other’s place.",
    days=-141,
    publication_type="annual-review",
    edition="Second edition, corrected",
    editors=["jonah-threlkeld"],
    topics=["local-government", "museums-and-memory"],
    licence="CC BY 4.0",
    cover=Cover(pictures.SCALES, "#1d3237", "Annual review, second edition"),
    supersedes="review-first",
    files=[("review-second-edition", "The review", "")],
    body=[
        paragraph("""
            In the first edition the income from letting the Long Room was given as £79,120. It was £97,120. The error was found by
            the chair of our trustees, at breakfast, and reported to the editor before he had had his.

            Nothing else has been changed. We were asked to take the opportunity to remove the photograph of the staff, and have not."""),
        quote(
            """
            A transposed figure is the most honest kind of mistake. Nobody has ever done it on purpose. I have known
            people who transposed the same two figures every year for nine years, but that is another subject.""",
            person="rosalind-otterburn",
            role="Chair of Trustees",
            source="Note to the second edition",
        ),
    ],
)

# An edition comes after the one that it supersedes.
PUBLICATIONS = [_FIRST_REVIEW, _SECOND_REVIEW, _WORKING_PAPER, _REPORT]

_REVIEW_TEXT = """
# From the chair

The clerk’s rule is painted above the beam: call it aloud and write it once. This year we called it aloud on thirty-one evenings and wrote it, on the whole, once.

# At the table

Four hundred and eleven people sat at the Pilots’ Table. Six evenings were lent to others: the bell-ringers, the allotment holders of Railway Side, two tenants’ associations, a choir in dispute with itself, and a group that wishes the ferry to be restored and does not mind where to.

Every quotation that we published was read back to the person who said it. Nineteen were corrected. None was improved.

# In the building

The stove was swept. The beam was tested by the inspector of weights, who found it accurate to twenty grams and stayed for tea. Two hundred and six babies were weighed in April, and one whippet, by arrangement.

# Accounts

Income. The Pilotage Endowment, £318,400. Research grants and contracts, £214,950. Letting the Long Room, {letting}. Friends and gifts under £1,000, £61,730.

No funder saw a report before its readers did.
"""

FILES = [
    Document(
        "report-sixty-nine",
        "Sixty-nine minutes: the report",
        "sixty-nine-minutes.pdf",
        """
# Summary

For eleven weeks one of us walked behind home care workers with a stopwatch and the other compared what she wrote down with what they were paid. Across forty-one shifts and 402 visits, every sixty minutes on a payslip had taken sixty-nine.

The nine minutes are not shared out evenly. On Kiln Bank, where the clients live a street apart, there are five of them. On the Low Road and at Skelling there are eighteen.

# What we mean by a shift

A shift runs from the first door to the last. It does not begin at the worker’s home, because no employer in the country would accept that it does, and we wished to be argued with about the rest.

Where two things were done at once, the time went to the one that could not have been put off. A worker who listens while she washes up is washing up. We know that this is wrong, and have found nothing that is less so.

# Velocipedes and other vehicles

Of the seventeen workers nine drive, five take the bus and three ride bicycles. Three of the four employers pay a mileage allowance for a car. None pays for the time that a mile takes. The fourth pays an allowance per visit, which was fixed in the year of the last eclipse and buys, today, about two-thirds of a bus ticket.

The tariff for bicycles is nought. One employer’s handbook still provides for the upkeep of velocipedes, at a rate in shillings. We recommend that somebody claim it.

# Three ways of paying for the road

Travel by the timetable would pay what a journey planner says that the journey takes. It is cheap to run and wrong in the rain. It would cost the city £0.9 million a year.

Travel by the clock would pay what the employers’ telephones already record. It would cost £1.3 million, and needs nothing that is not there.

The whole shift, breaks excepted, would pay from the first door to the last. It would cost £1.6 million. We think that it is what most people believe they are paying for now.

# What the director disputes

A worker on the Skelling run earns £9.69 an hour by the clock. The Director of Adult Services holds that the hour and ten minutes between two of her calls are her own. We asked the worker what she does with them. She waits for the bus.

# Sources

Rotas and payslips of seventeen workers, eleven weeks. Journal of one observer, in six notebooks. Invoices of four employers to the city, by request. Timetable of route 41, and of route 41 as it ran.
""",
        byline="Folasade Brandt and Kwabena Ofori-Lyle",
    ),
    Document(
        "paper-dark-windows",
        "Counting dark windows: the paper",
        "counting-dark-windows.pdf",
        """
# The question

When is a house empty? The council asks its owner. We asked the neighbours, and were wrong five times in 412.

# Knocking

Each of 2,316 doors was knocked on three times: on a weekday morning, on a weekday evening and on a Sunday. A door that opened was counted as lived in, whoever opened it. In one case this was an estate agent, and the entry was struck out.

A house is not empty until somebody has knocked on it at breakfast. We learned this from a baker, who sleeps while surveys are made.

# Asking

Where nobody answered, two neighbours were asked, separately. They agreed about nine houses in ten. Where they did not, the one who could name the dog was believed.

# Numbering

The even numbers of Tenter Row change sides after 38. Four houses were therefore counted twice. We have since drawn the street, which takes ten minutes, and recommend that others draw theirs first.

# What a dark window is evidence of

Of nothing, by itself. It is a reason to go back. Of the 61 houses that were recorded as empty only because nobody answered before nine at night, every one was visited again. None was lived in. Two had no back wall.

# Sources

Survey sheets, 2,316. Street directory of Eddermouth, three editions. Letter of a baker.
""",
        byline="Tomasz Wiśniowski and Suryani",
    ),
    Document(
        "review-first-edition",
        "Called aloud: annual review, first edition",
        "called-aloud.pdf",
        _REVIEW_TEXT.format(letting="£79,120"),
        byline="Edited by Jonah Threlkeld",
    ),
    Document(
        "review-second-edition",
        "Called aloud: annual review, second edition",
        "called-aloud-second-edition.pdf",
        _REVIEW_TEXT.format(letting="£97,120"),
        byline="Edited by Jonah Threlkeld",
    ),
]
