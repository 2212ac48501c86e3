"""Local government, and the bus that leaves before it is needed."""

from . import pictures
from .blocks import callout, heading, paragraph, quote, related, speaker, table
from .records import Post

_MINUTES = Post(
    "minutes",
    "in-praise-of-minutes",
    "In praise of minutes",
    "The case for the dullest document in public life",
    "A good set of minutes says what was decided, by whom and on what ground. Gwilym Parcell has read eleven thousand pages of them for pleasure.",
    days=-811,
    authors=["gwilym-parcell"],
    topics=["local-government", "data-and-trust"],
    tags=["minutes", "clerks"],
    body=[
        paragraph("""
            In the strongroom of the council that I run, behind the civic plate, are the minutes of the Tarrant Vale Turnpike
            Trust from 1771. I have a key, and on bad days I go down and read them.

            They are short. ‘Resolved, that the bridge at Tarrant St Mary be mended by Lady Day; Mr Crouch dissenting, he having
            the ferry.’ In twenty words you have the decision, the date by which it was to be judged, and the interest of the man
            who opposed it. I would give a good deal to see Mr Crouch’s dissent recorded with equal economy today."""),
        paragraph("""
            What we have instead is the action log. It has a column for the owner of each action and a colour for how the action feels.
            It can tell you that somebody has been asked to bring forward options. What it can’t tell you, two years on, when the roof has come
            down, is whether anyone said at the time that the roof would come down.

            I sat last month through an appeal about a footpath. The path was closed in 1987. Everyone agreed on the law and
            it came down to whether the committee had known, in 1987, about the school. The clerk of that time, a Miss
            Ivy Hallowell, had written: ‘Members asked whether children used the path. The Surveyor said that he had seen none. It was
            pointed out that the Surveyor’s visit had been in August.’ The path was reopened on the strength of the word August."""),
        quote(
            """
            I didn’t put it in to be clever. I put it in because Mrs Dunmore said it twice, and if they say a thing twice they
            want it down.""",
            name="Ivy Hallowell",
            role="Clerk, Tarrant Vale Rural District and its successors, 1962–1990",
        ),
        paragraph("""
            I went to see Miss Hallowell, who is ninety-one. She was taught, she told me, that a minute is addressed to a stranger
            in thirty years who wishes you ill. If he can follow it, stop.

            There is an argument that verbatim recordings have made all this obsolete. Every meeting of my council is now on
            the web, nine hundred hours of it. I have asked our web people how many of those hours have been watched to the end. It
            is four, and one of those was me, looking for a quotation that I turned out to have made up.

            A recording keeps everything and so decides nothing. Minutes are the point at which a body says what it takes itself to have
            done, and can be held to it. They cost us one and a half salaries. When the accountants come for the half, as they
            will, I mean to show them the word August."""),
    ],
)

_BUS = Post(
    "bus",
    "the-bus-that-nobody-counted",
    "The bus that nobody counted",
    "Route 41 and the people who clean the city",
    "The last 41 leaves the Fish Dock at ten to ten. Eleven hundred people finish work after that, and no survey has ever met one of them.",
    days=-742,
    authors=["kwabena-ofori-lyle"],
    topics=["work-and-wages", "data-and-trust"],
    tags=["buses", "night work", "travel time"],
    hero=pictures.BUS_MAP,
    hero_caption="After ten to ten the last two miles of the 41 exist on paper only.",
    body=[
        paragraph("""
            Route 41 runs from Ness Side through the centre to the Fish Dock. The last one back leaves at 21.50. It used to
            leave at 23.20, until a passenger survey found that after ten it carried an average of three people.

            I have read the survey. It was carried out on two Wednesdays, between seven in the morning and ten at night. The figure for
            the hours after ten was not counted; it was extended, by a method set out in an appendix, from the trend before it."""),
        paragraph("""
            So I went and stood at the Fish Dock. Between ten and midnight on nine weekday evenings I counted people leaving through the
            three gates: cleaners, packers, the second shift at the ice works, kitchen staff from the two hotels. The average
            was 1,120. Most were picked up, or cycled, or had clubbed together for a minibus run by a man called Uncle Des, at
            £3.50 a head. On the coldest night 94 of them walked, and I walked with some of them."""),
        quote(
            """
            It’s fifty minutes if you don’t stop. You get to know who’s about. The only thing is the underpass, so we wait at the top
            till there’s four.""",
            name="Milica Stanojević",
            role="Cleaner, offices at the Fish Dock",
        ),
        paragraph("""
            Uncle Des has the best data on night work in Eddermouth. It is in a school exercise book. He knows which firm has a rush on,
            which supervisor lets people go early and whose mother is ill. He let me copy four months of it. His passengers spend, on average, £17.50 a week on getting
            home from jobs that pay £11.44 an hour, which is to say that they work the first hour and a half of Monday for Des.

            He would be glad to lose the trade. He is sixty-eight."""),
        heading("What would it cost?"),
        paragraph("""
            Two more departures, five nights a week, come to about £96,000 a year on the operator’s own figures. If four hundred
            of the 1,120 took them at the ordinary fare of £2, the money would be back by the middle of the year.

            I sent this to the operator, who replied courteously that there was no evidence of demand, since nobody uses the
            service after ten. I have framed the letter. My students are asked to find the missing word in it, and the answer is on
            the timetable: there isn’t one."""),
        callout(
            "A note on the count",
            "<p>Nine evenings, three gates, two counters at each; the counters agreed to within four in a hundred. The exercise book was copied with its owner’s permission and has been lodged, without names, in the university’s data archive.</p>",
        ),
    ],
)

