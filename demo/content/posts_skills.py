"""Schools and skills, and the work that they are for."""

from . import pictures
from .blocks import callout, event, heading, image, paragraph, quote, related, speaker, speakers
from .records import Post

_APPRENTICES = Post(
    "apprentices",
    "apprentices-over-thirty",
    "The thirty-four-year-old in the front row",
    "A round table on late apprentices",
    "One apprentice in six at Quayside College is over thirty. Employers like them, lenders do not, and the rules have never met one.",
    days=-523,
    authors=["jonah-threlkeld"],
    topics=["schools-and-skills", "work-and-wages"],
    tags=["apprentices", "the Pilots’ Table"],
    hero=pictures.WORKBENCH,
    hero_caption="The missing plane is on loan to a second-year who is forty-six.",
    body=[
        paragraph("""
            An apprentice, in the mind of whoever designed the rules, is seventeen. He lives with his parents, his bus fare is
            reduced, and his wage of £7.55 an hour is pocket money with a hard hat. Of the 1,084 apprentices at Quayside College 177 are over
            thirty. Between them they have 203 children and eleven grandchildren."""),
        speakers(
            "At the table",
            [
                {"person": "hyacinth-marchand", "role": "Deputy Principal, Quayside College"},
                {"person": "kwabena-ofori-lyle", "role": "Lecturer in Labour Economics, University of Eddermouth"},
                {"name": "Denise Corrigan", "role": "Second-year apprentice electrician, formerly in a call centre"},
                {"name": "Ewan Strachey-Nkosi", "role": "Partner, Strachey Brothers, boatbuilders"},
            ],
        ),
        quote(
            """
            On the first day a lad asked me whose mum I was. By the second week he was asking me to look at his forms. I can’t do much for
            his soldering, but I know how to ring somebody up and not be fobbed off.""",
            name="Denise Corrigan",
            role="Second-year apprentice electrician, formerly in a call centre",
        ),
        paragraph("""
            Denise Corrigan had earned £24,300 answering telephones for a water company. She now earns £15,700, and has
            worked out that the change of trade will have paid for itself when she is fifty-three. Her bank had worked it out
            as well. It turned down her mortgage renewal because her contract had an end."""),
        heading("Why employers want them"),
        paragraph("""
            Ewan Strachey-Nkosi builds boats and had come, he said, to be selfish in public. He has taken nine apprentices over
            thirty in seven years, and eight have stayed. Of those under twenty he has kept three in ten."""),
        quote(
            """
            I pay the older ones more than I’ve any need to. It isn’t charity. A man who has already been bored for ten years knows what he is
            looking at when he is shown a good joint.""",
            name="Ewan Strachey-Nkosi",
            role="Partner, Strachey Brothers, boatbuilders",
        ),
        paragraph("""
            Kwabena Ofori-Lyle was sceptical of the eight in nine. Those who get as far as a boatyard at thirty-five have already been sorted,
            by savings, a partner’s wage or sheer obstinacy. The ones to study are those who rang the college and didn’t enrol. Hyacinth Marchand
            said that there had been 640 of them last year, and that she had kept the list."""),
        quote(
            """
            I rang some of them back. I asked what would have made the difference, and I’d expected to hear about thousands of pounds. It was childcare on
            the day-release day, in most cases, and the bus. Forty pounds a week. We turn away joiners for the price of a tank of
            petrol.

            I was one. I came at twenty-nine with a boy of four, and I could only do it because the caretaker’s wife had him on Wednesdays. We have since
            abolished the caretaker.""",
            person="hyacinth-marchand",
            role="Deputy Principal, Quayside College",
        ),
        heading("Who should pay the forty pounds?"),
        paragraph("""
            There was more disagreement than the sum deserved. Mr Strachey-Nkosi would pay it for his own, but not to train
            somebody who might go to a rival. Dr Ofori-Lyle thought that any employer who said this should be asked where his
            present staff had been trained. Mrs Corrigan remarked that for a year she’d been paying it herself."""),
        speaker(
            """
            Offered a wager: give the forty pounds to half the list, chosen by lot, and follow all 640 for three years. If it made no
            difference he would say so in print and buy dinner for the table.""",
            person="kwabena-ofori-lyle",
            role="Lecturer in Labour Economics",
        ),
        quote(
            """
            I will not draw lots among people who have already been told no. Find me the money for all of them and you can study whoever
            you like.""",
            person="hyacinth-marchand",
            role="Deputy Principal, Quayside College",
        ),
        paragraph("""
            This was left unresolved, with some warmth on either side. The chair wrote both positions on the back of a menu,
            and the two have been arguing about it, we understand, ever since. They <a href="event:trade-at-forty">meet again at the table</a>."""),
    ],
)

