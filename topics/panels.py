"""Editor panel for the topics of a page."""

from wagtail.admin.panels import FieldPanel

from .choosers import TopicsInput

topics_panel = FieldPanel("topics", widget=TopicsInput)
