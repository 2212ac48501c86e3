"""Conversion of the demo's blocks to the form in which a StreamField stores them."""

import re
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from wagtail.models import Page

from media.models import CustomDocument, CustomImage

from .builders import block

LINK = re.compile(r'href="(post|event|person|topic|publication):([\w-]+)"')
BLOCK_ELEMENT = re.compile(r"^\s*<(p|ul|ol|h\d|hr)\b")


def list_items(values: Iterable) -> list[dict]:
    """Return the items of a list block. Their IDs are derived from their values."""
    return [
        block("item", value, block_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{number}/{value}")))
        for number, value in enumerate(values)
    ]


class BodyBuilder:
    """Builds bodies that refer to the demo's pages, images and documents.

    ``pages`` maps (kind, key), such as ("post", "ferry"), to pages; ``image`` and ``document`` return the record of the
    library for a drawing and for the key of a document.
    """

    def __init__(
        self,
        pages: dict[tuple[str, str], Page],
        image: Callable[[Any], CustomImage],
        document: Callable[[str], CustomDocument],
    ) -> None:
        self.pages = pages
        self.image = image
        self.converters: dict[str, Callable[[dict], Any]] = {
            "heading": dict,
            "paragraph": lambda values: self.build_rich_text(values["text"]),
            "quote": self.quote,
            "speaker": lambda values: self.voice(values) | {"text": self.build_rich_text(values["text"])},
            "speakers": self.speakers,
            "image": self.picture,
            "gallery": self.gallery,
            "embed": lambda values: values | {"poster": None},
            "document": lambda values: {
                "document": document(values["document"]).pk,
                "title": values["label"],
            },
            "callout": lambda values: {"heading": values["heading"], "text": self.build_rich_text(values["text"])},
            "table": self.table,
            "event": self.event,
            "related": self.related,
            "divider": lambda values: None,
        }

    def make(self, owner: str, blocks: list[tuple[str, dict]]) -> list[dict]:
        """Return the stored form of ``blocks``. Their IDs are derived from ``owner``, and so the same on every run."""
        return [
            block(
                kind,
                self.converters[kind](values),
                block_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{owner}/{number}")),
            )
            for number, (kind, values) in enumerate(blocks)
        ]

    def build_rich_text(self, text: str) -> str:
        """Return the HTML of a text: blank lines separate paragraphs, and links to keys become links to pages."""
        parts = [part if BLOCK_ELEMENT.match(part) else f"<p>{part}</p>" for part in text.split("\n\n")]
        return LINK.sub(lambda link: f'linktype="page" id="{self.pages[link[1], link[2]].pk}"', "".join(parts))

    def person(self, key: str) -> int | None:
        return self.pages["person", key].pk if key else None

    def voice(self, values: dict) -> dict:
        return {"person": self.person(values["person"]), "name": values["name"], "role": values["role"]}

    def quote(self, values):
        kept = {name: values[name] for name in ("unnamed", "source", "source_url")}
        return self.voice(values) | kept | {"text": self.build_rich_text(values["text"])}

    def speakers(self, values):
        return {"heading": values["heading"], "people": list_items(self.voice(one) for one in values["people"])}

    def picture(self, values):
        image = self.image(values["drawing"])
        return {
            "image": image.pk,
            "alt_text": values["alt"] if values["alt"] != image.description else "",
            "decorative": not values["alt"],
            "caption": self.build_rich_text(values["caption"]) if values["caption"] else "",
            "credit_text": values["credit"],
        }

    def gallery(self, values):
        return {"heading": values["heading"], "images": list_items(self.picture(one) for one in values["images"])}

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
        return {
            "heading": values["heading"],
            "chosen": list_items(self.pages["post", key].pk for key in values["posts"]),
        }
