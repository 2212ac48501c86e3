"""Lists of one page type in the admin, such as *Posts*: what a page type tells about its own list.

``registry`` holds the lists and what other apps add to them; ``columns``, ``filters`` and ``words`` are their parts.
``editorial.lists`` makes menu entries and views of them, and knows no page type.
"""
