"""The two places where the institute's events are held."""

from .records import Venue

VENUES = [
    Venue(
        "weigh-house",
        "The Weigh House",
        "2 Custom Quay",
        "Eddermouth",
        "ED1 4QW",
        directions="Eight minutes on foot from Eddermouth Quayside station, along the water. Bus 7 stops at the door.",
        step_free_access="Level from Custom Quay; a lift to the Long Room. The street side has nine steps.",
        hearing_loop="In the Beam Hall and the Long Room.",
        facilities="Accessible toilet on each floor, a quiet room, six cycle stands.",
    ),
    Venue(
        "skelling-hall",
        "Skelling Parish Hall",
        "Low Road\nSkelling",
        "Eddermouth",
        "ED9 2LR",
        directions="Twenty minutes on bus 31 to Skelling Cross. At spring tides the road may be wet; bring boots.",
        step_free_access="Level throughout.",
    ),
]
