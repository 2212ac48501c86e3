"""The twelve people who have a page of their own. Roles are today's; what they were earlier stands in posts and events."""

from .records import Person

_INSTITUTE = "The Weigh House Institute"

PEOPLE = [
    Person(
        "maeve-ohanlon", "Maeve", "O’Hanlon", "Director", _INSTITUTE,
        [
            "Maeve O’Hanlon came to the Weigh House from the University of Eddermouth, where she held the chair of social policy for eleven years and closed two committees, one of them her own.",
            "Her book <i>The Long Afternoon: Growing Old in a Small City</i> followed forty households for nine years. She is working on a sequel, which the households have asked her to make shorter.",
        ],
        ["ageing-and-care", "local-government"],
        honorific="Professor", post_nominals="FAcSS", orcid="0000-0009-9000-0018", portrait=1,
        website="https://example.org/ohanlon",
    ),
    Person(
        "folasade-brandt", "Folasade", "Brandt", "Senior Fellow, Ageing and Care", _INSTITUTE,
        [
            "Folasade Brandt trained as a district nurse and still measures policy in stairs. She leads the Institute’s work on home care and on the working lives of those who give it.",
            "Before joining in the year the doors reopened she spent six years on the wards of Edder General and four counting things about them.",
        ],
        ["ageing-and-care", "work-and-wages"],
        honorific="Dr", post_nominals="RN", orcid="0000-0009-9000-0026", portrait=26,
    ),
    Person(
        "tomasz-wisniowski", "Tomasz", "Wiśniowski", "Fellow, Housing", _INSTITUTE,
        [
            "Tomasz Wiśniowski has knocked on more doors in Eddermouth than the Royal Mail, and has the notebooks to prove it. His survey of empty homes is the first in the city to ask the neighbours.",
            "He was previously a conveyancer, which he recommends to anybody who wishes to understand hope.",
        ],
        ["housing", "data-and-trust"], portrait=3, website="https://example.org/wisniowski",
    ),
    Person(
        "soren-aabenholt", "Søren", "Aabenholt", "Chief Engineer", "Edder Estuary Office",
        [
            "Søren Aabenholt is responsible for 74 kilometres of bank, nine sluices and one swing bridge that does not. He came to the Edder from the Limfjord for two years, in 1998.",
            "He draws every flood by hand before he lets anyone model it.",
        ],
        ["coast-and-climate"], honorific="Dr", post_nominals="CEng", orcid="0000-0009-9000-0042", portrait=27,
    ),
    Person(
        "ruksana-tariq", "Ruksana", "Tariq", "Director of Adult Services", "Eddermouth City Council",
        [
            "Ruksana Tariq joined the council as a temporary typist and has since bought, inspected, cut and defended most of the care that it pays for. Until recently she was its Head of Commissioning.",
            "She reads complaints on Fridays, all of them, and answers a tenth herself.",
        ],
        ["ageing-and-care", "local-government"], portrait=4,
    ),
    Person(
        "amelie-fontanet", "Amélie", "Fontanet", "Head of Collections", "Eddermouth Museum of Trade",
        [
            "Amélie Fontanet looks after 212,000 objects, of which 3,100 are on show and some forty, by her own estimate, are understood.",
            "She gave the Beam Lecture on forgetting, and has since been sent a great deal of other people’s property.",
        ],
        ["museums-and-memory"], orcid="0000-0009-9000-0069", portrait=13,
    ),
    Person(
        "gwilym-parcell", "Gwilym", "Parcell", "Senior Fellow, Local Government", _INSTITUTE,
        [
            "Gwilym Parcell was chief executive of Tarrant Vale District Council until it was merged out of existence, a process that he describes as being asked to measure one’s own coffin and finding it over budget.",
            "He writes about small councils, minutes and the uses of a clerk.",
        ],
        ["local-government"], post_nominals="OBE", portrait=22,
    ),
    Person(
        "kwabena-ofori-lyle", "Kwabena", "Ofori-Lyle", "Reader in Labour Economics", "University of Eddermouth",
        [
            "Kwabena Ofori-Lyle studies the minutes on either side of a shift. His work on the unpaid journey between one client and the next has been cited in two tribunal cases and one sermon.",
            "He will give the next Beam Lecture.",
        ],
        ["work-and-wages", "schools-and-skills"],
        honorific="Dr", orcid="0000-0009-9000-0085", portrait=8, website="https://example.org/ofori-lyle",
    ),
    Person(
        "hyacinth-marchand", "Hyacinth", "Marchand", "Principal", "Quayside College",
        [
            "Hyacinth Marchand left school at sixteen, returned to Quayside College at twenty-nine to learn joinery, and has been there in one capacity or another ever since. She became Principal after three years as deputy.",
            "Her office door, which sticks, is her own examination piece.",
        ],
        ["schools-and-skills", "work-and-wages"], post_nominals="MBE", portrait=10,
    ),
    Person(
        "suryani", "", "Suryani", "Research Fellow, Data and Trust", _INSTITUTE,
        [
            "Suryani has one name, and a file of the forms that have refused it. An ethnographer by training, she studies how records are made: who fills in the box, from what, and with whom looking over their shoulder.",
        ],
        ["data-and-trust", "local-government"], orcid="0000-0009-9000-0106",
    ),
    Person(
        "jonah-threlkeld", "Jonah", "Threlkeld", "Editor", _INSTITUTE,
        [
            "Jonah Threlkeld writes and edits these pages. He was for fourteen years a reporter on the <i>Eddermouth Evening Tide</i>, covering courts, councils and, once, a cow in the swimming baths.",
        ],
        ["local-government", "museums-and-memory"],
    ),
    Person(
        "rosalind-otterburn", "Rosalind", "Otterburn", "Chair of Trustees", _INSTITUTE,
        [
            "Rosalind Otterburn audited public bodies for thirty-one years and is owed an apology by several. She has chaired the trustees since the Weigh House reopened.",
            "She keeps bees, whose accounts she considers exemplary.",
        ],
        ["local-government", "data-and-trust"], honorific="Dame", post_nominals="DBE, FCA", portrait=25,
    ),
]
