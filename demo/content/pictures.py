"""The drawings that posts use; each is one image in the library."""

from .records import Drawing

TABLE = Drawing(
    "table",
    "table",
    3,
    "The Pilots’ Table, from above",
    "Print of a round table seen from above, with fourteen chairs, papers and cups; one chair, in red, is pushed back and empty.",
)
SCALES = Drawing(
    "scales",
    "scales",
    4,
    "The great beam",
    "Print of a great iron balance before an arched window: a stack of papers in one pan outweighs three iron weights in the other.",
)
HARBOUR = Drawing(
    "harbour",
    "harbour",
    2,
    "Custom Quay at six in the morning",
    "Print of three dark quay cranes and a red ship on green water, with a large yellow sun low behind them.",
)
MARSH = Drawing(
    "marsh",
    "marsh",
    5,
    "The Low Road",
    "Print of a red bus crossing a marsh on a raised road; two creeks wind under it and a small city with a spire stands on the horizon.",
)
TIDE = Drawing(
    "tide",
    "tide",
    7,
    "The gauge at Custom Quay",
    "Print of a stone quay wall with a black and white tide gauge, an iron ladder and three red arrows that mark past floods.",
)
LIGHTHOUSE = Drawing(
    "lighthouse",
    "lighthouse",
    3,
    "The Ness light",
    "Print of a red and white lighthouse on a dark rock at night, its two beams crossing the sky.",
)
TERRACES = Drawing(
    "terraces",
    "terraces",
    6,
    "Kiln Bank at dusk",
    "Print of terraced houses in four rows up a hill at dusk; most windows are dark and one house is red.",
)
DOORS = Drawing(
    "doors",
    "doors",
    2,
    "Five front doors",
    "Print of five coloured front doors in a brick terrace; the fourth stands ajar, showing a coat and a walking frame in a lit hall.",
)
NIGHT = Drawing(
    "night",
    "night",
    9,
    "Ten past three",
    "Print of a block of flats at night under a crescent moon, six of its forty-two windows lit, one of them red.",
)
BUS_MAP = Drawing(
    "bus-map",
    "bus_map",
    4,
    "Route 41",
    "Print of a transport map with a river; one red route ends in a line of dots short of its last stop.",
)
ARCHIVE = Drawing(
    "archive",
    "archive",
    8,
    "Strongroom B",
    "Print of archive shelves with ledgers and labelled boxes, a ladder in front and one red box drawn half out.",
)
WORKBENCH = Drawing(
    "workbench",
    "workbench",
    3,
    "A place for everything",
    "Print of a workbench with tools hung on a green wall; a dashed outline marks where a plane is missing.",
)
ALLOTMENTS = Drawing(
    "allotments",
    "allotments",
    5,
    "Railway Side allotments",
    "Print of allotment plots from above, with rows of vegetables, five small sheds and a scarecrow in a red coat.",
)
HOUR = Drawing(
    "hour",
    "hour",
    3,
    "What an hour contains",
    "Print of a round clock divided into coloured slices that show a kettle, drops of water, two pills, a key, a chair and a stretch of road.",
)