_TEN_TO_FOUR = Post(
    "ten-to-four",
    "the-lesson-at-ten-to-four",
    "The lesson at ten to four",
    "How a bus timetable designs a school",
    "Hyacinth Marchand asked why her college teaches no chemistry after half past three. The answer was a contract signed in another town.",
    days=-171,
    authors=["hyacinth-marchand"],
    topics=["schools-and-skills", "local-government"],
    tags=["buses", "timetables"],
    body=[
        paragraph("""
            When I became Principal I was given a plan of the college day as a fait accompli, like the weather. Chemistry is in the morning. So is
            anything with a workshop. After half past three there is a thing called Enrichment, in which, so far as I could find out,
            forty students play table tennis and the others have gone home.

            I asked why. It took me from one term to the next to be told, because everybody I asked knew a piece of it and thought the rest was policy."""),
        paragraph("""
            It is the Skelling bus. There are 212 students from the far side of the Low Road, and the last bus that meets their connection leaves the college
            at ten to four. It leaves then because at half past the vehicle must be in Tarrant to take children home from two primary
            schools. They close at that time because in 1998 a contract for school meals was let for the whole county, and the kitchens
            needed to be clear by a quarter to three.

            So a boy of seventeen in Skelling can’t take chemistry with electronics, since one of them would have to be at four o’clock, and this has been so
            for a generation because of the washing-up."""),
        quote(
            """
            You were the first one to ring us. I’ve been doing this timetable for fourteen years. I could have moved it to twenty
            past. I thought that you wanted ten to four.""",
            name="Morag Illingworth",
            role="Scheduling manager, Edder & Vale Buses",
        ),
        paragraph("""
            I rang her because I’d run out of people in education to ask. It is a habit of ours to think of travel as something that happens to
            pupils on their way to the subject. Yet for a fifth of my students the bus chooses the course. We’ve
            spent a good deal on advising them which options to take, in interviews with a trained adviser, and for those 212 we might
            have handed over the timetable and saved the biscuits.

            The primary schools moved by ten minutes. The bus moved by thirty. We shall have a chemistry group at four o’clock from next term,
            with sixteen in it, of whom eleven come from Skelling and three, I am told, would have chosen it at any time of day."""),
        callout(
            "If you run a college",
            "<p>Ask who draws up the bus timetable and take them to lunch. Ours had never seen the building.</p>",
        ),
        image(pictures.MARSH, caption="The 15.50 to Skelling, now the 16.20."),
        paragraph("""
            I should report one loss. The table-tennis team came second in the county and has written to me."""),
        related("More about buses than you expected", ["bus"]),
    ],
)

_FORTY = Post(
    "forty",
    "forty-is-not-late",
    "Before this week’s table: forty is not late",
    "Two people who disagree about forty pounds will do so in public",
    "The Director on why the Institute is spending an evening on second apprenticeships, and on her own failure to learn to weld.",
    days=-2,
    authors=["maeve-ohanlon"],
    topics=["schools-and-skills", "work-and-wages"],
    tags=["apprentices", "the Pilots’ Table"],
    body=[
        paragraph("""
            At fifty-one I enrolled in an evening class in welding at Quayside College. I lasted for seven weeks. My welds were described
            by the instructor as social science. I mention it because our rule is that nobody here may comment on a service that they have
            not used, and I’d like it known that I qualify.

            What I saw in those weeks was that everyone in the room over thirty was doing a sum. They did it on the backs of things. It had the same
            terms for each of them, the wage now, the wage then, and the years between, and for most it came out at about
            the age of fifty-five. They stayed or went according to whether they believed it."""),
        quote(
            """
            People say, you’ll be fifty by the time you’re qualified. I’ll be fifty anyway. I’d sooner be fifty with a trade.""",
            name="Callum Pettifer",
            role="First-year apprentice electrician, formerly a fishmonger",
        ),
        paragraph("""
            Callum Pettifer will open this week’s table. He had a stall in the covered market for sixteen years, and he closed it on a Saturday and
            started at the college on the Monday, smelling, he says, of both.

            The other opening is by <a href="person:hyacinth-marchand">Hyacinth Marchand</a>, who has been having the same argument with
            <a href="person:kwabena-ofori-lyle">Kwabena Ofori-Lyle</a> <a href="post:apprentices">since they last sat down here</a>. Her college found the money after all, from a
            legacy: forty pounds a week for every applicant over thirty who asked. There was no lottery and so there is no comparison group. She says
            that enrolments are up by half. He says that so are enrolments at two colleges that gave nothing."""),
        quote(
            """
            I’m delighted for all of them. I only want to know which of them it was the money for, because there’s a town forty miles from here that will
            ask me if it should do the same, and at present I’d have to say that it was very nice.""",
            person="kwabena-ofori-lyle",
            role="Reader in Labour Economics, University of Eddermouth",
        ),
        quote(
            """
            He wants a control group. I had one. It was every year up to last year.""",
            person="hyacinth-marchand",
            role="Principal, Quayside College",
        ),
        paragraph("""
            I don’t know which of them is right and I hope that by half past seven I shall know less. If you come, bring the tool that you would
            least like to lose. Mine is a pencil. I’m told that the welding instructor will be there."""),
        event("trade-at-forty", intro="The evening"),
    ],
)

POSTS = [_APPRENTICES, _TEN_TO_FOUR, _FORTY]
