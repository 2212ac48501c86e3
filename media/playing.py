"""Recordings as browsers ask for them: in parts, so that a visitor can go to any place in an hour of talk.

Safari plays nothing from a server that does not answer requests for parts. RFC 9110, section 14.
"""

import mimetypes
import re

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

# Of kinds of file that not every system knows (Python asks the machine it runs on).
CONTENT_TYPES = {
    "aac": "audio/aac", "avif": "image/avif", "csv": "text/csv", "epub": "application/epub+zip", "flac": "audio/flac",
    "ics": "text/calendar", "m4a": "audio/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "mp3": "audio/mpeg",
    "mp4": "video/mp4", "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "odt": "application/vnd.oasis.opendocument.text",
    "oga": "audio/ogg", "ogg": "audio/ogg", "ogv": "video/ogg", "opus": "audio/ogg", "rtf": "application/rtf",
    "srt": "text/plain", "tsv": "text/tab-separated-values", "vtt": "text/vtt", "wav": "audio/wav",
    "webm": "video/webm",
}  # fmt: skip
# A player asks for the next part when it has this one: a server may send less than was asked for (RFC 9110, 15.3.7).
LARGEST_PART = 4 << 20
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")


def register_types() -> None:
    for extension, content_type in CONTENT_TYPES.items():
        mimetypes.add_type(content_type, f".{extension}")


def part_of(header: str, size: int) -> range | None:
    """Return the bytes that a ``Range`` header asks for; None for headers that may be ignored (RFC 9110, 14.2).

    An empty range stands for one that the file has not got.
    """
    asked = ONE_RANGE.match(header.strip())
    if not asked or not (asked[1] or asked[2]):
        return None
    if not asked[1]:
        # The last so many bytes.
        return range(max(size - int(asked[2]), 0), size)
    start = int(asked[1])
    end = min(int(asked[2]) + 1, size) if asked[2] else size
    if asked[2] and int(asked[2]) < start:
        return None
    return range(start, max(end, start)) if start < size else range(0)


def serve_part(document, request: HttpRequest) -> HttpResponse | None:
    """Answer a request for a part of a recording; nothing for whatever Wagtail answers itself."""
    if request.method != "GET" or not document.content_type.startswith(("audio/", "video/")):
        return None
    if request.headers.get("If-Range"):
        # Only whoever knows that the file is the same may go on in it; the whole of it is always right.
        return None
    size = document.file.size
    part = part_of(request.headers.get("Range", ""), size)
    if part is None:
        return None
    if not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = part[:LARGEST_PART]
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
