"""Two series of events."""

from .blocks import paragraph
from .records import Series

SERIES = [
    Series(
        "pilots-table",
        "pilots-table",
        "The Pilots’ Table",
        "Fourteen seats, ninety minutes, no slides: our round tables on whatever the city is arguing about.",
        [
            paragraph("""
            The table was made in 1874 for the Pilotage Board, which could not agree on who should sit at its head and so
            ordered one that had none. It seats fourteen. Two speakers open for eight minutes each; after that the chair’s
            only instrument is a ship’s bell.

            Six seats at every table are kept for people who have written in to ask for one. Say in a sentence what you
            would bring to the subject. Having been on the receiving end of it counts as expertise here.""")
        ],
    ),
    Series(
        "beam-lecture",
        "beam-lecture",
        "The Beam Lecture",
        "Once a year, one person, one hour, standing under the great beam.",
        [
            paragraph("""
            The lecture is given on the ground floor under the beam itself, which concentrates the mind. Lecturers are
            asked to weigh something that the public has been told cannot be weighed. The first, on audit, was given by
            <a href="person:rosalind-otterburn">Dame Rosalind Otterburn</a>; we <a href="post:auditors">reported it here</a>.""")
        ],
    ),
]
