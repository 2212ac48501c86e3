"""What is missing from a page before it can be published: the validation of its fields, blocks and child records.

A draft may be unfinished. Here the page is validated as the editor's form does it for publication, so that the publish
panel can name everything that is missing at once.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from ..models import BasePage
from ..publishing import Finding, get_publication_errors, register_content_check
from ..references.walk import is_child_relation
from ..titles import is_untitled

#: The codes of errors of a required field that is empty.
EMPTY = {"required", "blank", "null"}


@register_content_check(BasePage, "missing", gettext_lazy("Missing or wrong"), is_required=True)
def check_fields(page: BasePage) -> Iterator[Finding]:
    if is_untitled(page.title):
        yield from (Finding(reason, "title") for reason in get_publication_errors(page))
    try:
        page.full_clean(exclude=["path", "depth", "numchild", "url_path"])
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            is_stream = name in page.get_streamfield_names()
            for item in errors:
                if is_stream and hasattr(item, "block_errors"):
                    yield from describe_stream_error(page._meta.get_field(name), getattr(page, name), item)
                else:
                    yield Finding(describe_field(page, name, item), "" if name == NON_FIELD_ERRORS else name)


@register_content_check(BasePage, "missing", gettext_lazy("Missing or wrong"), is_required=True)
def check_blocks(page: BasePage) -> Iterator[Finding]:
    for name in page.get_streamfield_names():
        yield from check_stream(page._meta.get_field(name), getattr(page, name))


def check_stream(field: StreamField, value: StreamValue) -> Iterator[Finding]:
    label = str(field.verbose_name).capitalize()
    if not value and not field.blank:
        yield Finding(_("%(field)s is missing.") % {"field": label}, field.name)
        return
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        yield from describe_stream_error(field, value, error)


def describe_stream_error(field: StreamField, value: StreamValue, error: Any) -> Iterator[Finding]:
    """Yield what is wrong in a stream, each with the block in which it is."""
    for message in getattr(error, "non_block_errors", ()):
        text = {"field": str(field.verbose_name).capitalize(), "message": message}
        yield Finding(_("%(field)s: %(message)s") % text, field.name)
    for index, block_error in (getattr(error, "block_errors", None) or {}).items():
        for name, message in iter_messages(block_error):
            text = {"field": name, "message": message}
            yield Finding(_("%(field)s: %(message)s") % text, value[index].id or field.name)


def iter_messages(error: Any, label: str = "") -> Iterator[tuple[str, str]]:
    """Yield the sentences of an error of a block of any depth, each with the label of its field."""
    children = getattr(error, "block_errors", None)
    if not children:
        messages = getattr(error, "messages", None) or [str(error)]
        yield from ((label or _("Block"), message) for message in messages)
        return
    pairs = children.items() if isinstance(children, dict) else enumerate(children)
    for name, child in pairs:
        if child is not None:
            own = name.replace("_", " ").capitalize() if isinstance(name, str) else label
            yield from iter_messages(child, own)
    for message in getattr(error, "non_block_errors", ()):
        yield label or _("Block"), str(message)


@register_content_check(BasePage, "missing", gettext_lazy("Missing or wrong"), is_required=True)
def check_children(page: BasePage) -> Iterator[Finding]:
    """Validate the records that belong to the page, such as its authors."""
    for relation in page._meta.get_fields():
        if is_child_relation(relation) and relation.related_model.__module__.split(".")[0] != "wagtail":
            name = str(relation.get_accessor_name())
            for child in getattr(page, name).all():
                try:
                    child.full_clean(exclude=[relation.field.name, *get_chosen(child)])
                except ValidationError as error:
                    label = relation.related_model._meta.verbose_name
                    for message in error.messages:
                        text = _("%(record)s: %(message)s") % {"record": str(label).capitalize(), "message": message}
                        yield Finding(text, name)


def get_chosen(record: Model) -> list[str]:
    """Return the relations of a record in which something is chosen.

    It is there: by the database's constraints, or because the page was built without what is gone (``content.saving``).
    """
    fields = record._meta.concrete_fields
    return [field.name for field in fields if field.is_relation and getattr(record, field.attname) is not None]


@register_content_check(BasePage, "refused", gettext_lazy("May not be published"), is_required=True)
def check_publication(page: BasePage) -> Iterator[Finding]:
    if not is_untitled(page.title):  # else its title comes first (``check_fields``)
        for reason in get_publication_errors(page):
            yield Finding(reason)


def describe_field(page: Page, name: str, error: ValidationError) -> str:
    message = " ".join(error.messages)
    if name == NON_FIELD_ERRORS:
        return message
    label = str(page._meta.get_field(name).verbose_name)
    if error.code in EMPTY:
        return _("%(field)s is missing.") % {"field": label.capitalize()}
    return _("%(field)s: %(message)s") % {"field": label.capitalize(), "message": message}
