"""Review of what a contributor submits: Wagtail's workflow with a due date, a comparison, and plain e-mails.

docs/decisions/0097 has the reasons. The screen is the publish panel (``editorial.publishing``).
"""
