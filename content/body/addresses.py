"""Block for addresses on the web."""

from typing import Any

from wagtail.blocks import URLBlock

from core.web_addresses import get_printable_address, validate_web_address


class WebAddressBlock(URLBlock):
    """A ``URLBlock`` for ``http`` and ``https``. Others are refused, and empty if a body has them all the same."""

    def __init__(self, *args: Any, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, validators=[validate_web_address, *validators], **kwargs)

    def to_python(self, value: Any) -> str:
        return get_printable_address(value)
