"""Range requests for recordings (RFC 9110, section 14), so that a visitor can seek in an hour of audio or video.

Safari plays nothing from a server that ignores the ``Range`` header.
"""

import mimetypes
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

# Content types that are missing in the tables of some systems, on which ``mimetypes`` relies.
CONTENT_TYPES = {
    "aac": "audio/aac", "avif": "image/avif", "csv": "text/csv", "epub": "application/epub+zip", "flac": "audio/flac",
    "ics": "text/calendar", "m4a": "audio/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "mp3": "audio/mpeg",
    "mp4": "video/mp4", "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "odt": "application/vnd.oasis.opendocument.text",
    "oga": "audio/ogg", "ogg": "audio/ogg", "ogv": "video/ogg", "opus": "audio/ogg", "rtf": "application/rtf",
    "srt": "text/plain", "tsv": "text/tab-separated-values", "vtt": "text/vtt", "wav": "audio/wav",
    "webm": "video/webm",
}  # fmt: skip
# A server may send less than the range that was requested (RFC 9110, 15.3.7); the player then requests the rest.
MAX_PART_BYTES = 4 << 20
SINGLE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")


def register_content_types() -> None:
    """Make the types known to ``mimetypes``, which Wagtail uses to serve documents."""
    for extension, content_type in CONTENT_TYPES.items():
        mimetypes.add_type(content_type, f".{extension}")


def parse_range(header: str, size: int) -> range | None:
    """Return the bytes that a ``Range`` header requests of a file with ``size`` bytes.

    Returns None if the header may be ignored (RFC 9110, 14.2), and an empty range if the file has no such bytes.
    """
    requested = SINGLE_RANGE.match(header.strip())
    if not requested or not (requested[1] or requested[2]):
        return None
    if not requested[1]:
        # "bytes=-500": the last 500 bytes.
        return range(max(size - int(requested[2]), 0), size)
    start = int(requested[1])
    end = min(int(requested[2]) + 1, size) if requested[2] else size
    if requested[2] and int(requested[2]) < start:
        return None
    return range(start, max(end, start)) if start < size else range(0)


def serve_byte_range(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Return the response to a range request for a recording, and None for requests that Wagtail answers itself."""
    if request.method != "GET" or not document.content_type.startswith(("audio/", "video/")):
        return None
    if request.headers.get("If-Range"):
        # The client wants the range only of an unchanged file. Sending the whole file is always correct.
        return None
    size = document.file.size
    part = parse_range(request.headers.get("Range", ""), size)
    if part is None:
        return None
    if not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = part[:MAX_PART_BYTES]
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": document.content_disposition,
        "Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}",
        "Content-Security-Policy": "default-src 'none'",
        "Last-Modified": http_date(document.created_at.timestamp()),
        "X-Content-Type-Options": "nosniff",
    }
    with document.file.open("rb") as file:
        file.seek(part.start)
        content = file.read(len(part))
    return HttpResponse(content, status=206, content_type=document.content_type, headers=headers)
