from .listing import BlogIndexPage
from .post import BlogPage, BlogPageAuthor, BlogPageTag, RelatedPost

__all__ = ["BlogIndexPage", "BlogPage", "BlogPageAuthor", "BlogPageTag", "RelatedPost"]
