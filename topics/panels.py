from django import forms
from wagtail.admin.panels import FieldPanel

#: Topics as boxes to tick: nobody needs to know which key to hold for a second one.
topics_panel = FieldPanel("topics", widget=forms.CheckboxSelectMultiple)
