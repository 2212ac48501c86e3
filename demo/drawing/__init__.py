"""Generated pictures of the demo, drawn with Pillow from the name of a scene and a seed.

    draw_cover(drawing)  -> JPEG, 1800 x 1200, for `drawing.scene` (one of SCENES) and `drawing.seed`
    draw_portrait(seed)  -> JPEG, 800 x 800

The same input gives the same bytes.
"""

from . import scenes_dark, scenes_indoors, scenes_land, scenes_objects, scenes_town, scenes_water
from .canvas import Print
from .portraits import draw_bust

COVER_SIZE = (1800, 1200)
PORTRAIT_SIZE = (800, 800)

SCENES = {
    "allotments": scenes_land.allotments,
    "archive": scenes_indoors.archive,
    "bus_map": scenes_town.bus_map,
    "doors": scenes_town.doors,
    "harbour": scenes_water.harbour,
    "hour": scenes_objects.hour,
    "lighthouse": scenes_dark.lighthouse,
    "marsh": scenes_land.marsh,
    "night": scenes_dark.night,
    "scales": scenes_objects.scales,
    "table": scenes_indoors.table,
    "terraces": scenes_town.terraces,
    "tide": scenes_water.tide,
    "workbench": scenes_indoors.workbench,
}


def draw_cover(drawing) -> bytes:
    """Return the picture of a scene. Raises ``KeyError`` if there is no such scene."""
    scene = SCENES[drawing.scene]
    sheet = Print(COVER_SIZE, scene.paper, drawing.seed)
    scene(sheet, sheet.random)
    return sheet.finish()


def draw_portrait(seed: int) -> bytes:
    sheet = Print(PORTRAIT_SIZE, "#efe6d5", seed, wear=46)
    draw_bust(sheet, seed)
    return sheet.finish()
