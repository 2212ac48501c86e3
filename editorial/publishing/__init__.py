"""The one way to publish: the panel behind *Publish*, *Submit* and *Approve*, the schedule, and the site's findings.

``menu`` puts the button into the editor, ``views`` shows the panel, ``panel`` says what is in it, and ``services``
publishes.
"""
