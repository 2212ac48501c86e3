"""The report as it will look, in parts: what stays as it is, and each proposal where it stands."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.forms import BoundField
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conversion.attribution.apply import apply_proposals
from conversion.attribution.proposals import Kind, Proposal
from conversion.attribution.units import Unit, split_units
from conversion.html.rich_text import rich_text

from .explanations import KINDS, explain
from .forms import ReviewForm, topic_key
from .models import ReadText

MARKER = "proposal"
TOPIC_REASONS = {
    "listed": gettext_lazy("The text lists it."),
    "words": gettext_lazy("The text has its words."),
    "similar": gettext_lazy("Posts that quote the same people have it."),
}
EVENT_REASONS = {
    "title": gettext_lazy("the title"),
    "day": gettext_lazy("the date"),
    "people": gettext_lazy("the speakers"),
}


@dataclass
class ReviewPart:
    """A part of the report. With a ``proposal`` it has ``before`` and ``after`` as HTML, and the fields of the form."""

    html: str = ""
    number: int = 0
    proposal: Proposal | None = None
    before: str = ""
    after: str = ""
    kind: str = ""
    why: str = ""
    is_certain: bool = False
    decision: BoundField | None = None
    who: BoundField | None = None
    role: BoundField | None = None


def make_parts(text: ReadText, form: ReviewForm) -> list[ReviewPart]:
    """Return the parts of a report in order."""
    units = split_units(text.blocks)
    marked = []
    for number, proposal in enumerate(form.proposals):
        if proposal.blocks:
            values = vars(proposal) | {"blocks": [{"type": MARKER, "value": number}]}
            marked.append(Proposal(**values))
    parts = []
    for block in apply_proposals(text.blocks, marked):
        if block["type"] == MARKER:
            parts.append(_make_part(block["value"], form, units))
        else:
            parts.append(ReviewPart(html=show_block(block)))
    return parts


def _make_part(number: int, form: ReviewForm, units: list[Unit]) -> ReviewPart:
    proposal = form.proposals[number]
    has_speaker = proposal.kind != Kind.SPEAKERS
    return ReviewPart(
        number=number,
        proposal=proposal,
        before=_show_units(proposal, units),
        after=mark_safe("".join(map(show_block, proposal.blocks))),  # noqa: S308 - show_block escapes
        kind=str(KINDS[proposal.kind]),
        why=explain(proposal),
        is_certain=proposal.is_certain,
        decision=form[f"p{number}"],
        who=form[f"p{number}_who"] if has_speaker else None,
        role=form[f"p{number}_role"] if has_speaker else None,
    )


def _show_units(proposal: Proposal, units: list[Unit]) -> str:
    """Return the paragraphs that a proposal stands in place of, as they are."""
    shown = []
    for number in range(proposal.start, proposal.end + 1):
        unit = units[number]
        start = proposal.start_at if number == proposal.start else 0
        end = proposal.end_at if number == proposal.end else None
        html = f"<p>{unit.marked.html(start, end)}</p>" if unit.marked else unit.html
        shown.append(rich_text(html))
    return mark_safe("".join(shown))  # noqa: S308 - rich_text cleans


def show_block(block: dict[str, Any]) -> str:
    """Return a block as HTML for the screen."""
    value = block["value"]
    match block["type"]:
        case "paragraph":
            html = rich_text(value)
        case "heading":
            html = f"<h3>{escape(value['text'])}</h3>"
        case "quote" | "speaker":
            by = ", ".join(filter(None, (value.get("name"), value.get("role"))))
            cite = f'<p class="word-by">{escape(by)}</p>' if by else ""
            html = f'<div class="word-{block["type"]}">{cite}{rich_text(value["text"])}</div>'
        case "speakers":
            names = (", ".join(filter(None, (one["name"], one["role"]))) for one in value["people"])
            items = "".join(f"<li>{escape(name)}</li>" for name in names)
            html = f'<ul class="word-speakers">{items}</ul>'
        case "extract":
            html = f"<blockquote>{rich_text(value['text'])}</blockquote>"
        case "table":
            html = show_table(value.get("data") or [])
        case _:
            html = f'<p class="word-other">{escape(_describe(block))}</p>'
    return mark_safe(html)  # noqa: S308 - every text is escaped or cleaned above


def show_table(rows: list[list[Any]]) -> str:
    cells = ["".join(f"<td>{escape(str(cell or ''))}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _describe(block: dict[str, Any]) -> str:
    value = block["value"] if isinstance(block["value"], dict) else {}
    if block["type"] == "image":
        return _("Picture: %(text)s") % {"text": value.get("alt_text") or _("without a description")}
    return block["type"].replace("_", " ").capitalize()


def describe_phrase(proposal: Proposal) -> dict[str, str]:
    return {"text": proposal.text, "name": proposal.voice.name or proposal.voice.role, "why": explain(proposal)}


def make_topics(text: ReadText, form: ReviewForm) -> list[dict[str, Any]]:
    chosen = form.data.getlist("topics") if form.is_bound else []  # type: ignore[attr-defined]
    return [
        topic
        | {
            "key": topic_key(topic),
            "why": TOPIC_REASONS[topic["reason"]],
            "is_new": not topic["pk"],
            "is_chosen": topic_key(topic) in chosen,
        }
        for topic in text.matches.get("topics", [])
    ]


def make_events(form: ReviewForm, name: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the events to choose from, each with the reason and whether it is chosen."""
    chosen = form[name].value() if name in form.fields else ""
    return [
        event
        | {
            "why": ", ".join(str(EVENT_REASONS[reason]) for reason in event.get("reason", [])),
            "is_chosen": str(event["pk"]) == chosen,
        }
        for event in events
    ]
