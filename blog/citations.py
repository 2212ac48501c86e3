"""Posts, and the quotes in them, can be cited."""

from people.citations.views import register_citations

from .models import BlogPage

register_citations(BlogPage)
