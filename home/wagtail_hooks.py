"""The list of first steps on the admin's front page: until somebody has set up an empty site."""

from wagtail import hooks

from .first_steps import FirstStepsPanel


@hooks.register("construct_homepage_panels")
def add_first_steps(request, panels):
    panel = FirstStepsPanel(request)
    if panel.is_shown():
        panels.insert(0, panel)
