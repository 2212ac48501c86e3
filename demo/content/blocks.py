"""Blocks of the demo's bodies, as short calls: a heading, a paragraph, a quote."""

from .records import tidy


def _who(person, name):
    if bool(person) == bool(name):
        raise ValueError("Name either a person or a guest.")
    return {"person": person, "name": name}


def heading(text, level="h2"):
    return ("heading", {"text": text, "level": level})


def paragraph(text):
    return ("paragraph", {"text": tidy(text)})


def quote(text, person="", name="", role="", source="", source_url="", unnamed=False):
    """`unnamed` for what was said under the Chatham House Rule, instead of `person` or `name`."""
    who = {"person": "", "name": ""} if unnamed else _who(person, name)
    said = {"text": tidy(text), "role": role, "unnamed": unnamed}
    return ("quote", said | who | {"source": source, "source_url": source_url})


def speaker(text, person="", name="", role=""):
    return ("speaker", {"text": tidy(text), **_who(person, name), "role": role})


def speakers(heading, people):
    """`people` are dicts with `role` and either `person` or `name`."""
    filled = [{**_who(one.get("person", ""), one.get("name", "")), "role": one.get("role", "")} for one in people]
    return ("speakers", {"heading": heading, "people": filled})


def _picture(drawing, alt=None, caption="", credit=""):
    return {
        "drawing": drawing,
        "alt": drawing.description if alt is None else alt,
        "caption": tidy(caption),
        "credit": credit,
    }


def image(drawing, alt=None, caption="", credit=""):
    """Without `alt` the drawing's own description is used; `alt=""` marks a decorative image."""
    return ("image", _picture(drawing, alt, caption, credit))


def gallery(heading, images):
    """`images` are what image() returns."""
    return ("gallery", {"heading": heading, "images": [values for _, values in images]})


def embed(url, title, caption=""):
    return ("embed", {"url": url, "title": title, "caption": caption})


def document(key, label):
    return ("document", {"document": key, "label": label})


def callout(heading, text):
    return ("callout", {"heading": heading, "text": tidy(text)})


def table(caption, rows, header_row=True, header_column=True):
    return (
        "table",
        {"caption": caption, "rows": rows, "header_row": header_row, "header_column": header_column},
    )


def event(key, intro=""):
    """`key` is an event's, or "next"."""
    return ("event", {"event": key, "intro": intro})


def related(heading, posts):
    return ("related", {"heading": heading, "posts": posts})


def divider():
    return ("divider", {})
