"""The blocks of WordPress itself. Their saved HTML is what they show, except for dynamic blocks, which are rendered
whenever a page is read. https://developer.wordpress.org/block-editor/reference-guides/core-blocks/
"""


def _names(text: str) -> set[str]:
    return set(text.split())


STATIC = _names(
    """accordion accordion-heading accordion-item accordion-panel audio button buttons classic code column
    columns cover cover-image details embed file freeform gallery group heading html image list list-item
    math media-text missing more nextpage paragraph playlist preformatted pullquote quote separator
    shortcode social-links spacer subhead tab tab-list tab-panel tab-panels table tabs tabs-menu
    tabs-menu-item text-columns verse video"""
)

# Dynamic blocks, with the reason why nothing of them is kept.
LISTS = "a list that WordPress made when the page was read; this site makes its own"
DESIGN = "a part of the old site's design, not of the text"
COMMENTS = "comments are not part of the text"
EVENTS = "the event's page shows it from its own fields"
DYNAMIC = {
    **dict.fromkeys(
        _names(
            """archives calendar categories latest-comments latest-posts page-list page-list-item post-template
            posts-list query query-loop query-no-results query-pagination query-pagination-next
            query-pagination-numbers query-pagination-previous query-title query-total rss table-of-contents
            tag-cloud term-count term-description term-name term-template terms-query breadcrumbs"""
        ),
        LISTS,
    ),
    **dict.fromkeys(
        _names(
            """avatar home-link icon legacy-widget loginout navigation navigation-overlay-close navigation-submenu
            pattern post-author post-author-biography post-author-name post-content post-date post-excerpt
            post-featured-image post-hierarchical-terms post-navigation-link post-tags post-terms post-time-to-read
            post-title read-more search site-logo site-tagline site-title template-part widget-group form form-input
            form-submit-button form-submission-notification"""
        ),
        DESIGN,
    ),
    **dict.fromkeys(
        _names(
            """comment-author-avatar comment-author-name comment-content comment-date comment-edit-link
            comment-reply-link comment-template comments comments-pagination comments-pagination-next
            comments-pagination-numbers comments-pagination-previous comments-query-loop comments-title post-comment
            post-comments post-comments-count post-comments-form post-comments-link"""
        ),
        COMMENTS,
    ),
    # Of The Events Calendar, a plugin.
    **dict.fromkeys(
        _names(
            """tribe/event-datetime tribe/event-venue tribe/event-organizer tribe/event-website tribe/event-price
            tribe/event-links tribe/event-category tribe/event-tags tribe/event-status tribe/featured-image
            tribe/related-events tribe/classic-event-details"""
        ),
        EVENTS,
    ),
}
# Blocks whose words or addresses stand in their attributes; ``gutenberg`` writes them out.
WRITTEN_OUT = {"block", "footnotes", "navigation-link", "playlist-track", "social-link"}


def is_core(name: str) -> bool:
    """Whether WordPress itself has a block of this name, given without ``core/``."""
    return name in STATIC or name in DYNAMIC or name in WRITTEN_OUT or name.startswith(("core-embed/", "social-link-"))
