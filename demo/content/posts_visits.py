"""Ageing and care: the hour and the quarter of an hour."""

from . import pictures
from .blocks import callout, document, embed, heading, image, paragraph, quote, related, speaker, speakers, table
from .records import Post

_HOUR = Post(
    "hour",
    "what-a-carers-hour-contains",
    "What a carer’s hour contains",
    "Forty-one shifts, timed to the minute",
    "We walked with home care workers for forty-one shifts and a stopwatch. Of every paid hour they gave sixty-nine minutes.",
    days=-45,
    authors=["folasade-brandt", "kwabena-ofori-lyle"],
    topics=["ageing-and-care", "work-and-wages", "data-and-trust"],
    tags=["home care", "research", "travel time"],
    body=[
        paragraph("""
            For eleven weeks one of us (FB) walked behind home care workers in Eddermouth with a stopwatch, and the other (KOL)
            compared what she wrote down with what they were paid. We followed seventeen workers, employed by four
            organisations, on forty-one shifts. We counted 402 visits.

            The workers are paid for visits. On an ordinary morning there are six or seven of them and the gaps between are nobody’s: too
            short to go home, too long to be nothing. Across the sample, for every sixty minutes that appeared on a payslip
            we recorded sixty-nine that had been spent. The nine extra are not distributed evenly."""),
        image(
            pictures.HOUR,
            caption="The red slice is the road, which nobody buys. The picture is not to scale; the table is.",
        ),
        heading("The table"),
        table(
            "Where the time went: minutes for each paid hour, by part of the city",
            [
                ["Part of the visit", "Kiln Bank", "Ness Side", "Low Road and Skelling"],
                ["Washing and dressing", "19", "18", "16"],
                ["Food and drink", "13", "12", "12"],
                ["Medicines", "7", "6", "6"],
                ["Writing it down", "8", "9", "9"],
                ["Talk, with nothing else in hand", "6", "8", "11"],
                ["Keys, doors, finding the cat", "7", "7", "6"],
                ["Between visits, unpaid", "5", "8", "18"],
                ["All", "65", "68", "78"],
            ],
        ),
        paragraph("""
            On Kiln Bank the clients live a street apart and the work fits the hour, more or less. On the Low Road a worker gives seventy-eight
            minutes for sixty. Her hourly wage, £12.60 on paper, is £9.69 by the clock. Three of the four employers pay mileage. None
            of them pays for the time that the mile takes, and a bicycle gets nothing."""),
        quote(
            """
            I do the Skelling run on Tuesdays because nobody else will. There’s an hour and ten between the first call and the last that I’m not paid for,
            and I spend it on a bus that comes when it likes.

            I could drop it. I’ve thought about it. Then I think, well, it’s Mr Garrity, and I go.""",
            name="Lorraine Adjei-Smith",
            role="Home care worker, Low Road and Skelling",
        ),
        heading("The eleven minutes"),
        paragraph("""
            One line of the table surprised us. Where the journeys were longest there was also most talk. We had supposed the opposite, that
            a worker running late would talk less. Her clients had seen nobody else that day, and she knew it.

            We do not agree about what follows. One of us thinks that talk is the visit, that the wash and the porridge are
            its occasion, and that a service which cannot say so will go on cutting the part that works. The other thinks that
            until the road is paid for, any kindness on top of it is a subsidy from a woman on £9.69 and should not be admired."""),
        quote(
            """
            When I was nursing I would have written ‘social contact, ten minutes’ and been ashamed of it. It was ten minutes in which
            I noticed that she was drinking from the wrong side of the cup.""",
            person="folasade-brandt",
            role="Senior Fellow, Ageing and Care, the Weigh House Institute",
        ),
        quote(
            """
            Every economist who studies this is told that the workers don’t do it for the money. I have checked. They do it for the money,
            and then they do the rest of it as well.""",
            person="kwabena-ofori-lyle",
            role="Reader in Labour Economics, University of Eddermouth",
        ),
        callout(
            "What we would change first",
            """
            <ul><li>Pay from the first door to the last, breaks excepted. We put the cost to the city at £1.3 million a year.</li>
            <li>Buy by the morning and the street, and let the worker divide it.</li>
            <li>Publish the minutes between visits, by ward, each quarter. The employers’ telephones record them already.</li></ul>""",
        ),
        document("hour-method", "How the shifts were chosen, timed and checked"),
        paragraph("""
            The council’s Director of Adult Services has read this and disagrees with the second recommendation. She will open
            <a href="event:fifteen-minutes">our next table on home care</a>. A shorter version of the argument about the clock will be given in
            <a href="event:ofori-lyle-lecture">the Beam Lecture</a>."""),
        related("Earlier on these pages", ["asleep", "bus"]),
    ],
)

