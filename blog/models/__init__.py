from .listing import BlogIndexPage
from .post import BlogPage, BlogPageAuthor, BlogPageTag
from .related import RelatedPost

__all__ = ["BlogIndexPage", "BlogPage", "BlogPageAuthor", "BlogPageTag", "RelatedPost"]