_AUDITORS = Post(
    "auditors",
    "what-auditors-hear",
    "What auditors hear",
    "A report of the first Beam Lecture",
    "Dame Rosalind Otterburn, thirty-one years an auditor, on the sentence that comes before every failure, and why it is always a reassuring one.",
    days=-661,
    authors=["jonah-threlkeld"],
    topics=["local-government", "data-and-trust"],
    tags=["the Beam Lecture", "audit"],
    body=[
        paragraph("""
            The first Beam Lecture was given on Thursday by the chair of our own trustees, to an audience that included eleven treasurers
            and, near the front, somebody’s dog. Dame Rosalind Otterburn stood under the beam with no notes and one exhibit, a biscuit tin.

            The tin held slips of paper. On each, over three decades of auditing councils, hospitals, harbour boards and one opera company,
            she had written the last thing said to her by a responsible person before the trouble came out. She read
            forty of them aloud. After the first dozen people were laughing, and after the second they had stopped."""),
        quote(
            """
            ‘It’s just timing.’ ‘That sits with the other team.’ ‘The system won’t let us show it that way.’ ‘He’s very experienced.’ I
            have ‘it’s just timing’ seven times. The amounts come to £214 million.""",
            person="rosalind-otterburn",
            role="Chair of Trustees; formerly of the Northern Audit Office",
        ),
        paragraph("""
            Her argument was that failures of public money are audible before they are visible. The figures in the books of a
            body that is about to go under are usually correct. What changes is grammar. Verbs go into the passive. People who
            used to say <i>I</i> say <i>we</i>, and then <i>the organisation</i>. Somebody becomes ‘very experienced’.

            She told the story of a harbour board, unnamed, whose accounts she signed in her thirties. Everything in them was
            true. She had asked the treasurer why the dredging reserve was so low and he replied that dredging was
            ‘more of an art’. Two years later the channel closed."""),
        quote(
            """
            I wrote it on a slip and I signed the accounts. The slip was right. I had the evidence in my own handwriting, and no
            column to enter it in.

            An audit that can only hear numbers is deaf on the side that the lorry comes from.""",
            person="rosalind-otterburn",
            role="Chair of Trustees; formerly of the Northern Audit Office",
        ),
        heading("An objection from the third row"),
        paragraph("""
            Questions were livelier than the lecturer may have planned. Suryani, an ethnographer from the university, asked what
            became of the slips from bodies that had <i>not</i> failed. There must have been thousands of people who said that
            something was just timing, and it was."""),
        speaker(
            """
            Asked whether anyone had listened with the same attention to the reassuring sentences of competent people. If not, the tin
            was a collection of omens, and you could found a church on it.""",
            person="suryani",
            role="Lecturer in Anthropology, University of Eddermouth",
        ),
        quote(
            """
            That is a very good question and I am going to answer it badly. I kept no slips when nothing happened. You’ve
            found the dredging reserve.""",
            person="rosalind-otterburn",
            role="Chair of Trustees; formerly of the Northern Audit Office",
        ),
        paragraph("""
            She then proposed, on her feet, that every auditor in the region be asked to write down one sentence from each final meeting, whatever came of
            it, seal it, and open it after five years. Three of the treasurers said that they would take part if the auditors’
            sentences were kept too.

            Two people were less persuaded. Lionel Ashgrove, treasurer of a drainage board, said that his job was to keep people
            calm, that calm people dredge, and that he had said ‘it’s just timing’ on Tuesday."""),
        quote(
            """
            If I use the word concern in a meeting, it is in the <i>Evening Tide</i> by six. I say timing. My auditor knows what I mean by
            it, or she did until this evening.""",
            name="Lionel Ashgrove",
            role="Treasurer, Skelling Level Drainage Board",
        ),
        paragraph("""
            The lecture ended at half past seven, as advertised. The tin was left on the weighing pan, by accident or otherwise. It
            came to 1.9 kilograms."""),
        related("Also on saying and writing down", ["minutes", "form"]),
    ],
)

