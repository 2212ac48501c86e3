"""Two short papers that posts offer for download; the builder turns each into a file."""

from .records import Document

PAPERS = [
    Document(
        "hour-method",
        "What a carer’s hour contains: method",
        "carers-hour-method.txt",
        """WHAT A CARER’S HOUR CONTAINS: METHOD

1. Who was followed
Seventeen workers volunteered, out of ninety-two who were asked. They were employed by four organisations: two companies, a charity and a co-operative. Workers who volunteer to be watched are probably not the slowest.

2. What was timed
Forty-one shifts and 402 visits, by one observer with a stopwatch, from the first door to the last. Time was entered against seven headings, agreed with the workers beforehand. When two things were done at once, the time went to the one that could not have been put off.

3. What was paid
Payslips and rotas for the same weeks were given to us by the workers. Employers were shown the totals for their own staff and given fourteen days to dispute them. One did, and was right about two visits.

4. How it was checked
Six shifts were timed by two observers. Their totals differed by 1.8 per cent. Their entries under “talk” differed by eleven per cent, and we advise readers to treat that line with care.

5. Consent
Each client was asked, each time. On twenty-three occasions the answer was no and the observer waited outside. Those visits are in the count but not in the table.
""",
    ),
    Document(
        "atlas-notes",
        "A flood atlas of one road: notes on the sources",
        "flood-atlas-notes.txt",
        """A FLOOD ATLAS OF ONE ROAD: NOTES ON THE SOURCES

Walls. Thirty-three houses have marks that we could measure. Where paper or paint had been renewed we measured to the underside of the mark. Two householders had copied old marks to a new wall and told us so.

Pianos. A tide-mark on veneer is reliable to about two centimetres. There were four pianos.

Photographs. Depths were taken from objects of known height: a letter box, a bicycle, a Mr Osgerby.

Diaries. Three. The best is by an au pair at number 30, in 1953, who knew the word for nothing and so described everything.

Memory. We used it for the order in which things happened and never for depth. People remember water as higher than it was and as having come later at night.

Where sources disagree we have taken the lower figure. Where a wall and the model disagree we have taken the wall.
""",
    ),
]
