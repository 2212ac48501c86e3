"""The eight subjects that the Institute keeps coming back to."""

from .blocks import paragraph
from .records import Topic

TOPICS = [
    Topic(
        "ageing-and-care",
        "Ageing and care",
        "Who looks after whom, for how long, and out of whose wages.",
        [
            paragraph("""
            One household in five in the Edder valley gives or receives care every day. Most of it is unpaid, much of the
            rest is paid by the quarter-hour, and almost none of it is described accurately by the forms that pay for it.

            We work on home care, on the nights that nobody counts, and on the buildings that people grow old in. Our
            records begin with <a href="post:front-door">a round table about front doors</a>.""")
        ],
    ),
    Topic(
        "housing",
        "Housing",
        "Empty homes, full homes, and the rules that keep the two apart.",
        [
            paragraph("""
            Eddermouth has 61,000 dwellings and a waiting list of 4,900 households. It also has streets where every third
            house is dark. We count doors, read leases and ask people why they moved.""")
        ],
    ),
    Topic(
        "local-government",
        "Local government",
        "Councils, parishes, clerks and the small print of who may decide what.",
        [
            paragraph("""
            The decisions that people notice most – bins, buses, benches, planning – are taken by the bodies that they can
            name least. Here we follow them: what they owe, what they know, and what they write down.""")
        ],
    ),
    Topic(
        "museums-and-memory",
        "Museums and memory",
        "What a city keeps, what it throws away, and who holds the key.",
        [
            paragraph("""
            Museums, archives, lofts and the things that people tell their grandchildren. We are interested in the cost of
            keeping as well as the pleasure of having kept.""")
        ],
    ),
    Topic(
        "coast-and-climate",
        "Coast and climate",
        "Living beside an estuary that is rising four millimetres a year.",
        [
            paragraph("""
            The gauge at Custom Quay has been read every day since 1838. It stands 31 centimetres higher than it did when
            it began, and a third of that has come since 1990. What follows for sewers, schools, mortgages and memorials is our subject.""")
        ],
    ),
    Topic(
        "data-and-trust",
        "Data and trust",
        "Registers, forms and algorithms, and why anybody should believe them.",
        [
            paragraph("""
            A public figure is a promise that somebody looked. We ask who looked, how, and what happened to the cases that
            would not fit in the box.""")
        ],
    ),
    Topic(
        "schools-and-skills",
        "Schools and skills",
        "Learning at four, fourteen and forty.",
        [
            paragraph("""
            From the school run to the night class. We pay most attention to the people for whom the system has no obvious
            form: late starters, early leavers, and anybody over thirty who wants to change trade.""")
        ],
    ),
    Topic(
        "work-and-wages",
        "Work and wages",
        "Hours, pay, and the parts of the day that belong to neither.",
        [
            paragraph("""
            A wage is a price and an hour is a measure, and both are softer than they look. We study shifts, travel between
            jobs, sleeping on duty and the other places where the two come apart.""")
        ],
    ),
]