_SMALL = Post(
    "small-councils",
    "small-councils-are-not-a-rounding-error",
    "A bench in Tarrant St Mary",
    "What eleven months of merger have done to one small decision",
    "The bench outside the bakery broke before the council was abolished. Gwilym Parcell has been following its repair.",
    days=-262,
    authors=["gwilym-parcell"],
    topics=["local-government"],
    tags=["mergers", "clerks"],
    body=[
        paragraph("""
            There is a bench outside the bakery in the market place of Tarrant St Mary. It lost its second slat some weeks before
            I lost my council. I took an interest in it as one does in somebody who was admitted to the same ward.

            Under the old arrangements a Mrs Keverne would have rung our works yard, where a man called Tony had a pile of
            slats. I don’t romanticise this. Tony sometimes had no slats, and once he painted the bench with the baker still on it. It took
            about nine days."""),
        paragraph("""
            The bench now belongs to a unitary authority of 640,000 people, and a good one, whose officers have been unfailingly
            polite to me. It is street furniture, so it comes under Place. It is in a conservation area, so it comes under Heritage. The
            slat was given in memory of a Mr Tobias Rudd and so comes, in part, under Bereavement. In eleven months it has been in
            front of eleven bodies. It has a reference number with a letter in it."""),
        table(
            "The bench, so far: seven of its eleven hearings",
            [
                ["Month", "Before", "What was decided"],
                ["1", "Place Operations", "Not theirs: conservation area"],
                ["2", "Heritage Panel", "Slat to be oak"],
                ["4", "Procurement", "No oak on the framework"],
                ["6", "Bereavement Services", "Mr Rudd’s family to be consulted"],
                ["7", "Heritage Panel", "Slat may be oak-effect"],
                ["9", "Accessibility Group", "Bench to have arms"],
                ["11", "Place Operations", "Benches with arms are a capital scheme"],
            ],
        ),
        paragraph("""
            None of these people is a fool. I have met most of them. Each was asked a question within their competence and
            answered it. The saving from merger, which was real, and which I was shown on a graph, came from removing the
            people whose job it was to know that it was <i>one</i> question."""),
        quote(
            """
            I’m told the old council cost each of us an extra nineteen pounds a year. I would pay nineteen pounds to
            talk to Tony.""",
            name="Philippa Keverne",
            role="Secretary, Tarrant St Mary Civic Society",
        ),
        paragraph("""
            My friends who wanted the merger, and <a href="person:rosalind-otterburn">one of them</a> is chair of the body that employs me, answer
            that I count the bench and leave out children’s services, which in the old districts were too small to be safe. She’s
            right. A child-protection team of six can be emptied by one bout of flu, and ours was. I would not go back.

            But I’d like it noticed that both things happened. We put together what was too small to be safe, and with it
            everything that was small enough to work. Somebody could have drawn the line between them. It would have needed a person
            who knew both ends, and I remember the week that we let those go.

            On Friday I bought a piece of oak."""),
    ],
)

POSTS = [_MINUTES, _BUS, _AUDITORS, _SMALL]
