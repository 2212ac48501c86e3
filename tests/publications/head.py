"""What the head of a page tells machines."""

import json

from lxml import html


def read_meta(response) -> dict[str, list[str]]:
    """Return the contents of the meta elements of a page, by name or property."""
    tree = html.fromstring(response.content)
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        if name := element.get("name") or element.get("property"):
            found.setdefault(name, []).append(element.get("content") or "")
    return found


def read_graph(response) -> list[dict]:
    """Return the nodes of the JSON-LD of a page."""
    scripts = html.fromstring(response.content).iter("script")
    (text,) = (script.text for script in scripts if script.get("type") == "application/ld+json")
    return json.loads(text or "")["@graph"]
