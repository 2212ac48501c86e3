"""What dates and times mean that people write. It is Wednesday 4 February 2026, ten in the morning."""

from datetime import date, datetime, time

import pytest

from core.dates.errors import DateNotUnderstoodError
from core.dates.reading import read_date, read_datetime, read_time

NOW = datetime(2026, 2, 4, 10, 0)

DATETIMES = {
    # Whole dates, the day first
    "25 April 2018": "2018-04-25 00:00",
    "25 April 2018, 18:00": "2018-04-25 18:00",
    "Wednesday 25 April 2018, 18:00": "2018-04-25 18:00",
    "25th of April 2018 at 6pm": "2018-04-25 18:00",
    "April 25, 2018 6 p.m.": "2018-04-25 18:00",
    "6.30pm on the 25th of April 2018": "2018-04-25 18:30",
    "25/4/18": "2018-04-25 00:00",
    "25/04/2018 18.30": "2018-04-25 18:30",
    "25.4.2018 18.30": "2018-04-25 18:30",
    "25.04.18 at 9": "2018-04-25 09:00",
    "3/4/2026 18h30": "2026-04-03 18:30",
    "5-6-26 noon": "2026-06-05 12:00",
    "5 Sept 2026 1830hrs": "2026-09-05 18:30",
    "1 MARCH ’27 12 NOON": "2027-03-01 12:00",
    "2026-02-03 09:00": "2026-02-03 09:00",
    "2026-02-03T09:00:00": "2026-02-03 09:00",
    "2026-02-03": "2026-02-03 00:00",
    "31/12/2026 24:00": "2027-01-01 00:00",
    # Without a year: the nearest
    "3 Feb at 9": "2026-02-03 09:00",
    "25 Dec 8pm": "2025-12-25 20:00",
    "3 March 6pm": "2026-03-03 18:00",
    "Sat 7 March 11am": "2026-03-07 11:00",
    "29 Feb noon": "2024-02-29 12:00",
    "the 25th at 6pm": "2026-01-25 18:00",
    # Weekdays
    "Friday 6pm": "2026-02-06 18:00",
    "this Friday 6pm": "2026-02-06 18:00",
    "next Tuesday 6pm": "2026-02-10 18:00",
    "next Friday, 6pm": "2026-02-13 18:00",
    "Friday next week at 18:00": "2026-02-13 18:00",
    "last Tuesday 6pm": "2026-02-03 18:00",
    "6pm on Thursday": "2026-02-05 18:00",
    "Wednesday 6pm": "2026-02-04 18:00",
    "Wednesday 9am": "2026-02-11 09:00",
    "Tuesday week at noon": "2026-02-17 12:00",
    "a week on Tuesday, noon": "2026-02-17 12:00",
    # From today on
    "now": "2026-02-04 10:00",
    "today 5pm": "2026-02-04 17:00",
    "tonight at 7": "2026-02-04 19:00",
    "this evening at 7": "2026-02-04 19:00",
    "tomorrow evening at seven": "2026-02-05 19:00",
    "12/3/26 (Thursday) 6pm": "2026-03-12 18:00",
    "tomorrow noon": "2026-02-05 12:00",
    "noon tomorrow": "2026-02-05 12:00",
    "Tomorrow 9:00": "2026-02-05 09:00",
    "tomorrow at half past six in the evening": "2026-02-05 18:30",
    "the day after tomorrow at quarter to 9": "2026-02-06 08:45",
    "yesterday 14:30": "2026-02-03 14:30",
    "in two weeks at 10am": "2026-02-18 10:00",
    "in a fortnight, 10 o'clock": "2026-02-18 10:00",
    "3 days from now 9am": "2026-02-07 09:00",
    "a month ago noon": "2026-01-04 12:00",
    # A time alone
    "18.30": "2026-02-04 18:30",
    "9am": "2026-02-04 09:00",
    "midnight": "2026-02-04 00:00",
}
UNCLEAR = [
    *("6", "Tues or Wed", "soon", "April 2018", "2018", "next week", "25 Smarch 2018", "6-7pm 3 March", "6pm to 8pm"),
    *("31/2/2026", "31 June", "2026-13-01", "25:00", "3 March 18:75", "13pm tomorrow", "Monday 25 April 2018"),
    *(
        "Monday 7 March",
        "3 Feb 9",
        "x" * 200,
        "\x00",
        "١٢",
        "0/0/0",
        "9999-12-31 24:00",
        "1/1/0001",
        "tomorrow morning",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DATETIMES.items())
def test_days_with_times(text, expected):
    assert read_datetime(text, NOW) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_unclear_is_not_guessed(text):
    with pytest.raises(DateNotUnderstoodError):
        read_datetime(text, NOW)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "soon",
            "“soon” was not understood. Write a day and a time, e.g. “25 April 2018, 18:00” or “next Tuesday 6pm”.",
        ),
        ("Monday 25 April 2018", "25 April 2018 is a Wednesday, not a Monday. Check the day."),
        ("31/2/2026", "There is no day “31/2/2026” in the calendar. Check the day and the month."),
        ("3 March 18:75", "There is no time “18:75”. Write one like “18:30” or “6.30pm”."),
    ],
)
def test_the_sentence_says_what_is_wrong(text, sentence):
    with pytest.raises(DateNotUnderstoodError) as refusal:
        read_datetime(text, NOW)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9am", "2026-02-05 09:00"),  # it has passed today
        ("18.30", "2026-02-04 18:30"),
        ("25 Dec 8pm", "2026-12-25 20:00"),
        ("3 Feb at 9", "2027-02-03 09:00"),
        ("29 Feb noon", "2028-02-29 12:00"),
        ("the 25th at 6pm", "2026-02-25 18:00"),
    ],
)
def test_what_is_to_come(text, expected):
    assert read_datetime(text, NOW, prefers="future") == datetime.fromisoformat(expected)


def test_a_time_alone_is_on_the_day_of_the_field_before():
    assert read_datetime("19.30", NOW, day=date(2027, 3, 1)) == datetime(2027, 3, 1, 19, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25 April 2018", "2018-04-25"),
        ("25/4/18", "2018-04-25"),
        ("25.4.", "2026-04-25"),
        ("10.12", "2025-12-10"),
        ("Tuesday", "2026-02-10"),
        ("2018-04-25 00:00", "2018-04-25"),
    ],
)
def test_days(text, expected):
    assert read_date(text, NOW.date()) == date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["6", "6pm", "foo", "25 April 2018 6pm"])
def test_not_a_day(text):
    with pytest.raises(DateNotUnderstoodError):
        read_date(text, NOW.date())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("18.30", time(18, 30)), ("6pm", time(18)), ("9", time(9)), ("1830", time(18, 30)), ("half past 7", time(7, 30))],
)
def test_times(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["25", "2570", "foo", "3 March 6pm", "6pm to 8pm"])
def test_not_a_time(text):
    with pytest.raises(DateNotUnderstoodError):
        read_time(text)
