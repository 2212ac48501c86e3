"""Posts, and the quotes in them, can be cited, and posts have a Markdown twin."""

from content.markdown import register_markdown
from people.citations.views import register_citations

from .models import BlogPage

register_citations(BlogPage)
register_markdown(BlogPage)
