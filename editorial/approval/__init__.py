"""Approval by link: somebody without an account reads one version of a page, approves, comments or rewrites a passage.

docs/decisions/0096 has the reasons. ``models`` holds links and answers, ``services`` what is done with them,
``guest_views`` what the guest sees, ``views`` the editor's screen.
"""