_FIFTEEN = Post(
    "fifteen",
    "fifteen-minutes-at-the-table",
    "The quarter-hour and what can be done in it",
    "A round table on the shortest visit in social care",
    "Eddermouth buys 3,500 fifteen-minute visits a week. A director, a care worker and a statistician sat down to ask what they are for.",
    days=-8,
    authors=["jonah-threlkeld", "folasade-brandt"],
    topics=["ageing-and-care", "data-and-trust"],
    tags=["home care", "the Pilots’ Table"],
    hero=pictures.TABLE,
    hero_caption="Fourteen seats. The empty one was being kept for Mrs Frayne, who was waiting for a visit.",
    event="fifteen-minutes",
    body=[
        paragraph("""
            One of the six open seats at the table had been given to Mrs Joan Frayne, aged seventy-eight, of Tenter Row, who has had a fifteen-minute
            visit at tea-time for three years. At ten to six she rang to say that she could not come. Her visit was late.

            The chair left the seat where it was, and the evening was held around it."""),
        speakers(
            "At the table",
            [
                {"person": "maeve-ohanlon", "role": "Director, the Weigh House Institute (chair)"},
                {"person": "ruksana-tariq", "role": "Director of Adult Services, Eddermouth City Council"},
                {"name": "Blessing Anane", "role": "Home care worker, Kittiwake Care Co-operative"},
                {"name": "Dr Leïla Benhaddou", "role": "Chief Statistician, Northern Register of Care"},
                {
                    "person": "folasade-brandt",
                    "role": "Senior Fellow, Ageing and Care, the Weigh House Institute",
                },
            ],
        ),
        heading("The case for"),
        paragraph("""
            Ruksana Tariq began by declining to apologise. When she first bought care for the city, six visits in ten were booked for
            fifteen minutes. It is now thirty-eight in a hundred, and she did that. She could get to none. She did not
            think that she ought to."""),
        quote(
            """
            There is a man on Ropery Hill who needs somebody to see that he has taken two tablets. It takes four minutes. He’d like
            the person gone in five. If I abolish the quarter-hour I’ll be sending him company that he hasn’t asked for, and taking it from a woman two
            doors along who needs to be got out of bed.

            Everyone thinks that they are against short visits. What they’re against is short visits to people who need long ones. So am I.
            Show me which those are and I will change them on Monday.""",
            person="ruksana-tariq",
            role="Director of Adult Services, Eddermouth City Council",
        ),
        heading("The case against"),
        paragraph("""
            Blessing Anane had brought her telephone. The app on it opens a visit when she scans the tag by the door and turns
            from green to amber at twelve minutes. She put it on the table, scanned a tag that she had in her bag, and spoke
            until it changed colour."""),
        quote(
            """
            So I’m in. Coat off, hands washed, that’s one minute, and hello, that’s two if she’s had a bad night. Tablets are in a locked box
            and the box is upstairs. I write it up: three minutes, because it asks me nineteen questions and one is
            whether she has a pet. She has had the same cat since I started.

            Then she says, while you’re here, love. There is always a while you’re here. And I’ve gone amber.""",
            name="Blessing Anane",
            role="Home care worker, Kittiwake Care Co-operative",
        ),
        paragraph("""
            She had reached the cat when it turned. Several people at the table looked at their own watches. Ms Anane said she
            did not mind the man on Ropery Hill, whom she knew. Of her own twenty-three quarter-hours last week, she reckoned that he
            and two others were right. The rest were half-hours that somebody had cut in two."""),
        heading("Who says so?"),
        paragraph("""
            Here the evening might have settled into two people being right at each other. It was Dr Leïla Benhaddou who moved it on,
            by asking a question that neither had put: how would anybody know?

            The Northern Register holds the start and end of 41 million visits. It can say how long each was booked for and how
            long it took. Nine in ten quarter-hour visits in Eddermouth end within a minute of the fifteenth. Length of that
            regularity, she said, is not found in nature."""),
        quote(
            """
            When nearly everything takes exactly as long as it was given, you have stopped measuring the work. You are measuring the
            app. I’ve forty-one million records, and what they tell me with great confidence is when the telephone goes amber.""",
            name="Dr Leïla Benhaddou",
            role="Chief Statistician, Northern Register of Care",
        ),
        speaker(
            """
            Asked whether the register could carry one more field, filled in by the worker: <i>was this long enough?</i> Yes or no, no comment box. She
            had seen it tried on a ward, where it took a second and was believed within a month.""",
            person="folasade-brandt",
            role="Senior Fellow, Ageing and Care",
        ),
        speaker(
            """
            Said that it could. She wanted it understood that the answer would be used to plan visits and never to judge the
            worker, because on the day that it is used to judge them every answer becomes yes.""",
            name="Dr Leïla Benhaddou",
            role="Chief Statistician, Northern Register of Care",
        ),
        paragraph("""
            Ms Tariq asked who would see it first. The provider, said Dr Benhaddou. Then it would be yes by Friday, said Ms Anane. There was a
            pause, and some drawing on the backs of papers. What the table came to was that the answers should go straight to the register and come
            back to the council by street, with no name on them, once a month."""),
        callout(
            "What was agreed",
            """
            <ul><li>Eddermouth will try the question for six months on Kiln Bank and Ropery Hill.</li>
            <li>Wherever more than a third of answers are no, the visits will be lengthened first and reassessed afterwards.</li>
            <li>The nineteen questions will be cut to seven. The cat is not one of them.</li></ul>""",
        ),
        heading("What was not"),
        paragraph("""
            Pay was raised four times and set aside four times, the last by the chair, who said that it deserved better than ten
            minutes at the end. It will have <a href="event:ofori-lyle-lecture">an evening of its own</a>. Dr Brandt noted that
            lengthening a visit without paying for the walk to it moves the shortage down the road.

            Ms Anane was asked for the last word and used it to ask the time. It was 7.28."""),
        quote(
            """
            I would sooner have one of you sit in my kitchen for a week than another pilot. But I’ll answer your question. It’s no. You may put my name to it.""",
            name="Joan Frayne",
            role="Tenter Row, by telephone the next morning",
        ),
        embed(
            "https://www.youtube.com/watch?v=wH0f1fTeen7",
            "Fifteen minutes: the whole evening",
            "The recording, with captions, 1 hour 28 minutes.",
        ),
        related("Before this", ["hour", "front-door", "form"]),
    ],
)

POSTS = [_HOUR, _FIFTEEN]
