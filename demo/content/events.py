"""Eight events: four past, one today and three to come."""

from .blocks import callout, heading, paragraph, speaker
from .records import Event, Question, Session, Speaker

_LONG_ROOM = "The Long Room"
_ACCESS = "access@weighhouse.example, five days before"
_INSTITUTE = "The Weigh House Institute"

EVENTS = [
    Event(
        "forgets",
        "what-a-city-forgets-on-purpose",
        "What a city forgets on purpose",
        "The Beam Lecture",
        "Amélie Fontanet on throwing things away: who decides, by what right, and what it costs to keep the rest.",
        days=-300,
        start="18:30",
        end="20:00",
        venue="weigh-house",
        place="The Beam Hall",
        series="beam-lecture",
        topics=["museums-and-memory", "local-government"],
        speakers=[
            Speaker("amelie-fontanet", "", "Head of Collections", "Eddermouth Museum of Trade", "speaker"),
            Speaker("rosalind-otterburn", "", "Chair of Trustees", _INSTITUTE, "chair"),
            Speaker("", "Canon Desmond Pellow", "Keeper of the Muniments", "Eddermouth Minster", "respondent"),
        ],
        agenda=[
            Session("18:30", "Welcome", "Dame Rosalind Otterburn explains the beam, briefly."),
            Session("18:40", "The lecture", "Amélie Fontanet."),
            Session("19:30", "A reply", "Canon Desmond Pellow, for keeping everything."),
            Session("19:40", "Questions"),
        ],
        body=[
            paragraph("""
            The Museum of Trade owns 212,000 objects and adds about 1,400 a year. Its store was full in 1991. Its Head of
            Collections proposes that a museum which cannot forget is only a warehouse with labels, and that the public
            should watch the forgetting done.""")
        ],
        recording_url="https://www.youtube.com/watch?v=wH0bEaMlec2",
    ),
    Event(
        "night-shift",
        "who-pays-for-the-night",
        "Who pays for the night?",
        "A private round table on sleeping in",
        "Care workers, providers and commissioners on the shift that is paid as though nothing happens in it. Held under the Chatham House Rule.",
        days=-205,
        start="18:00",
        end="19:30",
        venue="weigh-house",
        place=_LONG_ROOM,
        series="pilots-table",
        topics=["ageing-and-care", "work-and-wages"],
        attribution="chatham_house",
        speakers=[Speaker("folasade-brandt", "", "Senior Fellow, Ageing and Care", _INSTITUTE, "chair")],
        agenda=[
            Session("18:00", "What happens between ten and seven", "Two openings from people who work the night."),
            Session("18:20", "The table"),
            Session(
                "19:25",
                "What may be reported",
                "The table agrees the facts that it is content to see in print.",
            ),
        ],
        body=[
            paragraph("""
            A sleep-in is a night spent at the place of work, in a bed, on call. In this part of the country it is paid at
            a flat rate that has risen twice in nine years. Those who set the rate, those who pay it and those who sleep
            on it will sit down together for the first time.

            What is said may be reported. Who said it may not, and neither may who was in the room.""")
        ],
    ),
    Event(
        "low-road",
        "the-low-road",
        "The Low Road",
        "Two days on the Edder flood plain",
        "Engineers, householders and historians walk the lowest road in the city and decide nothing, carefully.",
        days=-131,
        end_days=1,
        start="10:00",
        end="16:00",
        venue="skelling-hall",
        attendance="hybrid",
        online_url="https://example.org/live/low-road",
        topics=["coast-and-climate", "housing", "museums-and-memory"],
        speakers=[
            Speaker("soren-aabenholt", "", "Chief Engineer", "Edder Estuary Office", "speaker"),
            Speaker("", "Winifred Stroud", "Householder, 14 Low Road", "", "speaker"),
            Speaker("tomasz-wisniowski", "", "Fellow, Housing", _INSTITUTE, "panellist"),
            Speaker("amelie-fontanet", "", "Head of Collections", "Eddermouth Museum of Trade", "panellist"),
            Speaker("gwilym-parcell", "", "Senior Fellow, Local Government", _INSTITUTE, "chair"),
        ],
        agenda=[
            Session(
                "10:00",
                "Day one: where the water goes",
                "A walk along the bank with the Estuary Office. Boots are provided.",
            ),
            Session("13:30", "Day one: who decides", "Panel in the parish hall."),
            Session(
                "10:00",
                "Day two: what people take upstairs",
                "A show-and-tell with householders of the Low Road.",
            ),
            Session(
                "14:00",
                "Day two: the map in thirty years",
                "Closing session, with the sixth form of Ness Side School.",
            ),
        ],
        body=[
            paragraph("""
            Sixty-eight households live on the Low Road between the railway and the river. In the last decade the road has
            been under water nine times. The bank that protects it will not be raised again; what replaces the bank
            has not been settled.""")
        ],
    ),
    Event(
        "fifteen-minutes",
        "fifteen-minutes",
        "Fifteen minutes",
        "A round table on the shortest visit in social care",
        "Can anybody be looked after in a quarter of an hour? A director of adult services, a care worker and a statistician open the table.",
        days=-12,
        start="18:00",
        end="19:30",
        venue="weigh-house",
        place=_LONG_ROOM,
        series="pilots-table",
        topics=["ageing-and-care", "data-and-trust"],
        speakers=[
            Speaker("maeve-ohanlon", "", "Director", _INSTITUTE, "chair"),
            Speaker("ruksana-tariq", "", "Director of Adult Services", "Eddermouth City Council", "speaker"),
            Speaker("", "Blessing Anane", "Home care worker", "Kittiwake Care Co-operative", "speaker"),
            Speaker("", "Dr Leïla Benhaddou", "Chief Statistician", "Northern Register of Care", "panellist"),
            Speaker("folasade-brandt", "", "Senior Fellow, Ageing and Care", _INSTITUTE, "panellist"),
        ],
        agenda=[
            Session("18:00", "Two openings", "Ruksana Tariq and Blessing Anane, eight minutes each."),
            Session("18:20", "The table"),
            Session("19:20", "What would you sign?", "Each seat says what it would change tomorrow."),
        ],
        body=[
            paragraph("""
            The council buys 9,300 home visits a week. Thirty-eight in a hundred are booked for fifteen minutes. The number
            has been falling for two years, and the two people who open this table disagree about whether that is good news.""")
        ],
        recording_url="https://www.youtube.com/watch?v=wH0f1fTeen7",
    ),
    Event(
        "trade-at-forty",
        "learning-a-trade-at-forty",
        "Learning a trade at forty",
        "Who pays for the second apprenticeship?",
        "A college principal, a labour economist and a former fishmonger on the price of starting again.",
        days=0,
        start="18:00",
        end="19:30",
        venue="weigh-house",
        place=_LONG_ROOM,
        attendance="hybrid",
        online_url="https://example.org/live/trade-at-forty",
        booking_url="https://example.org/book/trade-at-forty",
        audience="Anybody who has changed trades, or means to.",
        price="0",
        captions=True,
        access_contact=_ACCESS,
        series="pilots-table",
        topics=["schools-and-skills", "work-and-wages"],
        speakers=[
            Speaker("hyacinth-marchand", "", "Principal", "Quayside College", "speaker"),
            Speaker(
                "",
                "Callum Pettifer",
                "First-year apprentice electrician, formerly a fishmonger",
                "",
                "speaker",
            ),
            Speaker(
                "kwabena-ofori-lyle",
                "",
                "Reader in Labour Economics",
                "University of Eddermouth",
                "respondent",
            ),
            Speaker("jonah-threlkeld", "", "Editor", _INSTITUTE, "chair"),
        ],
        agenda=[
            Session("18:00", "Two openings", "Hyacinth Marchand and Callum Pettifer."),
            Session("18:20", "A reply", "Kwabena Ofori-Lyle, with one number."),
            Session("18:30", "The table"),
        ],
        body=[
            paragraph("""
                One apprentice in six at Quayside College is over thirty. Most of them took a cut in pay to be there, and
                two in five leave before the end of the first year. The college says that the money runs out before the
                talent does. The economist would like to see the figures."""),
            speaker(
                "Will open with an account of her own first week at the bench, aged twenty-nine.",
                person="hyacinth-marchand",
                role="Principal, Quayside College",
            ),
            callout(
                "Before you come",
                "<ul><li>Doors at half past five, quay side.</li><li>Captions in the room and online.</li><li>Bring the tool you would least like to lose; there is a reason.</li></ul>",
            ),
        ],
    ),
    Event(
        "planning",
        "planning-in-plain-sight",
        "Planning in plain sight",
        "What a notice on a lamp post is for",
        "Planning notices are read by dogs and developers. A round table on telling the neighbours.",
        days=9,
        start="18:00",
        end="19:30",
        venue="weigh-house",
        place=_LONG_ROOM,
        status="cancelled",
        status_reason="Two of our speakers have been called to give evidence to the Fish Dock inquiry, which has moved its hearings to the same week. We hope to hold this table once the inquiry has closed; everybody who booked has been written to.",
        series="pilots-table",
        topics=["local-government", "housing"],
        speakers=[
            Speaker("gwilym-parcell", "", "Senior Fellow, Local Government", _INSTITUTE, "chair"),
            Speaker("", "Marguerite Oyelaran", "Planning Solicitor", "Oyelaran & Dunn", "speaker"),
        ],
        body=[
            paragraph("""
            The law requires that the neighbours be told. It does not require that they understand. Of 1,140 notices that
            the council tied to lamp posts last year, 31 drew a reply.""")
        ],
    ),
    Event(
        "two-ports",
        "vacant-possession",
        "Vacant possession",
        "Empty homes in two ports",
        "Eddermouth and Sundhavn both have streets of dark windows. An evening with the people who count them.",
        days=23,
        start="17:30",
        end="19:00",
        timezone="Europe/Copenhagen",
        attendance="online",
        status="online",
        status_reason="The ferry terminal hall in Sundhavn, where half of us were to meet, has lost its heating. The whole evening will now be held online, at the same time.",
        online_url="https://example.org/live/vacant-possession",
        booking_url="https://example.org/book/vacant-possession",
        topics=["housing", "data-and-trust"],
        speakers=[
            Speaker("tomasz-wisniowski", "", "Fellow, Housing", _INSTITUTE, "speaker"),
            Speaker("", "Birgitte Holmgård", "Head of Survey", "Sundhavn Housing Archive", "speaker"),
            Speaker("suryani", "", "Research Fellow, Data and Trust", _INSTITUTE, "chair"),
        ],
        agenda=[
            Session("17:30", "Kiln Bank, Eddermouth", "Tomasz Wiśniowski."),
            Session("17:50", "Østre Kaj, Sundhavn", "Birgitte Holmgård."),
            Session("18:10", "Questions, in English or Danish"),
        ],
        body=[
            heading("Two ways of counting"),
            paragraph("""
                Eddermouth knows that a home is empty when its owner says so. Sundhavn knows because the water meter stops.
                Each city thinks the other’s method scandalous. Read <a href="post:empty-homes">our survey of Kiln Bank</a> first."""),
        ],
    ),
    Event(
        "ofori-lyle-lecture",
        "the-minutes-between",
        "The minutes between",
        "The Beam Lecture",
        "Kwabena Ofori-Lyle weighs the part of the working day that is neither work nor rest.",
        days=64,
        start="18:30",
        end="20:00",
        venue="weigh-house",
        place="The Beam Hall",
        attendance="hybrid",
        online_url="https://example.org/live/beam-lecture",
        places=200,
        questions=[
            Question("Will you stay for soup afterwards?", "radio", "Yes\nNo", required=True),
            Question("Is there anything that you cannot eat?", "singleline", about_needs=True),
            Question(
                "What would you like to ask?",
                "multiline",
                help_text="We pass it on to the lecturer, without your name.",
            ),
        ],
        audience="Everybody. No knowledge of economics is assumed.",
        price="0",
        captions=True,
        access_contact=_ACCESS,
        series="beam-lecture",
        topics=["work-and-wages"],
        speakers=[
            Speaker("kwabena-ofori-lyle", "", "Reader in Labour Economics", "University of Eddermouth", "speaker"),
            Speaker("rosalind-otterburn", "", "Chair of Trustees", _INSTITUTE, "chair"),
        ],
        body=[
            paragraph("""
            Changing into overalls, waiting for the gate, walking from one client’s door to the next. Across a working life
            these minutes come to about three years. This lecture asks who has been spending them.

            Tickets are free. Two hundred seats are in the hall and the rest are wherever you are.""")
        ],
    ),
]
