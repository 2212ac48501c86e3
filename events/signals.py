"""Signals of events."""

from django.dispatch import Signal

#: Sent by the class of the event when its published title, time, place or status has changed, within the transaction
#: that changes it and under the lock of its row. ``event`` is as it is now, ``before`` its ``published_state`` until
#: now. ``is_told`` says whether those concerned are told; None: as the editor said for the revision that goes out.
event_changed = Signal()
