"""What tests read off a response."""


def section_items(response_or_context, key: str) -> list:
    """Return the records that the section with a key shows; an empty list where it is not shown."""
    context = getattr(response_or_context, "context", response_or_context)
    return next((section.items for section in context["sections"] if section.type.key == key), [])
