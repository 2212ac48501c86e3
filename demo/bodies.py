"""Turns the blocks of the demo's content into blocks as StreamField stores them."""

import re
import uuid

from .builders import block

LINK = re.compile(r'href="(post|event|person|topic|publication):([\w-]+)"')
BLOCK_ELEMENT = re.compile(r"^\s*<(p|ul|ol|h\d|hr)\b")


def items(values) -> list[dict]:
    """Return the items of a list block. Their ids follow from what they hold."""
    return [
        block("item", value, block_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{number}/{value}")))
        for number, value in enumerate(values)
    ]


class BodyMaker:
    """Knows the pages, images and documents of the demo by their keys.

    ``pages`` maps ("post", key) and the like to pages; ``image`` and ``document`` are functions that return the
    library's record for a drawing and for a document's key.
    """

    def __init__(self, pages: dict, image, document):
        self.pages = pages
        self.image = image
        self.stored = {
            "heading": dict,
            "paragraph": lambda values: self.rich_text(values["text"]),
            "quote": self.quote,
            "speaker": lambda values: self.voice(values) | {"text": self.rich_text(values["text"])},
            "speakers": self.speakers,
            "image": self.picture,
            "gallery": self.gallery,
            "embed": lambda values: values | {"poster": None},
            "document": lambda values: {
                "document": document(values["document"]).pk,
                "title": values["label"],
            },
            "callout": lambda values: {"heading": values["heading"], "text": self.rich_text(values["text"])},
            "table": self.table,
            "event": self.event,
            "related": self.related,
            "divider": lambda values: None,
        }

    def make(self, owner: str, blocks: list[tuple[str, dict]]) -> list[dict]:
        """Return the stored form of ``blocks``. ``owner`` makes their ids the same on every run."""
        return [
            block(
                kind,
                self.stored[kind](values),
                block_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{owner}/{number}")),
            )
            for number, (kind, values) in enumerate(blocks)
        ]

    def rich_text(self, text: str) -> str:
        """Paragraphs are parted by blank lines; links to keys become links to pages."""
        parts = [part if BLOCK_ELEMENT.match(part) else f"<p>{part}</p>" for part in text.split("\n\n")]
        return LINK.sub(lambda link: f'linktype="page" id="{self.pages[link.groups()].pk}"', "".join(parts))

    def person(self, key: str) -> int | None:
        return self.pages["person", key].pk if key else None

    def voice(self, values: dict) -> dict:
        return {"person": self.person(values["person"]), "name": values["name"], "role": values["role"]}

    def quote(self, values):
        kept = {name: values[name] for name in ("unnamed", "source", "source_url")}
        return self.voice(values) | kept | {"text": self.rich_text(values["text"])}

    def speakers(self, values):
        return {"heading": values["heading"], "people": items(self.voice(one) for one in values["people"])}

    def picture(self, values):
        image = self.image(values["drawing"])
        return {
            "image": image.pk,
            "alt_text": values["alt"] if values["alt"] != image.description else "",
            "decorative": not values["alt"],
            "caption": self.rich_text(values["caption"]) if values["caption"] else "",
            "credit_text": values["credit"],
        }

    def gallery(self, values):
        return {"heading": values["heading"], "images": items(self.picture(one) for one in values["images"])}

    def table(self, values):
        row, column = values["header_row"], values["header_column"]
        choice = {
            (True, True): "both",
            (True, False): "row",
            (False, True): "column",
            (False, False): "neither",
        }
        return {
            "data": values["rows"],
            "cell": [],
            "mergeCells": [],
            "table_caption": values["caption"],
            "table_header_choice": choice[row, column],
            "first_row_is_table_header": row,
            "first_col_is_header": column,
        }

    def event(self, values):
        chosen = values["event"] != "next"
        page = self.pages["event", values["event"]].pk if chosen else None
        return {"which": "chosen" if chosen else "next", "page": page, "heading": values["intro"]}

    def related(self, values):
        return {"heading": values["heading"], "chosen": items(self.pages["post", key].pk for key in values["posts"])}
