"""The exits of this project (``core.exits``): each way in which content leaves the site, and what it may show.

An app that others do not know registers its own, as ``publications.exits`` does.
"""

from core.exits import Audience, Shows, register_exit

ANYBODY, LINK_HOLDER, RECIPIENT = Audience.ANYBODY, Audience.LINK_HOLDER, Audience.RECIPIENT
STAFF, OPERATOR = Audience.STAFF, Audience.OPERATOR
NOTHING, PUBLISHED, BOOKING = Shows.NOTHING, Shows.PUBLISHED, Shows.BOOKING
PERMITTED, ADDRESSES = Shows.PERMITTED, Shows.ADDRESSES
VERSION = Shows.VERSION
FEEDS = ("feed/", "atom/", "feed.json/")

# Pages, and what hangs below them.
register_exit(
    "pages",
    ANYBODY,
    PUBLISHED,
    patterns=[r"^((?:[\w\-]+/)*)$", r"^((?:[\w\-]+/)*[\w\-]+\.(?:bib|ics|json|md|ris))$"],
    routes=[
        ("home.HomePage", ""),
        ("home.StandardPage", ""),
        ("blog.BlogIndexPage", ""),
        ("blog.BlogPage", ""),
        ("events.EventIndexPage", ""),
        ("events.EventPage", ""),
        ("events.EventSeries", ""),
        ("people.PersonIndexPage", ""),
        ("people.PersonPage", ""),
        ("topics.TopicIndexPage", ""),
        ("topics.TopicPage", ""),
    ],
)
register_exit("metadata: JSON-LD, Open Graph, Dublin Core, citations", ANYBODY, PUBLISHED)
register_exit(
    "archives and other views of lists",
    ANYBODY,
    PUBLISHED,
    routes=[
        ("blog.BlogIndexPage", r"^(?P<year>[1-9]\d{3})/$"),
        ("blog.BlogIndexPage", r"^(?P<year>[1-9]\d{3})/(?P<month>0?[1-9]|1[0-2])/$"),
        ("blog.BlogIndexPage", "tag/<str:slug>/"),
        ("events.EventIndexPage", r"^month/$"),
        ("events.EventIndexPage", r"^month/(?P<year>[1-9]\d{3})/(?P<number>0?[1-9]|1[0-2])/$"),
        ("people.PersonIndexPage", "voices/"),
    ],
)
register_exit(
    "feeds",
    ANYBODY,
    PUBLISHED,
    routes=[
        ("blog.BlogIndexPage", r"^(?P<feed>feed|atom|feed\.json)/$"),
        ("blog.BlogIndexPage", r"^tag/(?P<slug>[^/]+)/(?P<feed>feed|atom|feed\.json)/$"),
        *((label, path) for label in ("people.PersonPage", "topics.TopicPage") for path in FEEDS),
    ],
)
register_exit(
    "calendars",
    ANYBODY,
    PUBLISHED,
    routes=[
        ("events.EventPage", "event.ics/"),
        ("events.EventIndexPage", "calendar.ics/"),
        ("events.EventSeries", "calendar.ics/"),
        ("people.PersonPage", "calendar.ics/"),
        ("topics.TopicPage", "calendar.ics/"),
    ],
)
register_exit(
    "citations",
    ANYBODY,
    PUBLISHED,
    routes=[
        *(("blog.BlogPage", f"cite.{ending}/") for ending in ("bib", "ris", "json")),
        *(("blog.BlogPage", f"cite/<str:block_id>/cite.{ending}/") for ending in ("bib", "ris", "json")),
        ("blog.BlogPage", "cite/"),
        ("blog.BlogPage", "cite/<str:block_id>/"),
    ],
)
register_exit(
    "the form for corrections",
    ANYBODY,
    PUBLISHED,
    routes=[("blog.BlogPage", "correct/"), ("blog.BlogPage", "correct/sent/")],
)
register_exit("Markdown", ANYBODY, PUBLISHED, routes=[("blog.BlogPage", "index.md/")])
register_exit("posts to republish", ANYBODY, PUBLISHED, routes=[("blog.BlogPage", "republish/")])
register_exit("oEmbed", ANYBODY, PUBLISHED, patterns=["oembed/"])
register_exit("the list of pages for language models", ANYBODY, PUBLISHED, patterns=["llms.txt"])
register_exit("the booking form", ANYBODY, PUBLISHED, routes=[("events.EventPage", "book/")])
register_exit(
    "somebody's own booking",
    LINK_HOLDER,
    BOOKING,
    routes=[
        ("events.EventPage", "book/sent/<str:token>/"),
        ("events.EventPage", "booking/<str:token>/"),
        ("events.EventPage", "booking/<str:token>/confirm/"),
        ("events.EventPage", "booking/<str:token>/cancel/"),
    ],
)

register_exit("approval by link", LINK_HOLDER, VERSION, patterns=["approve/<str:token>/"])

# Files.
register_exit(
    "documents",
    ANYBODY,
    PUBLISHED,
    patterns=[r"documents/^(\d+)/(.*)$", "documents/authenticate_with_password/<int:restriction_id>/"],
)
register_exit("renditions of images", ANYBODY, PUBLISHED, patterns=[r"^media/(?P<path>.+)$"])
register_exit("share cards: pictures of titles and quotes", ANYBODY, PUBLISHED)

# Search.
register_exit(
    "search",
    ANYBODY,
    PUBLISHED,
    patterns=["search/", "search/results.json", "search/results.atom", "search/suggest.json"],
)
register_exit("suggestions for browsers", ANYBODY, PUBLISHED, patterns=["search/opensearch-suggestions.json"])
register_exit("search: description and counting", ANYBODY, NOTHING, patterns=["search/opensearch.xml", "search/click/"])

# The rest of what anybody may request.
register_exit("the sitemap", ANYBODY, PUBLISHED, patterns=["sitemap.xml"])
register_exit("redirects of old addresses", ANYBODY, PUBLISHED)
register_exit("pages of errors", ANYBODY, NOTHING)
register_exit(
    "log-in and passwords of private pages",
    ANYBODY,
    NOTHING,
    patterns=[
        "_util/login/",
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    ],
)
register_exit(
    "the site itself: theme, robots, contact for security, health",
    ANYBODY,
    NOTHING,
    patterns=[
        *("theme.css", "favicon.ico", "apple-touch-icon.png", "apple-touch-icon-precomposed.png"),
        *("robots.txt", ".well-known/security.txt", "health/live/", "health/ready/"),
    ],
)

# Copies of the site: at the edge when the application fails, and as a folder of files.
register_exit("the mirror", ANYBODY, PUBLISHED)
register_exit("a copy of the site as files", ANYBODY, PUBLISHED)

# For editors. ``tests/users`` says which role sees what.
register_exit("the admin, with its previews, reports and exports", STAFF, PERMITTED, patterns=["admin/*"])
register_exit("e-mails to editors", STAFF, PERMITTED)

# To other people, and to the operator.
register_exit("e-mails about a booking", RECIPIENT, BOOKING)
register_exit("e-mails that ask for approval", RECIPIENT, VERSION)
register_exit("logs", OPERATOR, ADDRESSES)
