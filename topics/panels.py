"""Editor panel for the topics of a page."""

from django import forms
from wagtail.admin.panels import FieldPanel

#: Topics as checkboxes: in a select box editors would have to know which key to hold to select a second topic.
topics_panel = FieldPanel("topics", widget=forms.CheckboxSelectMultiple)
