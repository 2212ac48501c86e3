"""Instants: in the night on which clocks go back, and of code that is more exact than anybody needs."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from demo.builders import block, build_event, build_post, publish
from events.calendar_links import make_google_link

from .test_times import LONDON


@pytest.mark.django_db
class TestTheNightOnWhichClocksGoBack:
    """British clocks show 01:00 to 02:00 twice on 31 October 2027: first at midnight UTC, then an hour later."""

    FIRST_HALF_PAST = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    SECOND_ONE = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)

    def test_local_times_of_code_are_compared_as_instants(self, client):
        london = ZoneInfo(LONDON)
        event = build_event(
            starts_at=datetime(2027, 10, 31, 1, 30, tzinfo=london),
            ends_at=datetime(2027, 10, 31, 1, 0, tzinfo=london, fold=1),
            agenda=[block("session", {"time": "01:30", "title": "All of it", "ends": "01:00"})],
        )
        assert (event.starts_at, event.ends_at) == (self.FIRST_HALF_PAST, self.SECOND_ONE)
        ((_day, (session,)),) = event.agenda_days
        assert (session.starts_at.astimezone(UTC), session.ends_at.astimezone(UTC)) == (
            self.FIRST_HALF_PAST,
            self.SECOND_ONE,
        )
        text = client.get(event.url).content.decode()
        assert "01:30 BST</time>" in text
        assert "01:00 GMT</time>" in text
        assert "20271031T003000Z%2F20271031T010000Z" in make_google_link(event)


@pytest.mark.django_db
def test_times_of_code_carry_no_microseconds(client):
    """HTML allows three digits of a second at most (2.3.5.4), and nobody announces an event to the microsecond."""
    moment = timezone.now().replace(microsecond=123456) + timedelta(days=3)
    event = build_event("Exact", starts_at=moment, ends_at=moment + timedelta(hours=2))
    sequence = event.sequence
    event.title = "More exact"
    event = publish(event)
    assert (event.starts_at.microsecond, event.ends_at.microsecond, event.sequence) == (0, 0, sequence)
    post = build_post("Exact", date=moment - timedelta(days=9))
    assert post.date.microsecond == 0
    for page in (event, post):
        assert not re.search(r"\d\d:\d\d\.\d", client.get(page.url).content.decode())
